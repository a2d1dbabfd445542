import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setByEffect } from '#domain/effects/effect.ts';
import { ORDER_TYPES, type Order } from '#domain/fields/orders.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { append, entry, newRecordBase } from '#domain/journal/journal.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import {
  assignOrder,
  cancelOrder,
  completeOrder,
  completeTask,
  confirmDevice,
  recomputeOrder,
  skipTask,
  startOrder,
  stepOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { type CommandName, may, type PermissionTarget } from '#domain/permissions/permissions.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, anOrder, contextOf } from '../fixtures.ts';
import {
  addComment,
  addWorkNote,
  assignIncident,
  bookTime,
  linkConfigItem,
  recomputeIncident,
  stepIncident,
  updateIncident,
} from '../incidents.ts';
import { as, firstItem, json, site, solution, world, write } from './writes.ts';

type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false };
type Step<R> = readonly [CommandName, (record: R, role: Role) => Outcome<R>];

const TICKET_STEPS: readonly Step<Incident>[] = [
  ['incidents.addNote', (ticket, role) => addWorkNote(ticket, { text: 'note', minutes: 3 }, as(role))],
  [
    'incidents.addComment',
    (ticket, role) => addComment(ticket, { text: 'said', byRequester: true }, as(role)),
  ],
  ['incidents.bookTime', (ticket, role) => bookTime(ticket, { minutes: 3 }, as(role))],
  ['incidents.update', (ticket, role) => updateIncident(ticket, { impact: 1, title: 'Other' }, as(role))],
  ['incidents.assign', (ticket, role) => assignIncident(ticket, { teamId: 'team-2' }, as(role))],
  [
    'incidents.linkConfigItem',
    (ticket, role) => linkConfigItem(ticket, { ciId: 'nb-1', as: 'main' }, as(role)),
  ],
  ['incidents.step', (ticket, role) => stepIncident(ticket, { to: 'in_progress' }, as(role))],
  [
    'incidents.step',
    (ticket, role) =>
      stepIncident(ticket, { to: 'on_hold', holdReason: 'awaiting_caller', comment: 'Which?' }, as(role)),
  ],
  ['incidents.step', (ticket, role) => stepIncident(ticket, { to: 'resolved', ...solution }, as(role))],
  ['incidents.step', (ticket, role) => stepIncident(ticket, { to: 'closed' }, as(role))],
  ['incidents.step', (ticket, role) => stepIncident(ticket, { to: 'cancelled', note: 'why' }, as(role))],
];

const openTask = (order: Order): string => order.tasks.find((task) => task.state === 'open')?.id ?? 'none';
/** The order as a technician left it when all was done. */
const completedOnSite = (assigned: Order): Order => {
  let order = unwrap(startOrder(assigned, {}, site('field')));
  order = unwrap(confirmDevice(order, { code: 'T1' }, site('field')));
  for (const task of order.tasks.filter((candidate) => candidate.state === 'open')) {
    order = unwrap(completeTask(order, { taskId: task.id, value: 'v' }, site('field')));
  }
  return unwrap(completeOrder(order, {}, site('field'))).order;
};
const ORDER_STEPS: readonly Step<Order>[] = [
  ['orders.assign', (order, role) => assignOrder(order, { teamId: 'team-2' }, site(role))],
  ['orders.assign', (order, role) => assignOrder(order, { teamId: null, assigneeId: null }, site(role))],
  ['orders.update', (order, role) => updateOrder(order, { title: 'Other' }, site(role))],
  ['orders.step', (order, role) => stepOrder(order, { to: 'accepted' }, site(role))],
  ['orders.start', (order, role) => startOrder(order, {}, site(role))],
  ['orders.confirmDevice', (order, role) => confirmDevice(order, { code: 'T1' }, site(role))],
  ['orders.confirmDevice', (order, role) => confirmDevice(order, { code: 'T2' }, site(role))],
  [
    'orders.completeTask',
    (order, role) => completeTask(order, { taskId: openTask(order), value: 'v' }, site(role)),
  ],
  ['orders.skipTask', (order, role) => skipTask(order, { taskId: openTask(order), note: 'n' }, site(role))],
  [
    'orders.complete',
    (order, role) => {
      const done = completeOrder(order, {}, site(role));
      return done.ok ? { ok: true, value: done.value.order } : done;
    },
  ],
  ['orders.cancel', (order, role) => cancelOrder(order, { reason: 'why' }, site(role))],
];

/** Whose the record is, which decides how far some rights reach. */
const targetOf = (record: object): PermissionTarget => record as PermissionTarget;

/** Random permitted commands; what lies between two pushes is one write, so each write may hold several of them. */
const acceptsAll = <R extends object>(
  collection: CollectionName,
  start: () => R,
  steps: readonly Step<R>[],
  length: number,
) =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...steps), fc.constantFrom(...ROLES), fc.boolean()), {
        maxLength: length,
      }),
      (walk) => {
        let stored: unknown = null;
        let record = start();
        let author: Role = 'service-desk';
        const push = () => {
          if (stored !== null && record === stored) return;
          expect(write(collection, json(stored), json(record), [author])).toEqual({ ok: true });
          stored = record;
        };
        push();
        for (const [[command, step], role, isOffline] of walk) {
          if (!may(envOf([role]).actor, command, targetOf(record)).ok) continue;
          if (role !== author) push();
          author = role;
          const result = step(record, role);
          if (result.ok) record = result.value;
          if (!isOffline) push();
        }
        push();
      },
    ),
    { numRuns: 200 },
  );

