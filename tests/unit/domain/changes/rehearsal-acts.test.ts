/** What a change prepared is applied and taken back: all or nothing, by three versions of each field, and the server takes no more than that. */
import { describe, expect, it } from 'vitest';
import { type ApprovedRecord, approvalOf, subjectOf } from '#domain/approvals/approvals.ts';
import { appliedOf, NEW_RELATION, preparationId, preparedRelationId } from '#domain/changes/preparations.ts';
import { relationBy } from '#domain/changes/prepared-edit.ts';
import {
  applyPreparations,
  backs,
  type Decisions,
  type FindTarget,
  type Prepared,
  prepareEdits,
  revertApplied,
  standings,
} from '#domain/changes/rehearsal-acts.ts';
import type { PreparedTarget } from '#domain/changes/three-ways.ts';
import { updateConfigItem } from '#domain/config-items/config-item.commands.ts';
import { applyEffect } from '#domain/effects/effect.ts';
import { isGranted, isWithinReach } from '#domain/effects/granted.ts';
import type { Effect, JournalEntry } from '#domain/fields/base.ts';
import type { Change, Preparation } from '#domain/fields/changes.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { entry } from '#domain/journal/journal.ts';
import { takeBack } from '#domain/merge/take-back.ts';
import { agreement } from '#domain/permissions/server-prepared.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord, recompute } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { Id, Role } from '#domain/records/common.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem, aRelation, contextOf } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';
import { approved, recordIn } from '../processes/world.ts';

type ChangeRecord = ProcessRecord & Change;
const at = (hour: number, personId = 'person-1', roles: readonly Role[] = ['change-manager']) => {
  const env = envOf(roles, `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`);
  return contextOf({ ...env, actor: { ...env.actor, personId } });
};
const NONE: Decisions = new Map();

/** The records that a console has. */
const world = (...given: readonly PreparedTarget[]) => {
  const held = new Map<Id, PreparedTarget>(given.map((one) => [one.id, one]));
  const find: FindTarget = (_, id) => held.get(id);
  return {
    find,
    get: <R extends PreparedTarget>(id: Id): R => held.get(id) as R,
    put: (record: PreparedTarget): void => void held.set(record.id, record),
    /** What a console does with the effects of a change. */
    carryOut: (change: ChangeRecord, ctx = at(12)): void => {
      for (const effect of change.effects) {
        const isDue = isGranted('tickets', change, effect);
        if (held.get(effect.targetId) === undefined && isDue && effect.set.kind !== undefined)
          held.set(effect.targetId, relationBy(effect, ctx.env));
        const target = held.get(effect.targetId);
        if (target === undefined || !isDue || !isWithinReach(change, effect, target, () => undefined))
          continue;
        held.set(effect.targetId, applyEffect(target, effect, ctx));
      }
    },
  };
};
type World = ReturnType<typeof world>;

const edit = (target: PreparedTarget, field: string, to: unknown): Prepared['put'][number] => ({
  collection: 'kind' in target ? 'relations' : 'configItems',
  targetId: target.id,
  field,
  from: (target as unknown as Record<string, unknown>)[field],
  to,
});
const idOf = (target: PreparedTarget, field: string): Id =>
  preparationId('kind' in target ? 'relations' : 'configItems', target.id, field);

/** A change that is being carried out, with this prepared and approved. */
const carriedOut = (put: Prepared['put']): ChangeRecord => {
  const planned = recordIn(CHANGE, 'authorize') as ChangeRecord;
  const prepared = unwrap(prepareEdits(planned, { put, removed: [] }, at(8)));
  const agreed = approved(CHANGE, prepared) as ChangeRecord;
  const scheduled = unwrap(takeStep(CHANGE, agreed, { to: 'scheduled' }, at(9)));
  return unwrap(takeStep(CHANGE, scheduled, { to: 'implement' }, at(10)));
};
const apply = (change: ChangeRecord, { find }: World, decided = NONE) =>
  applyPreparations(change, find, decided, at(11));
const revert = (change: ChangeRecord, { find }: World, decided = NONE) =>
  revertApplied(change, find, decided, at(14));
/** Somebody edits an item by hand. */
const byHand = (held: World, id: Id, patch: object, hour = 13): void =>
  held.put(unwrap(updateConfigItem(held.get<ConfigItem>(id), patch, { env: at(hour, 'person-2').env })));

