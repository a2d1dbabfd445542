import { describe, expect, it } from 'vitest';
import { trueBase } from '#main/host/sync/true-base.ts';
import { OLD_ARTICLE, OLD_SWAP, TODAYS_RECORDS } from '../../../../fixtures/records/v0.ts';

const [swap] = TODAYS_RECORDS.orders;
const [, article] = TODAYS_RECORDS.knowledge;
const live = (record: object | undefined) => ({ ...record, _deleted: false });

/** What a profile keeps beside its records: a base that was put down, a document that the server did not take. */
const known = (kept: object | null | undefined, notSent: object | null = null) =>
  ({
    bases: { find: () => kept },
    refused: { find: () => (notSent === null ? null : { document: notSent }) },
  }) as unknown as Parameters<typeof trueBase>[0];

describe('the version a local edit started from', () => {
  it('is compared in today’s shape, whoever put it down', () => {
    expect(trueBase(known(live(OLD_ARTICLE)), 'knowledge', 'kb-1', undefined)).toEqual(live(article));
    expect(trueBase(known(undefined), 'orders', 'order-1', live(OLD_SWAP))).toEqual(live(swap));
  });

  it('is the one kept as long as RxDB takes the refused document for sent, in an older shape, too', () => {
    const edited = { ...OLD_SWAP, title: 'Refused' };
    const assumed = { ...swap, title: 'Refused' };
    const kept = live(OLD_SWAP);
    expect(trueBase(known(kept, edited), 'orders', 'order-1', live(assumed))).toEqual(live(swap));
    const newer = live({ ...assumed, title: 'Merged since' });
    expect(trueBase(known(kept, edited), 'orders', 'order-1', newer)).toEqual(newer);
  });

  it('is none or unknown as it was', () => {
    expect(trueBase(known(null), 'orders', 'x', undefined)).toBeNull();
    expect(trueBase(known(undefined), 'orders', 'x', undefined)).toBeUndefined();
  });
});