describe('the server accepts what the domain lets a permitted actor do', () => {
  it('on incidents', () => acceptsAll('tickets', () => anIncident(), TICKET_STEPS, 14));

  it.each(ORDER_TYPES)('on a %s order', (type) => {
    acceptsAll('orders', () => anOrder(type), ORDER_STEPS, 24);
  });

  /** What one technician does offline while another one's work reaches the server: the merged record is pushed. */
  const acceptsMerged = <C extends 'tickets' | 'orders', R extends RecordOf[C]>(
    collection: C,
    start: () => R,
    steps: readonly Step<R>[],
    recompute: (record: R) => R,
  ) => {
    const picks = fc.array(fc.constantFrom(...steps), { maxLength: 6 });
    const walk = (record: R, taken: readonly Step<R>[], role: Role): R =>
      taken.reduce((now, [command, step]) => {
        const result = may(envOf([role]).actor, command, targetOf(now)).ok ? step(now, role) : null;
        return result?.ok === true ? result.value : now;
      }, record);
    const roles = fc.constantFrom(...ROLES);
    fc.assert(
      fc.property(picks, picks, picks, roles, roles, (before, left, right, leftRole, rightRole) => {
        const base = walk(start(), before, 'administrator');
        const stored = walk(base, left, leftRole);
        const mine = walk(base, right, rightRole);
        const { merged } = mergeRecords(collection, base, mine, stored, envOf([rightRole]));
        // Records of one type merge into one of that type.
        const pushed = recompute(merged as R);
        // Nothing to push: some roles have no right on such records at all.
        if (sameValue(pushed, stored)) return;
        expect(write(collection, json(stored), json(pushed), [rightRole])).toEqual({ ok: true });
      }),
      { numRuns: 300 },
    );
  };

  it('on incidents that two people worked on', () => {
    acceptsMerged(
      'tickets',
      () => anIncident(),
      TICKET_STEPS,
      (ticket) => recomputeIncident(ticket, contextOf()),
    );
  });

  it.each(ORDER_TYPES)('on a %s order that two people worked on', (type) => {
    acceptsMerged('orders', () => anOrder(type), ORDER_STEPS, recomputeOrder);
  });

  it('including the effects of a field technician on devices and seats', () => {
    const { effects } = completedOnSite(anOrder('disposal'));
    expect(effects.map((effect) => effect.collection).sort()).toEqual(['configItems', 'licences']);
    for (const effect of effects) {
      const target = effect.collection === 'licences' ? world.seats[0] : firstItem;
      if (target === undefined) throw new Error('no target');
      const after = setByEffect(target, effect, envOf(['field']));
      expect(write(effect.collection, target, after, ['field'])).toEqual({ ok: true });
    }
  });

  it('and work completed on site while the desk ended the order, in whichever order they arrive', () => {
    const base = anOrder('move');
    const done = completedOnSite(base);
    const cancelled = unwrap(cancelOrder(base, { reason: 'not needed' }, site('service-desk')));
    const begun = unwrap(startOrder(base, {}, site('field')));
    const stopped = unwrap(cancelOrder(begun, { reason: 'door locked' }, site('team-lead')));
    for (const [from, undone] of [[base, cancelled] as const, [begun, stopped] as const]) {
      const late = recomputeOrder(mergeRecords('orders', from, done, undone, envOf(['field'])).merged);
      expect(late.state).toBe('closed_complete');
      expect(write('orders', undone, json(late), ['field'])).toEqual({ ok: true });
      expect(write('orders', undone, { ...late, effects: [] }, ['field'])).toMatchObject({ code: 'invalid' });
      expect(write('orders', undone, { ...late, completedBy: null }, ['field']).ok).toBe(false);
      expect(write('orders', undone, { ...late, journal: undone.journal }, ['field']).ok).toBe(false);
      expect(write('orders', undone, late, ['knowledge']).ok).toBe(false);
      const early = recomputeOrder(mergeRecords('orders', from, undone, done, envOf(['team-lead'])).merged);
      expect(write('orders', done, json(early), ['team-lead'])).toEqual({ ok: true });
    }
    expect(write('orders', done, { ...done, ...cancelled, journal: done.journal }, ['team-lead']).ok).toBe(
      false,
    );
  });

  it('and a console claiming its device code', () => {
    const value = { key: 'device', code: '7QK', deviceId: 'device-1' };
    const base = append(newRecordBase(envOf(), { id: 'device-7QK' }), entry(envOf(), 'created'));
    const claim = { ...base, key: 'device', version: 1, value };
    expect(write('settings', null, claim, ['field'])).toEqual({ ok: true });
    expect(write('settings', null, { ...claim, id: 'priority-matrix' }, ['field']).ok).toBe(false);
    expect(write('settings', null, claim, ['stranger']).ok).toBe(false);
    const more = { ...claim, value: { ...value, junk: 'x'.repeat(1_000_000) } };
    expect(write('settings', null, more, ['field']).ok).toBe(false);
    const stolen = { ...claim, value: { ...claim.value, deviceId: 'device-2' } };
    expect(write('settings', claim, stolen, ['field']).ok).toBe(false);
  });
});