const host = anItem('h1', { status: 'in_operation', placeId: 'room-1', ips: ['10.0.0.1'] });
const spare = anItem('h2', { status: 'in_operation', placeId: 'room-1' });
const line = aRelation('line', { kind: 'depends_on', fromId: 'h1', toId: 'h2', active: true });
const joined = { kind: 'uses', fromId: 'h2', toId: 'h1', group: null, minUp: null } as const;
const relationEdit = {
  collection: 'relations',
  targetId: preparedRelationId(joined),
  field: NEW_RELATION,
  from: null,
  to: joined,
} as const;
const ALL = [
  edit(host, 'status', 'scrapped'),
  edit(host, 'placeId', null),
  edit(host, 'ips', []),
  edit(spare, 'placeId', 'room-2'),
  edit(line, 'active', false),
  relationEdit,
];

describe('prepared', () => {
  it('while the change is planned, and asks for approval again like its plan', () => {
    const planned = approved(CHANGE, recordIn(CHANGE, 'authorize')) as ChangeRecord;
    const statusOf = (record: ChangeRecord) => approvalOf(CHANGE, record as ApprovedRecord).status;
    expect(statusOf(planned)).toBe('approved');
    const put = { put: [edit(host, 'placeId', 'room-2')], removed: [] };
    const prepared = unwrap(prepareEdits(planned, put, at(8)));
    expect(statusOf(prepared)).toBe('pending');
    const removed = prepared.preparations?.map(({ id }) => id) ?? [];
    const back = unwrap(prepareEdits(prepared, { put: [], removed }, at(9)));
    // What was approved before there were preparations still is.
    expect([back.preparations, statusOf(back)]).toEqual([null, 'approved']);
    expect(write('tickets', planned, prepared, ['change-manager'])).toEqual({ ok: true });
  });

  it('is the same to approvals in whichever order a merge left it', () => {
    const change = carriedOut(ALL);
    const turned = { ...change, preparations: [...(change.preparations ?? [])].reverse() };
    expect(subjectOf(CHANGE, turned)).toBe(subjectOf(CHANGE, change));
  });

  it('once for each field, and never what is there already', () => {
    const planned = recordIn(CHANGE, 'new') as ChangeRecord;
    const one = unwrap(prepareEdits(planned, { put: [edit(host, 'placeId', 'a')], removed: [] }, at(8)));
    const two = unwrap(prepareEdits(one, { put: [edit(host, 'placeId', 'b')], removed: [] }, at(9)));
    expect(two.preparations).toMatchObject([{ to: 'b' }]);
    const same = { put: [edit(host, 'placeId', 'room-1')], removed: [] };
    expect(prepareEdits(two, same, at(9))).toMatchObject({ error: { reason: 'rehearsal.same' } });
  });

  it.each(['implement', 'review', 'closed', 'cancelled'])('not any more in %s', (state) => {
    const change = recordIn(CHANGE, state) as ChangeRecord;
    const put = { put: [edit(host, 'placeId', 'a')], removed: [] };
    expect(prepareEdits(change, put, at(8))).toMatchObject({ error: { reason: 'rehearsal.not_now' } });
  });

  it('never of a standard change, and one that has some is not as its model was approved', () => {
    const planned = { ...recordIn(CHANGE, 'new'), changeType: 'standard' } as ChangeRecord;
    const put = { put: [edit(host, 'placeId', 'a')], removed: [] };
    expect(prepareEdits(planned, put, at(8))).toMatchObject({ error: { reason: 'standard.kept' } });
  });
});

