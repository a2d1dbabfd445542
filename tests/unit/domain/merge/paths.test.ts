import { describe, expect, it } from 'vitest';
import { derivedId, escapeSegment, getPath, setPath, stableText } from '#domain/merge/paths.ts';

const record = { extra: { 'a.b': 1, '~1': 2 }, tasks: [{ id: 't.1', state: 'open' }] };

describe('paths into a record', () => {
  it.each([
    [`extra.${escapeSegment('a.b')}`, 1],
    [`extra.${escapeSegment('~1')}`, 2],
    [`tasks.${escapeSegment('t.1')}.state`, 'open'],
    ['tasks.gone.state', undefined],
    ['nothing.at.all', undefined],
  ])('reads %s', (path, value) => {
    expect(getPath(record, path)).toEqual(value);
  });

  it('writes a copy and leaves the rest and the original alone', () => {
    const changed = setPath(record, `tasks.${escapeSegment('t.1')}.state`, 'done');
    expect(changed.tasks).toEqual([{ id: 't.1', state: 'done' }]);
    expect(changed.extra).toBe(record.extra);
    expect(record.tasks[0]?.state).toBe('open');
  });
});

describe('ids that follow from their inputs', () => {
  it('do not depend on the order of keys, but on every value', () => {
    expect(stableText({ b: [1, { d: 2, c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":2}]}');
    expect(derivedId('clash', { a: 1, b: 2 })).toBe(derivedId('clash', { b: 2, a: 1 }));
    expect(derivedId('clash', 'x', 'y')).not.toBe(derivedId('clash', 'xy', ''));
    expect(derivedId('clash', 1)).toMatch(/^clash-[0-9a-z]{22}$/);
  });
});
