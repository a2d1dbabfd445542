import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { updateConfigItem } from '#domain/cmdb/config-item.commands.ts';
import {
  addComment,
  addWorkNote,
  assignIncident,
  bookTime,
  linkCi,
  recomputeTicket,
  transitionIncident,
  updateIncidentFields,
} from '#domain/incidents/incident.commands.ts';
import { append, diff, entry, type Journalled } from '#domain/journal/journal.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import {
  applyEffect,
  assignOrder,
  cancelOrder,
  completeOrder,
  completeTask,
  confirmDevice,
  recomputeOrder,
  skipTask,
  startOrder,
  updateOrder,
} from '#domain/orders/order.commands.ts';
import { type CommandName, may } from '#domain/permissions/permissions.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { ORDER_TYPES, type Order } from '#domain/records/order.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { Ticket } from '#domain/records/ticket.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, anItem, anOrder, aRelation, aSeat, contextOf } from '../fixtures.ts';

const write = (collection: CollectionName, before: unknown, after: unknown, roles: readonly string[]) =>
  checkDocumentWrite({ collection, before, after, actor: { name: 'somebody', roles } });
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const solution = { closureCode: 'assistance', closureNotes: 'Explained it' };
type Outcome<R> = { readonly ok: true; readonly value: R } | { readonly ok: false };
type Step<R> = readonly [CommandName, (record: R, role: Role) => Outcome<R>];

const as = (role: Role) => contextOf(envOf([role]));
const TICKET_STEPS: readonly Step<Ticket>[] = [
  ['incidents.addNote', (ticket, role) => addWorkNote(ticket, { text: 'note', minutes: 3 }, as(role))],
  [
    'incidents.addComment',
    (ticket, role) => addComment(ticket, { text: 'said', byRequester: true }, as(role)),
  ],
  ['incidents.bookTime', (ticket, role) => bookTime(ticket, { minutes: 3 }, as(role))],
  [
    'incidents.update',
    (ticket, role) => updateIncidentFields(ticket, { impact: 1, title: 'Other' }, as(role)),
  ],
  ['incidents.assign', (ticket, role) => assignIncident(ticket, { teamId: 'team-2' }, as(role))],
  ['incidents.linkCi', (ticket, role) => linkCi(ticket, { ciId: 'nb-1', as: 'main' }, as(role))],
  ['incidents.transition', (ticket, role) => transitionIncident(ticket, { to: 'in_progress' }, as(role))],
  [
    'incidents.transition',
    (ticket, role) =>
      transitionIncident(
        ticket,
        { to: 'on_hold', holdReason: 'awaiting_caller', comment: 'Which?' },
        as(role),
      ),
  ],
  [
    'incidents.transition',
    (ticket, role) => transitionIncident(ticket, { to: 'resolved', ...solution }, as(role)),
  ],
  ['incidents.transition', (ticket, role) => transitionIncident(ticket, { to: 'closed' }, as(role))],
  [
    'incidents.transition',
    (ticket, role) => transitionIncident(ticket, { to: 'cancelled', note: 'why' }, as(role)),
  ],
];

