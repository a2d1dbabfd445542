import { describe, expect, it } from 'vitest';
import { sentence } from '#cli/words.ts';
import { updateConfigItem } from '#domain/config-items/config-item.commands.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { append, diff, entry, type Journalled } from '#domain/journal/journal.ts';
import { cancelOrder, startOrder } from '#domain/orders/order.commands.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { isActiveState } from '#domain/processes/process.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, anItem, anOrder, aRelation, aSeat } from '../fixtures.ts';
import { stepIncident } from '../incidents.ts';
import { as, firstItem, SERVER_NOW, site, solution, write } from './writes.ts';

describe('the server refuses', () => {
  const ticket = anIncident();
  const desk = as('service-desk');
  const resolved = unwrap(stepIncident(ticket, { to: 'resolved', ...solution }, desk));
  const closed = unwrap(stepIncident(resolved, { to: 'closed' }, desk));
  const reopened = unwrap(stepIncident(closed, { to: 'in_progress', note: 'Again.' }, as('team-lead')));
  const started = unwrap(startOrder(anOrder('move'), {}, site('field')));
  const hop = (record: Incident, from: string, to: string, more: Partial<Incident> = {}): Incident => ({
    ...record,
    ...more,
    // Also states that there are not.
    state: to as Incident['state'],
    active: isActiveState(INCIDENT, to),
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
    ['the name of a device', 'configItems', firstItem, { name: 'X' }],
    ['the serial of a device', 'configItems', firstItem, { serial: 'X' }],
    ['what is locked in a device', 'configItems', firstItem, { lockedFields: ['serial'] }],
    ['the kind of a relation', 'relations', aRelation('r', {}), { kind: 'uses' }],
    ['the product of a seat', 'licences', aSeat('seat-1', 'nb-1'), { productName: 'X' }],
    ['an inventory', 'inventories', firstItem, { sections: {} }],
    ['a person', 'directory', firstItem, { name: 'X' }],
    ['the catalogue', 'catalogue', firstItem, { name: 'X' }],
    ['an article', 'knowledge', firstItem, { title: 'X' }],
    ['an announcement', 'events', firstItem, { title: 'X' }],
    ['an outage', 'ledger', firstItem, { reason: 'X' }],
    ['the settings', 'settings', firstItem, { value: {} }],
  ])('a technician changing %s by the word of an effect', (_what, collection, record, patch) => {
    expect(write(collection, record, byForgedEffect(record, patch), ['field'])).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });

  it('an effect without an order, and one that names less than was changed', () => {
    const device = firstItem;
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
      firstItem,
      unwrap(updateConfigItem(firstItem, { model: 'X' }, { env: envOf() })),
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
    ['a made-up step', 'tickets', closed, hop(closed, 'new', 'in_progress'), ['service-desk'], 'invalid'],
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
    if (!verdict.ok) expect(sentence(verdict)).toMatch(/^[A-Z].+\.$/);
  });

  it('what is nested too deep, wherever it stands', () => {
    const nested = (levels: number): object => (levels === 0 ? {} : { in: nested(levels - 1) });
    const [change] = ticket.journal;
    for (const [levels, isTaken] of [
      [10, true],
      [40, false],
    ] as const) {
      const entryOf = {
        ...change,
        id: 'deep',
        changes: [{ field: 'extra', from: null, to: nested(levels) }],
      };
      for (const [collection, before, after] of [
        ['tickets', ticket, { ...ticket, journal: [...ticket.journal, entryOf] }],
        ['tickets', ticket, { ...ticket, newer: nested(levels) }],
        ['configItems', firstItem, { ...firstItem, extra: { fromElsewhere: nested(levels) } }],
      ] as const) {
        const verdict = write(collection, before, after, ['_admin']);
        expect(verdict).toMatchObject(isTaken ? { ok: true } : { reason: 'field.too_deep' });
      }
    }
  });

  it('who is not signed in', () => {
    const actor = { name: null, roles: [] };
    expect(
      checkDocumentWrite({ collection: 'tickets', before: null, after: ticket, actor, now: SERVER_NOW }),
    ).toMatchObject({
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
      mineBy: 'person-1',
      mineAt: ticket.createdAt,
      theirsBy: 'person-1',
      theirsAt: ticket.createdAt,
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
    };
    const merged = append(ticket, entry(envOf(), 'clash'));
    const clashing = { ...merged, clashes: [clash], openClashes: 1 };
    const told = append(clashing, entry(envOf(), 'clash_resolved', { text: 'title' }));
    const decided = {
      ...told,
      clashes: [{ ...clash, resolvedAt: ticket.createdAt, resolvedBy: 'person-1', resolution: 'mine' }],
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
      active: false,
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
