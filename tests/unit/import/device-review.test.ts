import { describe, expect, it } from 'vitest';
import type { Identity } from '#domain/config-items/evidence.ts';
import {
  type Decision,
  type DeviceReview,
  decidedReview,
  decisionsIn,
  isOpenReview,
  reviewedDevice,
  reviewIdOf,
} from '#domain/import/device-review.ts';
import { REVIEW_ID } from '#domain/import/review-key.ts';

const BOARD: Identity = {
  ...{
    serial: 'S-1',
    uuid: '6f1c2a5e-1111-4222-8333-9a0b1c2d3e4f',
    macs: ['8c:16:45:aa:bb:cc'],
    name: 'PC-1',
  },
  ciClass: 'desktop',
};
const WHO = { by: 'lea', at: '2026-05-04T08:00:00.000Z' };

const asked = (identity: Identity, candidateIds: readonly string[] = ['a', 'b']): DeviceReview => ({
  ...{ key: 'device-review', device: reviewedDevice(identity, 'PC-1'), candidateIds },
  ...{ notIds: [], itemId: null, by: null, at: null },
});
const decided = (...decisions: readonly Decision[]): DeviceReview =>
  decisions.reduce((review, decision) => decidedReview(review, decision, WHO), asked(BOARD));

describe('a decision about a device', () => {
  it.each<[string, readonly Decision[], object, boolean]>([
    ['nothing', [], { itemId: null, notIds: [], by: null }, true],
    ['one of them', [{ kind: 'same', itemId: 'a' }], { itemId: 'a', notIds: [], by: 'lea' }, false],
    ['not the first', [{ kind: 'separate', itemId: 'a' }], { itemId: null, notIds: ['a'] }, true],
    [
      'neither, one after the other',
      [
        { kind: 'separate', itemId: 'a' },
        { kind: 'separate', itemId: 'b' },
      ],
      { itemId: null, notIds: ['a', 'b'] },
      false,
    ],
    ['a new one', [{ kind: 'new' }], { itemId: null, notIds: ['a', 'b'] }, false],
    [
      'one that it was not before',
      [
        { kind: 'separate', itemId: 'a' },
        { kind: 'same', itemId: 'a' },
      ],
      { itemId: 'a', notIds: [] },
      false,
    ],
    [
      'new after all',
      [{ kind: 'same', itemId: 'a' }, { kind: 'new' }],
      { itemId: null, notIds: ['a', 'b'] },
      false,
    ],
    [
      'not the one that it was',
      [
        { kind: 'same', itemId: 'a' },
        { kind: 'separate', itemId: 'a' },
      ],
      { itemId: null, notIds: ['a'] },
      true,
    ],
    [
      'taken back',
      [{ kind: 'same', itemId: 'a' }, { kind: 'separate', itemId: 'b' }, { kind: 'open' }],
      { itemId: null, notIds: [], by: null, at: null },
      true,
    ],
  ])('%s', (_name, decisions, expected, isOpen) => {
    const review = decided(...decisions);
    expect(review).toMatchObject(expected);
    expect(isOpenReview(review)).toBe(isOpen);
  });

  const kept = (value: DeviceReview, id = 'review-1') => ({ id, value });
  const same = decided({ kind: 'same', itemId: 'a' });

  it.each<[string, Identity, boolean]>([
    ['the same answer', BOARD, true],
    ['with another adapter besides', { ...BOARD, macs: ['8c:16:45:aa:bb:cc', '8c:16:45:aa:bb:dd'] }, true],
    ['that tells less', { ...BOARD, serial: null, macs: [] }, true],
    ['written otherwise', { ...BOARD, serial: ' s-1 ', macs: ['8C-16-45-AA-BB-CC'] }, true],
    ['of another name', { ...BOARD, name: 'PC-2' }, false],
    ['of another serial', { ...BOARD, serial: 'S-2' }, false],
    ['that brings a tag nobody knew of', { ...BOARD, assetTag: 'T-0001' }, false],
    ['of a screen', { ...BOARD, ciClass: 'monitor' }, false],
  ])('holds for a device %s', (_name, identity, isHeld) => {
    expect(decisionsIn([kept(same)])(identity)?.itemId ?? null).toBe(isHeld ? 'a' : null);
  });

  it('is none where two say different things, or nobody has said anything', () => {
    const other = decided({ kind: 'same', itemId: 'b' });
    expect(decisionsIn([kept(same), kept(other, 'review-2')])(BOARD)).toBeNull();
    expect(decisionsIn([kept(asked(BOARD))])(BOARD)).toBeNull();
    const not = decided({ kind: 'separate', itemId: 'b' });
    const both = decisionsIn([kept(same), kept(not, 'review-2')])(BOARD);
    expect(both).toMatchObject({ itemId: 'a', notIds: new Set(['b']) });
  });

  it('is kept under one id however the device is written', () => {
    const id = reviewIdOf(reviewedDevice(BOARD, 'PC-1'));
    expect(id.startsWith(REVIEW_ID)).toBe(true);
    expect(reviewIdOf(reviewedDevice({ ...BOARD, serial: 's-1', macs: ['8C:16:45:AA:BB:CC'] }, 'PC-1'))).toBe(
      id,
    );
    expect(reviewIdOf(reviewedDevice({ ...BOARD, serial: 'S-2' }, 'PC-1'))).not.toBe(id);
  });

  // One after the other it was 0.17 s for each of them, for thousands of reported devices.
  it('is found among thousands', () => {
    const device = (at: number): Identity => ({
      ...BOARD,
      uuid: null,
      serial: `S${at}XX`,
      name: `nb-${at}`,
      macs: [],
    });
    const all = Array.from({ length: 2_000 }, (_, at) =>
      kept({ ...asked(device(at)), itemId: `item-${at}` }, `review-${at}`),
    );
    const find = decisionsIn(all);
    const found = all.map((_, at) => find(device(at))?.itemId);
    expect(found).toEqual(all.map((_, at) => `item-${at}`));
  });
});
