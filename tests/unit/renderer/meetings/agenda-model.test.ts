import { describe, expect, it } from 'vitest';
import { movedIn, withPutOn } from '#renderer/features/meetings/agenda-model.ts';

const row = (id: string, source: 'hand' | 'deferred' | 'filter' = 'filter') => ({ id, source });
const rows = [row('a', 'hand'), row('b', 'hand'), row('c', 'deferred'), row('d'), row('e')];

describe('an agenda that is arranged before its meeting', () => {
  it('keeps by hand what was put there, and asks its filter for the rest as before', () => {
    expect(withPutOn(rows, 'x')).toEqual(['a', 'b', 'x']);
    expect(withPutOn([row('d'), row('e')], 'x')).toEqual(['x']);
  });

  it('fixes what stands before an item that is moved, and nothing behind it', () => {
    expect(movedIn(rows, 'd', -1)).toEqual(['a', 'b', 'd', 'c']);
    expect(movedIn(rows, 'a', 1)).toEqual(['b', 'a']);
    expect(movedIn(rows, 'c', 1)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('moves nothing beyond its ends', () => {
    expect(movedIn(rows, 'a', -1)).toEqual([]);
    expect(movedIn(rows, 'e', 1)).toEqual([]);
    expect(movedIn(rows, 'gone', 1)).toEqual([]);
  });
});