describe('applied', () => {
  it('does all of it, and the server takes it', () => {
    const held = world(host, spare, line);
    const change = carriedOut(ALL);
    const done = unwrap(apply(change, held));
    expect(done.effects).toHaveLength(4);
    held.carryOut(done);
    expect(held.get<ConfigItem>('h1')).toMatchObject({
      ...{ status: 'scrapped', active: false, placeId: null, ips: [], retiredAt: at(11).env.now },
      lockedFields: ['ips', 'placeId', 'status'],
    });
    expect(held.get<ConfigItem>('h2')).toMatchObject({ placeId: 'room-2' });
    expect(held.get<Relation>('line')).toMatchObject({ active: false });
    expect(held.get<Relation>(relationEdit.targetId)).toMatchObject({ ...joined, active: true });
    expect(write('tickets', change, done, ['change-manager'])).toEqual({ ok: true });
    // Implementing and applying arrive together, from a console that had no line.
    const scheduled = { ...change, state: 'scheduled' };
    expect(write('tickets', scheduled, done, ['service-desk'])).toMatchObject({ ok: false });
    for (const [before, id] of [
      [host, 'h1'],
      [spare, 'h2'],
    ] as const) {
      expect(write('configItems', before, held.get(id), ['service-desk'])).toEqual({ ok: true });
    }
    expect(write('relations', line, held.get('line'), ['service-desk'])).toEqual({ ok: true });
    expect(write('relations', null, held.get(relationEdit.targetId), ['service-desk'])).toEqual({ ok: true });
  });

  it('by two consoles apart is one', () => {
    const change = carriedOut(ALL);
    const [one, two] = [world(host, spare, line), world(host, spare, line)];
    const [here, there] = [unwrap(apply(change, one)), unwrap(apply(change, two))];
    expect(here.effects.map(({ id }) => id)).toEqual(there.effects.map(({ id }) => id));
    one.carryOut(here);
    // What came from there changes nothing here.
    const before = one.get('h1');
    one.carryOut({ ...here, effects: there.effects });
    expect(one.get('h1')).toBe(before);
    two.carryOut(there);
    expect(two.get(relationEdit.targetId)).toEqual(one.get(relationEdit.targetId));
  });

  it('not twice', () => {
    const held = world(host, spare, line);
    const done = unwrap(apply(carriedOut(ALL), held));
    expect(apply(done, held)).toMatchObject({ error: { reason: 'rehearsal.nothing' } });
  });

  it.each(['scheduled', 'review', 'closed'])('not in %s', (state) => {
    const change = { ...carriedOut(ALL), state } as ChangeRecord;
    const refused = apply(change, world(host, spare, line));
    expect(refused).toMatchObject({ error: { reason: 'rehearsal.not_now' } });
  });

  it('not once it is another than was approved', () => {
    const change = carriedOut(ALL);
    const edited = { ...change, implementationPlan: 'Another way.' };
    expect(apply(edited, world(host, spare, line))).toMatchObject({ error: { reason: 'approval.pending' } });
  });

  it('nothing of it where a base has moved, until somebody decides', () => {
    const held = world(host, spare, line);
    const change = carriedOut(ALL);
    byHand(held, 'h2', { placeId: 'room-9' }, 10);
    expect(standings(change, held.find).filter(({ status }) => status === 'stale')).toMatchObject([
      { targetId: 'h2', from: 'room-1', to: 'room-2', now: 'room-9', by: 'person-2' },
    ]);
    const refused = apply(change, held);
    expect(refused).toMatchObject({
      error: { reason: 'rehearsal.stale', details: { count: 1, ids: [idOf(spare, 'placeId')] } },
    });
    const theirs = unwrap(apply(change, held, new Map([[idOf(spare, 'placeId'), 'theirs']])));
    expect(theirs.effects.map(({ targetId }) => targetId)).not.toContain('h2');
    const mine = unwrap(apply(change, held, new Map([[idOf(spare, 'placeId'), 'mine']])));
    held.carryOut(mine);
    expect(held.get<ConfigItem>('h2').placeId).toBe('room-2');
    expect(write('tickets', change, mine, ['change-manager'])).toEqual({ ok: true });
  });

  it('a relation over one that is out of use and was another, where somebody says so', () => {
    const old = aRelation(relationEdit.targetId, { ...joined, group: 'pair', minUp: 1, active: false });
    const held = world(host, spare, line, old);
    const change = carriedOut([relationEdit]);
    expect(apply(change, held)).toMatchObject({ error: { reason: 'rehearsal.stale' } });
    const decided = new Map([[preparationId('relations', old.id, NEW_RELATION), 'mine' as const]]);
    const done = unwrap(apply(change, held, decided));
    expect(write('tickets', change, done, ['change-manager'])).toEqual({ ok: true });
    held.carryOut(done);
    expect(held.get<Relation>(old.id)).toMatchObject({ ...joined, active: true });
    expect(write('relations', old, held.get(old.id), ['service-desk'])).toEqual({ ok: true });
    const back = unwrap(revert(done, held));
    expect(write('tickets', done, back, ['change-manager'])).toEqual({ ok: true });
    held.carryOut(back, at(15));
    expect(held.get<Relation>(old.id)).toMatchObject({ group: 'pair', minUp: 1, active: false });
    const [effect] = done.effects as [Effect];
    for (const forged of [
      { set: { ...effect.set, group: 'mine' } },
      { set: { ...effect.set, label: 'mine' }, was: { ...effect.was, label: null } },
      { set: { active: true } },
    ]) {
      const after = { ...done, effects: [{ ...effect, ...forged }] };
      expect(write('tickets', change, after, ['change-manager'])).toMatchObject({
        reason: 'effect.not_granted',
      });
    }
  });

  it('nothing of it where a record is not on this device', () => {
    const change = carriedOut(ALL);
    expect(apply(change, world(host, line))).toMatchObject({ error: { reason: 'rehearsal.not_here' } });
  });

  it('keeps what others added to a list, and what another console edited before it knew', () => {
    const held = world(host, spare, line);
    const change = carriedOut([edit(host, 'ips', ['10.0.0.2']), edit(host, 'placeId', 'room-2')]);
    byHand(held, 'h1', { ips: ['10.0.0.1', '10.0.0.9'] }, 10);
    const done = unwrap(apply(change, held));
    const elsewhere = world({ ...host, placeId: 'room-7' });
    elsewhere.carryOut(done);
    expect(elsewhere.get<ConfigItem>('h1').placeId).toBe('room-7');
    held.carryOut(done);
    expect(held.get<ConfigItem>('h1')).toMatchObject({ ips: ['10.0.0.9', '10.0.0.2'], placeId: 'room-2' });
  });

  it('is not planned anew: the step into it is not taken back', () => {
    const change = carriedOut(ALL);
    const done = unwrap(apply(change, world(host, spare, line)));
    const step = done.journal.find(({ changes }) => changes.some(({ to }) => to === 'implement'));
    expect(takeBack('tickets', done as never, step?.id ?? '', at(12).env)).toMatchObject({
      error: { reason: 'rehearsal.applied' },
    });
  });
});

