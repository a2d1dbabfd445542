import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchHit } from '#contracts/search.ts';
import { setupFeatures } from '#renderer/app/features.ts';
import {
  groupHits,
  movedChoice,
  rankLabels,
  specOfHit,
  splitBegun,
} from '#renderer/features/search/palette-model.ts';

beforeAll(setupFeatures);

const labels = (texts: readonly string[]) => texts.map((label) => ({ label }));
const hit = (kind: SearchHit['kind'], id: string): SearchHit => ({
  kind,
  recordType: null,
  id,
  key: null,
  title: id,
  hint: null,
  state: null,
  lacks: [],
});

describe('rankLabels', () => {
  const entries = labels(['Go to orders', 'New order', 'Order a pizza', 'Reorder columns', 'Lock']);

  it('puts labels that begin with the word first, then words that begin with it, then the rest', () => {
    expect(rankLabels(entries, 'order').map(({ label }) => label)).toEqual([
      'Order a pizza',
      'Go to orders',
      'New order',
      'Reorder columns',
    ]);
  });

  it('puts what is called just so before what only begins so', () => {
    const places = labels(['Changes today', 'Changes', 'Standard changes']);
    expect(rankLabels(places, ' changes').map(({ label }) => label)).toEqual([
      'Changes',
      'Changes today',
      'Standard changes',
    ]);
  });

  it('wants every word, in any order and case', () => {
    expect(rankLabels(entries, 'ORDERS go').map(({ label }) => label)).toEqual(['Go to orders']);
    expect(rankLabels(entries, 'order zebra')).toEqual([]);
  });

  it('keeps everything in its order for an empty text', () => {
    expect(rankLabels(entries, '  ')).toEqual(entries);
  });
});

describe('splitBegun', () => {
  it('takes the entries apart whose label is being typed, from the second letter on', () => {
    const entries = labels(['My teams', 'Teams', 'My day']);
    const begun = (text: string) => splitBegun(entries, text).begun.map(({ label }) => label);
    expect(begun(' my')).toEqual(['My teams', 'My day']);
    expect(begun('TEAM')).toEqual(['Teams']);
    expect(begun('m')).toEqual([]);
    expect(splitBegun(entries, 'my').others).toEqual(labels(['Teams']));
    const acts = labels(['New order', 'Lock', 'Settings']);
    expect(splitBegun(acts, 'settings').begun).toEqual(labels(['Settings']));
    expect(splitBegun(acts, 'lo').begun).toEqual(labels(['Lock']));
  });
});

describe('groupHits', () => {
  it('puts the kind of the best hit first and keeps the order within a kind', () => {
    const groups = groupHits([hit('ci', '1'), hit('ticket', '2'), hit('ci', '3')]);
    expect(groups.map((group) => [group.kind, group.hits.map(({ id }) => id)])).toEqual([
      ['ci', ['1', '3']],
      ['ticket', ['2']],
    ]);
  });

  it('leaves kinds without hits out', () => {
    expect(groupHits([])).toEqual([]);
  });
});

describe('choosing', () => {
  it('goes round the ends', () => {
    expect(movedChoice('ArrowDown', 2, 3)).toBe(0);
    expect(movedChoice('ArrowUp', 0, 3)).toBe(2);
    expect(movedChoice('ArrowDown', 0, 0)).toBeNull();
    expect(movedChoice('a', 0, 3)).toBeNull();
  });

  it('opens the page of the kind', () => {
    expect(specOfHit(hit('knowledge', 'k'))?.route('k')).toEqual({ page: 'knowledge', id: 'k' });
    expect(specOfHit(hit('ticket', 't'))?.route('t')).toEqual({ page: 'ticket', id: 't' });
  });
});
