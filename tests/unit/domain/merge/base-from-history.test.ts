import { expect, it } from 'vitest';
import { baseFromHistory, commonBase, isOlderThanCommon } from '#domain/merge/base-from-history.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { edited, envOf, orderOf } from './records.ts';

const env = envOf('sync', '2026-11-18T12:00:00.000Z');
const common = edited(orderOf(), { description: 'known to both' }, 'common');

it('takes the shorter of two histories for the base when the other one only went on', () => {
  const later = edited(common, { title: 'Later' }, 'a');
  expect(baseFromHistory(common, later)).toBe(common);
  expect(baseFromHistory(later, common)).toBe(common);
});

it('takes my own entries back where both went on, so that only a real clash is one', () => {
  const mine = edited(edited(common, { title: 'Mine' }, 'a'), { contactPhone: '12' }, 'a');
  const theirs = edited(common, { contactPhone: '34' }, 'b');
  const base = baseFromHistory(mine, theirs);
  expect(base).toMatchObject({ title: common.title, contactPhone: null, journal: common.journal });
  const { merged, clashes } = mergeRecords('orders', base, mine, theirs, env);
  expect(merged).toMatchObject({ title: 'Mine', contactPhone: '34', description: 'known to both' });
  expect(clashes).toMatchObject([{ field: 'contactPhone', base: null, mine: '12', theirs: '34' }]);
});

it('knows no base of records that share no history', () => {
  const [mine, theirs] = ['a', 'b'].map((device) => edited(orderOf(), { title: device }, device));
  expect(mine && theirs && baseFromHistory(mine, theirs)).toBeNull();
});

it('notices a base that both sides have left behind', () => {
  const mine = edited(common, { title: 'Mine' }, 'a');
  const theirs = edited(common, { contactPhone: '34' }, 'b');
  expect(isOlderThanCommon(common, mine, theirs)).toBe(false);
  expect(isOlderThanCommon(orderOf(), mine, theirs)).toBe(true);
  expect(isOlderThanCommon(null, mine, theirs)).toBe(true);
  expect(isOlderThanCommon(null, edited(orderOf(), { title: 'x' }, 'a'), theirs)).toBe(false);
});

it('takes nothing for the base that one side does not know: what it lacks would look undone by it', () => {
  // The server was made anew, and another console brought its older version.
  const sent = edited(common, { title: 'Sent' }, 'a');
  const mine = edited(sent, { contactPhone: '12' }, 'a');
  const base = commonBase(sent, mine, common);
  expect(base).toBe(common);
  const { merged, clashes } = mergeRecords('orders', base, mine, common, env);
  expect(merged).toMatchObject({ title: 'Sent', contactPhone: '12' });
  expect(clashes).toEqual([]);
  expect(commonBase(common, mine, edited(common, { title: 'x' }, 'b'))).toBe(common);
});