describe('taken back', () => {
  const applied = () => {
    const held = world(host, spare, line);
    const change = unwrap(apply(carriedOut(ALL), held));
    held.carryOut(change);
    return { held, change };
  };
  const values = ({ journal: _, updatedAt: __, updatedBy: ___, ...rest }: PreparedTarget) => rest;

  it('leaves what was, and the server takes it', () => {
    const { held, change } = applied();
    const back = unwrap(revert(change, held));
    const before = held.get<ConfigItem>('h1');
    held.carryOut(back, at(15));
    expect(values(held.get('h1'))).toEqual(values(host));
    expect(values(held.get('h2'))).toEqual(values(spare));
    expect(values(held.get('line'))).toEqual(values(line));
    expect(held.get<Relation>(relationEdit.targetId).active).toBe(false);
    expect(write('tickets', change, back, ['change-manager'])).toEqual({ ok: true });
    expect(write('configItems', before, held.get('h1'), ['service-desk'])).toEqual({ ok: true });
    expect(revert(back, held)).toMatchObject({ error: { reason: 'rehearsal.nothing' } });
  });

  it('by two consoles apart is one way back', () => {
    const { held, change } = applied();
    const [here, there] = [unwrap(revert(change, held)), unwrap(revert(change, held))];
    expect(here.effects.map(({ id }) => id)).toEqual(there.effects.map(({ id }) => id));
    held.carryOut(here, at(15));
    const after = held.get('h1');
    held.carryOut({ ...here, effects: there.effects }, at(16));
    expect(held.get('h1')).toBe(after);
  });

  it('not what somebody has changed since, unless it is said so by name', () => {
    const { held, change } = applied();
    byHand(held, 'h2', { placeId: 'room-5' });
    byHand(held, 'h1', { ips: ['10.0.0.7'] });
    expect(backs(change, held.find).map(({ targetId, field, status }) => [targetId, field, status])).toEqual([
      ['h1', 'status', 'back'],
      ['h1', 'placeId', 'back'],
      ['h1', 'ips', 'back'],
      ['h2', 'placeId', 'changed'],
      ['line', 'active', 'back'],
      [relationEdit.targetId, NEW_RELATION, 'back'],
    ]);
    expect(revert(change, held)).toMatchObject({
      error: { reason: 'rehearsal.changed_since', details: { ids: [idOf(spare, 'placeId')] } },
    });
    const left = unwrap(revert(change, held, new Map([[idOf(spare, 'placeId'), 'theirs']])));
    expect(left.effects.filter((effect) => !appliedOf(change).includes(effect))).toHaveLength(3);
    const forced = unwrap(revert(change, held, new Map([[idOf(spare, 'placeId'), 'mine']])));
    expect(write('tickets', change, forced, ['change-manager'])).toEqual({ ok: true });
    held.carryOut(left, at(15));
    expect(held.get<ConfigItem>('h2').placeId).toBe('room-5');
    // Both addresses: what was taken away comes back, what was added stays.
    expect(held.get<ConfigItem>('h1').ips.toSorted()).toEqual(['10.0.0.1', '10.0.0.7']);
    // What was left may be taken back later.
    const rest = unwrap(revert(left, held, new Map([[idOf(spare, 'placeId'), 'mine']])));
    held.carryOut(rest, at(16));
    expect(held.get<ConfigItem>('h2').placeId).toBe('room-1');
  });

  it('in part of one item keeps its life with its status, and its locks', () => {
    const { held, change } = applied();
    byHand(held, 'h1', { status: 'stored' });
    const back = unwrap(revert(change, held, new Map([[idOf(host, 'status'), 'theirs']])));
    held.carryOut(back, at(15));
    expect(held.get<ConfigItem>('h1')).toMatchObject({
      ...{ status: 'stored', active: true, retiredAt: null, placeId: 'room-1' },
      lockedFields: ['ips', 'placeId', 'status'],
    });
  });

  it('before another console has applied it: nothing is applied there any more', () => {
    const { held, change } = applied();
    const late = world(host, spare, line);
    const back = unwrap(revert(change, held));
    late.carryOut(back);
    expect(late.get('h1')).toBe(host);
  });

  it('is refused past the review', () => {
    const { held, change } = applied();
    const closed = { ...change, state: 'closed' } as ChangeRecord;
    expect(revert(closed, held)).toMatchObject({ error: { reason: 'rehearsal.not_now' } });
  });
});

