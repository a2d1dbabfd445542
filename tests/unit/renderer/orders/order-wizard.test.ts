import { describe, expect, it } from 'vitest';
import { ordersContract } from '#contracts/orders.ts';
import { ORDER_TYPES } from '#domain/fields/orders.ts';
import {
  devicesOf,
  emptyOrderForm,
  instantOf,
  type OrderForm,
  problemsOf,
  startedFrom,
  toCreateInput,
  withType,
} from '#renderer/features/orders/order-wizard.ts';

const filled: OrderForm = {
  ...emptyOrderForm,
  title: ' Move the notebook ',
  subjectIds: ['ci-1', 'ci-2'],
  oldCiId: 'ci-1',
  newCiId: 'ci-3',
  targetPlaceId: 'place-2',
  targetUserId: 'person-2',
};

describe('the form of a new order', () => {
  it('asks for the type first', () => {
    expect(problemsOf(emptyOrderForm)).toEqual(['type']);
  });

  it.each([
    ['move', ['subjects', 'targetPlace', 'title']],
    ['add', ['fresh', 'targetPlace', 'title']],
    ['swap', ['old', 'fresh', 'title']],
    ['disposal', ['subjects', 'title']],
  ] as const)('says what an empty %s lacks', (type, problems) => {
    expect(problemsOf(withType(emptyOrderForm, type))).toEqual(problems);
  });

  it('refuses a swap of a device for itself and a planned end before the start', () => {
    expect(problemsOf({ ...filled, type: 'swap', newCiId: 'ci-1' })).toEqual(['same_device']);
    expect(
      problemsOf({
        ...filled,
        type: 'move',
        plannedStart: '2026-11-21T10:00',
        plannedEnd: '2026-11-21T09:00',
      }),
    ).toEqual(['period']);
  });

  it.each([
    [
      'move',
      [
        { role: 'subject', ciId: 'ci-1' },
        { role: 'subject', ciId: 'ci-2' },
      ],
    ],
    ['add', [{ role: 'new', ciId: 'ci-3' }]],
    [
      'swap',
      [
        { role: 'old', ciId: 'ci-1' },
        { role: 'new', ciId: 'ci-3' },
      ],
    ],
  ] as const)('names the devices of a %s by their roles', (type, devices) => {
    expect(devicesOf({ ...filled, type })).toEqual(devices);
  });

  it('keeps the device when the type is changed', () => {
    const swap = withType({ ...emptyOrderForm, type: 'move', subjectIds: ['ci-9'] }, 'swap');
    expect(swap.oldCiId).toBe('ci-9');
    expect(withType({ ...swap, subjectIds: [] }, 'disposal').subjectIds).toEqual(['ci-9']);
  });

  it('starts with the device, its person and its place when they are known', () => {
    const form = startedFrom({
      ci: { id: 'ci-1', name: 'NB-1' },
      person: { id: 'p-1', name: 'Ana', phone: '+49 1' },
      place: null,
    });
    expect(form).toMatchObject({
      subjectIds: ['ci-1'],
      personId: 'p-1',
      contactPhone: '+49 1',
      placeId: null,
      names: { 'ci-1': 'NB-1', 'p-1': 'Ana' },
    });
    expect(withType(form, 'swap').oldCiId).toBe('ci-1');
  });

  it.each(ORDER_TYPES)('makes a command the contract accepts for a %s', (type) => {
    const input = toCreateInput({ ...filled, type }, 'order-1', null);
    expect(ordersContract.commands.create.input.safeParse(input).error).toBeUndefined();
    expect(input.title).toBe('Move the notebook');
  });

  it.each(['move', 'add'] as const)('says nothing about the user of a %s when none was chosen', (type) => {
    const silent = toCreateInput({ ...filled, type, targetUserId: null }, 'order-1', null);
    expect(silent.targetUserId).toBeUndefined();
    expect(toCreateInput({ ...filled, type }, 'order-1', null).targetUserId).toBe('person-2');
  });

  it('sends where the old device of a swap goes, and never the place chosen for a move', () => {
    expect(toCreateInput({ ...filled, type: 'swap' }, 'order-1', null).targetPlaceId).toBe('place-2');
    const swap = withType({ ...filled, type: 'move' }, 'swap');
    expect(problemsOf(swap)).toEqual([]);
    expect(swap.targetPlaceId).toBeNull();
    expect(withType({ ...filled, type: 'move' }, 'add').targetPlaceId).toBe('place-2');
  });

  it('sends only what the type asks for', () => {
    const disposal = toCreateInput({ ...filled, type: 'disposal' }, 'order-1', 'ticket-1');
    expect(disposal).toMatchObject({
      targetPlaceId: null,
      targetUserId: undefined,
      carryOver: [],
      oldDeviceStatus: null,
      moveAttached: false,
      ticketId: 'ticket-1',
    });
  });
});

it('reads local times as instants, and no time as none', () => {
  expect(instantOf('')).toBeNull();
  expect(instantOf('2026-11-21T08:00')).toBe(new Date(2026, 10, 21, 8, 0).toISOString());
});