const cis = [anItem('nb-1', { assetTag: 'T1' }), anItem('nb-2', { assetTag: 'T2' })];
const world = { cis, relations: [], seats: [aSeat('seat-1', 'nb-1')] };
const site = (role: Role) => ({ env: envOf([role]), ...world });
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
  ['orders.update', (order, role) => updateOrder(order, { state: 'accepted', title: 'Other' }, site(role))],
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
          if (!may({ ...envOf([role]).actor }, command).ok) continue;
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
  const acceptsMerged = <C extends 'tickets' | 'orders'>(
    collection: C,
    start: () => RecordOf[C],
    steps: readonly Step<RecordOf[C]>[],
    recompute: (record: RecordOf[C]) => RecordOf[C],
  ) => {
    const picks = fc.array(fc.constantFrom(...steps), { maxLength: 6 });
    const walk = (record: RecordOf[C], taken: readonly Step<RecordOf[C]>[], role: Role): RecordOf[C] =>
      taken.reduce((now, [command, step]) => {
        const result = may(envOf([role]).actor, command).ok ? step(now, role) : null;
        return result?.ok === true ? result.value : now;
      }, record);
    const roles = fc.constantFrom(...ROLES);
    fc.assert(
      fc.property(picks, picks, picks, roles, roles, (before, left, right, leftRole, rightRole) => {
        const base = walk(start(), before, 'administrator');
        const stored = walk(base, left, leftRole);
        const mine = walk(base, right, rightRole);
        const { merged } = mergeRecords(collection, base, mine, stored, envOf([rightRole]));
        const pushed = recompute(merged);
        expect(write(collection, json(stored), json(pushed), [rightRole])).toEqual({ ok: true });
      }),
      { numRuns: 300 },
    );
  };

  it('on incidents that two people worked on', () => {
    const { settings, sla } = contextOf();
    acceptsMerged(
      'tickets',
      () => anIncident(),
      TICKET_STEPS,
      (ticket) => recomputeTicket(ticket, settings, sla),
    );
  });

  it.each(ORDER_TYPES)('on a %s order that two people worked on', (type) => {
    acceptsMerged('orders', () => anOrder(type), ORDER_STEPS, recomputeOrder);
  });

  it('including the effects of a field technician on devices and seats', () => {
    const { effects } = completedOnSite(anOrder('disposal'));
    expect(effects.map((effect) => effect.collection).sort()).toEqual(['configItems', 'licences']);
    for (const effect of effects) {
      const target = effect.collection === 'licences' ? world.seats[0] : cis[0];
      if (target === undefined) throw new Error('no target');
      const after = applyEffect(target, effect, envOf(['field']));
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
    const claim = { ...anItem('device-7QK'), value: { key: 'device', code: '7QK', deviceId: 'device-1' } };
    expect(write('settings', null, claim, ['field'])).toEqual({ ok: true });
    expect(write('settings', null, { ...claim, id: 'priority-matrix' }, ['field']).ok).toBe(false);
    expect(write('settings', null, claim, ['stranger']).ok).toBe(false);
    const stolen = { ...claim, value: { ...claim.value, deviceId: 'device-2' } };
    expect(write('settings', claim, stolen, ['field']).ok).toBe(false);
  });
});