describe('forged', () => {
  const change = carriedOut(ALL);
  const done = unwrap(apply(change, world(host, spare, line)));
  const [first] = done.effects as [Effect];
  const with_ = (effect: Partial<Effect>, more: Partial<ChangeRecord> = {}) => ({
    ...{ ...done, ...more },
    effects: [{ ...first, ...effect }],
  });
  const back = unwrap(revert(done, world(host, spare, line)));
  const wayBack = back.effects.find((one) => one.targetId === 'h1' && one.id !== first.id) as Effect;

  it.each([
    ['another value', with_({ set: { ...first.set, placeId: 'room-66' } })],
    ['another field', with_({ set: { ...first.set, name: 'Mine' } })],
    ['a field of a person only', with_({ set: { serial: 'X' } })],
    ['another item', with_({ targetId: 'h2' })],
    ['a lock on a field that it does not edit', with_({ set: { ...first.set, lockedFields: ['serial'] } })],
    ['in use although scrapped', with_({ set: { ...first.set, active: true } })],
    ['without what was there', with_({ was: null })],
    ['an id of its own', with_({ id: 'fx-mine' })],
    // The way back would set it.
    ['what was there in a field that it leaves alone', with_({ was: { ...first.was, name: 'Mine' } })],
    ['before it is carried out', with_({}, { state: 'scheduled' })],
    [
      'what was prepared after the vote',
      with_(
        { set: { ...first.set, placeId: 'room-66' } },
        {
          preparations: (change.preparations ?? []).map((one) =>
            one.field === 'placeId' && one.targetId === 'h1' ? { ...one, to: 'room-66' } : one,
          ),
        },
      ),
    ],
  ] as const)('an effect with %s is not stored', (_, after) => {
    const verdict = write('tickets', change, after, ['change-manager']);
    expect(verdict).toMatchObject({ ok: false, reason: 'effect.not_granted' });
  });

  it('what nobody approved is not stored', () => {
    const unasked = { ...change, votes: [] };
    const verdict = write('tickets', unasked, { ...done, votes: [] }, ['change-manager']);
    expect(verdict).toMatchObject({ ok: false, reason: 'effect.not_granted' });
  });

  it.each([
    ['to another value', { ...wayBack, set: { ...wayBack.set, placeId: 'room-66' } }],
    ['of what was not applied', { ...wayBack, targetId: 'h3' }],
    ['of a field that was not applied', { ...wayBack, set: { ...wayBack.set, name: 'x' } }],
    ['with what it never held', { ...wayBack, was: { ...wayBack.was, ips: ['10.0.0.1', 'x'] } }],
  ] as const)('a way back %s is not stored', (_, effect) => {
    const after = { ...back, effects: [...done.effects, effect] };
    const verdict = write('tickets', done, after, ['change-manager']);
    expect(verdict).toMatchObject({ ok: false, reason: 'effect.not_granted' });
  });

  it('in the name of somebody who only wrote in the change is not stored', () => {
    const note = { ...(change.journal[0] as (typeof change.journal)[number]), id: 'note-2', by: 'person-2' };
    const [before, after] = [change, done].map((one) => ({ ...one, journal: [note, ...one.journal] }));
    expect(write('tickets', before, after, ['change-manager'])).toEqual({ ok: true });
    const forged = { ...after, effects: done.effects.map((one) => ({ ...one, by: 'person-2' })) };
    expect(write('tickets', before, forged, ['change-manager'])).toMatchObject({ reason: 'history.author' });
  });

  it.each<readonly [string, Partial<Preparation>]>([
    ['a field that is no plan', { field: 'serial', to: 'X' }],
    ['a field that there is not', { field: 'constructor' }],
    ['a field of every object', { field: '__proto__', to: {} }],
    ['what follows from others', { field: 'active', to: false }],
    ['a value that the field does not take', { field: 'status', to: 'gone' }],
    ['no text', { field: 'name', to: { name: 'x' } }],
    ['a name longer than all', { field: 'name', to: 'x'.repeat(100_000) }],
    ['that it was what it can’t be', { field: 'name', from: ['x'], to: 'y' }],
    ['a relation of an item', { field: NEW_RELATION, to: joined }],
    ['a relation without ends', { collection: 'relations', field: NEW_RELATION, to: { ...joined, toId: 7 } }],
    ['a relation under another id', { collection: 'relations', field: NEW_RELATION, to: joined }],
    ['something under an id of its own', { id: 'mine', field: 'name', to: 'y' }],
  ])('prepared is not stored with %s', (_, more) => {
    const planned = recordIn(CHANGE, 'new') as ChangeRecord;
    const send = (one: Omit<Preparation, 'id'> & { readonly id?: string }) => {
      const { put } = { put: { id: preparationId(one.collection, one.targetId, one.field), ...one } };
      const after = changeRecord(CHANGE, planned, { preparations: [put] }, at(8)) as ChangeRecord;
      return write('tickets', json(planned), json(after), ['change-manager']);
    };
    const plain = { collection: 'configItems', targetId: 'h1', field: 'name', from: null, to: 'x' } as const;
    expect(send(plain)).toEqual({ ok: true });
    expect(send({ ...plain, ...more })).toMatchObject({ ok: false, reason: 'rehearsal.field' });
  });

  it('goes back to its planning with no history that makes its effects go for a moment', () => {
    const target = done.journal.find(({ changes }) => changes.some(({ to }) => to === 'implement'));
    const told = (hour: number, changes: JournalEntry['changes']): JournalEntry =>
      entry(at(hour).env, 'state', { changes: [...changes] });
    const back = told(11, [
      { field: 'state', from: 'implement', to: 'scheduled' },
      { field: 'takesBack', from: null, to: target?.id ?? '' },
    ]);
    const none = told(11, [{ field: 'effects', from: done.effects, to: [] }]);
    const some = told(12, [{ field: 'effects', from: [], to: done.effects }]);
    const sent = (...entries: readonly JournalEntry[]) => {
      const last = entries.at(-1) as JournalEntry;
      const planned = { ...done, state: 'scheduled', journal: [...done.journal, ...entries] };
      const after = recompute(CHANGE, { ...planned, updatedAt: last.at } as ChangeRecord, at(12), done);
      return write('tickets', json(done), json(after), ['change-manager']);
    };
    const refused = { ok: false, reason: 'rehearsal.applied' };
    expect(sent(back)).toMatchObject(refused);
    const later = { ...back, at: at(11).env.now.replace('00:00.000', '30:00.000') };
    expect(sent(none, later, some)).toMatchObject(refused);
  });

  it('sums the plan once, however much is applied', () => {
    let asked = 0;
    const counting = new Proxy(done as unknown as Record<string, unknown>, {
      get: (record, name: string) => {
        if (name === 'backoutPlan') asked += 1;
        return record[name];
      },
    });
    const isAgreed = agreement(null, counting);
    expect(done.effects.every(isAgreed)).toBe(true);
    expect([done.effects.length, asked]).toEqual([4, 1]);
  });

  it.each([['problem-manager'], ['knowledge-manager'], ['field']] as const)('by %s is refused', (role) => {
    expect(write('tickets', change, done, [role])).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('of an order: one that names what was there is none of its effects', () => {
    const order = { id: 'o1', type: 'move', state: 'closed_complete', journal: [] };
    const effect = { ...first, set: { placeId: 'room-2' } };
    expect(isGranted('orders', order, { ...effect, was: null })).toBe(true);
    expect(isGranted('orders', order, effect)).toBe(false);
  });
});