describe('the server refuses', () => {
  const ticket = anIncident();
  const desk = as('service-desk');
  const resolved = unwrap(transitionIncident(ticket, { to: 'resolved', ...solution }, desk));
  const closed = unwrap(transitionIncident(resolved, { to: 'closed' }, desk));
  const reopened = unwrap(transitionIncident(closed, { to: 'in_progress' }, as('team-lead')));
  const started = unwrap(startOrder(anOrder('move'), {}, site('field')));
  const hop = (record: Ticket, from: string, to: string, more: Partial<Ticket> = {}): Ticket => ({
    ...record,
    ...more,
    state: to,
    journal: [
      ...record.journal,
      entry(envOf(), 'state', { changes: [{ field: 'state', from, to }], text: 'x' }),
    ],
  });

  /** `record` changed under the pretence that an order's effect did it. */
  const byForgedEffect = <R extends Journalled>(record: R, patch: Partial<R>): R => {
    const fields = Object.keys(patch) as (keyof R & string)[];
    const changes = diff<R>(record, { ...record, ...patch }, fields);
    return append(
      { ...record, ...patch },
      entry(envOf(['field']), 'effect', { changes, effectId: 'order-1:x', origin: 'order' }),
    );
  };

  it.each<[string, CollectionName, Journalled, object]>([
    ['the title of a ticket', 'tickets', ticket, { title: 'Mine' }],
    ['the team of a ticket', 'tickets', ticket, { teamId: 'team-9' }],
    ['the devices to go of an order', 'orders', started, { targetPlaceId: 'place-9' }],
    ['the name of a device', 'configItems', anItemOf(cis), { name: 'X' }],
    ['the serial of a device', 'configItems', anItemOf(cis), { serial: 'X' }],
    ['what is locked in a device', 'configItems', anItemOf(cis), { lockedFields: ['serial'] }],
    ['the kind of a relation', 'relations', aRelation('r', {}), { kind: 'uses' }],
    ['the product of a seat', 'licences', aSeat('seat-1', 'nb-1'), { productName: 'X' }],
    ['an inventory', 'inventories', anItemOf(cis), { sections: {} }],
    ['a person', 'directory', anItemOf(cis), { name: 'X' }],
    ['the catalogue', 'catalogue', anItemOf(cis), { name: 'X' }],
    ['an article', 'knowledge', anItemOf(cis), { title: 'X' }],
    ['an announcement', 'announcements', anItemOf(cis), { title: 'X' }],
    ['the settings', 'settings', anItemOf(cis), { value: {} }],
  ])('a technician changing %s by the word of an effect', (_what, collection, record, patch) => {
    expect(write(collection, record, byForgedEffect(record, patch), ['field'])).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });

  it('an effect without an order, and one that names less than was changed', () => {
    const device = anItemOf(cis);
    const moved = byForgedEffect(device, { placeId: 'place-9' });
    expect(write('configItems', device, moved, ['field'])).toEqual({ ok: true });
    expect(write('configItems', device, { ...moved, userId: 'user-9' }, ['field']).ok).toBe(false);
    const journal = moved.journal.map((one) => ({ ...one, effectId: null }));
    expect(write('configItems', device, { ...moved, journal }, ['field']).ok).toBe(false);
  });

  it.each<[string, CollectionName, unknown, unknown, readonly string[], string]>([
    ['a technician editing a title', 'tickets', ticket, { ...ticket, title: 'Mine' }, ['field'], 'forbidden'],
    ['a technician resolving', 'tickets', ticket, resolved, ['field'], 'forbidden'],
    ['a technician writing settings', 'settings', null, anItem('priority-matrix'), ['field'], 'forbidden'],
    [
      'the service desk writing settings',
      'settings',
      null,
      anItem('categories'),
      ['service-desk'],
      'forbidden',
    ],
    ['a technician writing the catalogue', 'catalogue', null, anItem('sla'), ['field'], 'forbidden'],
    ['a technician making orders', 'orders', null, anOrder('move'), ['field'], 'forbidden'],
    [
      'a technician cancelling orders',
      'orders',
      started,
      unwrap(cancelOrder(started, { reason: 'x' }, site('service-desk'))),
      ['field'],
      'forbidden',
    ],
    [
      'a technician giving an order away',
      'orders',
      started,
      { ...started, assigneeId: 'person-9' },
      ['field'],
      'forbidden',
    ],
    [
      'a technician editing a device',
      'configItems',
      cis[0],
      unwrap(updateConfigItem(anItemOf(cis), { model: 'X' }, { env: envOf() })),
      ['field'],
      'forbidden',
    ],
    ['the service desk reopening what is closed', 'tickets', closed, reopened, ['service-desk'], 'forbidden'],
    ['a stranger', 'tickets', null, ticket, ['accounting'], 'forbidden'],
    ['nobody signed out of roles', 'tickets', null, ticket, [], 'forbidden'],
    ['a deletion', 'tickets', ticket, { _id: ticket.id, _deleted: true }, ['service-desk'], 'forbidden'],
    ['rules of their own', 'tickets', null, { _id: '_design/rules' }, ['administrator'], 'forbidden'],
    [
      'cancelled work coming back',
      'tickets',
      hop(ticket, 'new', 'cancelled'),
      hop(hop(ticket, 'new', 'cancelled'), 'cancelled', 'new'),
      ['team-lead'],
      'invalid',
    ],
    ['a made-up step', 'tickets', closed, hop(closed, 'new', 'in_progress'), ['service-desk'], 'forbidden'],
    ['a made-up state', 'tickets', ticket, hop(ticket, 'new', 'magic'), ['_admin'], 'invalid'],
    [
      'a state without a history',
      'tickets',
      ticket,
      { ...ticket, state: 'in_progress' },
      ['team-lead'],
      'invalid',
    ],
    [
      'resolving without a closure code',
      'tickets',
      ticket,
      hop(ticket, 'new', 'resolved'),
      ['service-desk'],
      'invalid',
    ],
    [
      'taking the closure code away',
      'tickets',
      resolved,
      { ...resolved, closureCode: null },
      ['service-desk'],
      'invalid',
    ],
    [
      'holding without a reason',
      'tickets',
      ticket,
      hop(ticket, 'new', 'on_hold'),
      ['service-desk'],
      'invalid',
    ],
    [
      'another number',
      'tickets',
      ticket,
      { ...ticket, number: 'INC-AAA-0001' },
      ['administrator'],
      'invalid',
    ],
    ['another id', 'tickets', ticket, { ...ticket, id: 'other' }, ['_admin'], 'invalid'],
    ['an id that is not the stored one', 'tickets', null, { ...ticket, _id: 'other' }, ['_admin'], 'invalid'],
    ['a removed entry', 'tickets', resolved, { ...resolved, journal: ticket.journal }, ['_admin'], 'invalid'],
    [
      'a rewritten entry',
      'tickets',
      ticket,
      { ...ticket, journal: ticket.journal.map((old) => ({ ...old, by: 'me' })) },
      ['worker'],
      'invalid',
    ],
    [
      'an entry twice',
      'tickets',
      ticket,
      { ...ticket, journal: [...ticket.journal, ...ticket.journal] },
      ['worker'],
      'invalid',
    ],
    [
      'a damaged history',
      'tickets',
      ticket,
      { ...ticket, journal: [...ticket.journal, 'x'] },
      ['worker'],
      'invalid',
    ],
    ['no object', 'tickets', null, 'x', ['_admin'], 'invalid'],
  ])('%s', (_what, collection, before, after, roles, code) => {
    const verdict = write(collection, before, after, roles);
    expect(verdict).toMatchObject({ ok: false, code });
    if (!verdict.ok) expect(verdict.message).toMatch(/^[A-Z].+\.$/);
  });

  it('who is not signed in', () => {
    const actor = { name: null, roles: [] };
    expect(checkDocumentWrite({ collection: 'tickets', before: null, after: ticket, actor })).toMatchObject({
      code: 'unauthorized',
    });
  });

  it('dropping a conflict, but takes a decision on it', () => {
    const clash = {
      id: 'c',
      field: 'title',
      base: 'a',
      mine: 'b',
      theirs: 'c',
      mineBy: 'x',
      mineAt: ticket.createdAt,
      theirsBy: 'y',
      theirsAt: ticket.createdAt,
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
    };
    const clashing = { ...ticket, clashes: [clash], openClashes: 1 };
    const decided = {
      ...clashing,
      clashes: [{ ...clash, resolvedAt: ticket.createdAt, resolvedBy: 'x', resolution: 'mine' }],
      openClashes: 0,
    };
    expect(write('tickets', ticket, clashing, ['service-desk'])).toEqual({ ok: true });
    expect(write('tickets', clashing, decided, ['service-desk'])).toEqual({ ok: true });
    expect(write('tickets', clashing, { ...clashing, openClashes: 0 }, ['service-desk'])).toMatchObject({
      code: 'invalid',
    });
    expect(write('tickets', clashing, ticket, ['service-desk'])).toMatchObject({ code: 'invalid' });
    expect(write('tickets', decided, clashing, ['service-desk'])).toMatchObject({ code: 'invalid' });
  });

  it('but lets a team lead reopen, an administrator delete, and an import replay another history', () => {
    expect(write('tickets', closed, reopened, ['team-lead'])).toEqual({ ok: true });
    expect(write('tickets', ticket, { _id: ticket.id, _deleted: true }, ['administrator'])).toEqual({
      ok: true,
    });
    const replayed = {
      ...ticket,
      state: 'resolved',
      journal: [
        entry(envOf(), 'imported', {
          origin: 'import',
          changes: [{ field: 'state', from: null, to: 'resolved' }],
        }),
      ],
    };
    expect(write('tickets', null, replayed, ['team-lead'])).toEqual({ ok: true });
    expect(write('tickets', null, replayed, ['service-desk'])).toMatchObject({ code: 'invalid' });
  });
});

describe('the bundle for CouchDB', () => {
  it('holds no library and runs in a bare ES2019 engine', async () => {
    const built = await build({
      entryPoints: ['domain/permissions/server-rules.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'rules',
      target: 'es2019',
      metafile: true,
    });
    expect(Object.keys(built.metafile.inputs).filter((path) => !path.startsWith('domain/'))).toEqual([]);
    const context = createContext({ doc: json(anIncident()) });
    const code = `${built.outputFiles[0]?.text}
      rules.checkDocumentWrite({ collection: 'tickets', before: null, after: doc, actor: { name: 'a', roles: ['field'] } }).ok`;
    expect(runInContext(code, context)).toBe(true);
  });
});

function anItemOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('no item');
  return first;
}
