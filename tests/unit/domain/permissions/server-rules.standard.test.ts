/** What the server sees of standard changes: whether they are as their model was, and who agrees to a model. */
import { describe, expect, it } from 'vitest';
import { CHANGE_MODEL, modelPart, modelSum, type StoredModel } from '#domain/changes/standard.ts';
import { FIELD_TABLES } from '#domain/fields/tables.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { changeRecord } from '#domain/processes/engine.ts';
import type { Setting } from '#domain/records/settings.ts';
import { envOf } from '../env.ts';
import { aRecord, as, recordIn } from '../processes/world.ts';
import { write } from './writes.ts';

const ID = `${CHANGE_MODEL}1`;
const PLAN = {
  ...{ implementationPlan: 'Restart it.', testPlan: '', backoutPlan: 'Start it.', communicationPlan: '' },
  hasOutage: false,
};
const FRAME = { minutes: 30, serviceIds: [], ciClasses: [], tasks: [] };
const model: StoredModel = {
  ...{ ...PLAN, ...FRAME, name: 'Restart', description: '', by: 'mia', retired: false },
  approval: { by: 'max', at: '2026-11-01T10:00:00.000Z', sum: modelSum(ID, FRAME, PLAN) },
};
const WINDOW = { plannedStartAt: '2026-11-20T10:00:00.000Z', plannedEndAt: '2026-11-20T10:30:00.000Z' };
const standard = (more: object = {}) =>
  aRecord(CHANGE, { ...PLAN, ...WINDOW, changeType: 'standard', model: modelPart(ID, model), ...more });
const scheduled = (before: ReturnType<typeof standard>, more: object = {}) =>
  changeRecord(CHANGE, before, { state: 'scheduled', riskLevel: 'low', ...more }, as('service-desk'), {
    kind: 'state',
  });
const at = (before: ReturnType<typeof standard>, more: object = {}) =>
  write('tickets', before, scheduled(before, more), ['service-desk']);

describe('a standard change at the server', () => {
  it('is scheduled without a vote while it is as its model says', () => {
    expect(at(standard())).toEqual({ ok: true });
  });

  it.each([
    ['another plan', { implementationPlan: 'Replace it.' }],
    ['another back-out', { backoutPlan: 'None.' }],
    ['an outage', { hasOutage: true }],
    ['a longer window', { plannedEndAt: '2026-11-20T11:00:00.000Z' }],
    ['a further task', { tasks: [{ id: 't', stage: 1, title: 'More', state: 'done' }] }],
    ['no model', { model: null }],
    ['a model that lets it take longer', { model: { ...modelPart(ID, model), minutes: 600 } }],
    ['another kind', { changeType: 'normal' }],
  ])('is not with %s', (_, more) => {
    expect(at(standard(), more).ok).toBe(false);
  });

  it.each(['authorize', 'scheduled', 'implement'])('is none that was another one in %s', (state) => {
    const normal = recordIn(CHANGE, state);
    const patch = { ...PLAN, ...WINDOW, changeType: 'standard', model: modelPart(ID, model), tasks: [] };
    const made = changeRecord(CHANGE, normal, patch as never, as('service-desk'));
    expect(write('tickets', normal, made, ['service-desk'])).toMatchObject({
      ...{ ok: false, reason: 'standard.kept' },
    });
  });

  it('keeps whom it waited for while it is behind that', () => {
    const begun = recordIn(CHANGE, 'implement');
    const patch = { state: 'review', outcome: 'successful', approvals: [], tasks: [] };
    const gone = changeRecord(CHANGE, begun, patch as never, as('change-manager'), { kind: 'state' });
    expect(write('tickets', begun, gone, ['change-manager'])).toMatchObject({ reason: 'history.untold' });
  });

  it('is not, where the step is told without its risk', () => {
    const before = standard();
    const silent = changeRecord(CHANGE, before, { state: 'scheduled' }, as('service-desk'), {
      kind: 'state',
    });
    expect(write('tickets', before, silent, ['service-desk'])).toMatchObject({ ok: false });
  });
});

describe('a model at the server', () => {
  const env = (personId: string) => {
    const made = envOf(['change-manager']);
    return { ...made, actor: { ...made.actor, personId } };
  };
  const setting = (value: StoredModel, by: string): Setting =>
    append(
      {
        ...newRecordBase(env(by), { id: ID }),
        ...{ key: ID, version: 1, value: { ...value, key: 'change-model' } as Setting['value'] },
      },
      entry(env(by), 'created'),
    );
  const edited = (before: Setting, value: Partial<StoredModel>, by: string): Setting =>
    applyChanges(
      before,
      { value: { ...before.value, ...value } as Setting['value'], version: before.version + 1 },
      env(by),
    );
  const fresh = { ...model, by: 'person-1', approval: null };
  const writer = env('person-1').actor.personId;

  it('is a kind of setting', () => {
    expect(FIELD_TABLES.settings.settings).toBeDefined();
    expect(write('settings', null, setting(fresh, writer), ['change-manager'])).toEqual({ ok: true });
  });

  it.each([
    [
      'approved by who wrote it',
      { approval: { by: writer, at: WINDOW.plannedStartAt, sum: model.approval?.sum ?? '' } },
    ],
    ['approved in the name of another', { approval: model.approval }],
    ['written in the name of another', { testPlan: 'Ping.', by: 'mia' }],
  ])('is not %s', (_, value) => {
    const before = setting(fresh, writer);
    expect(write('settings', before, edited(before, value, writer), ['change-manager'])).toMatchObject({
      ok: false,
    });
  });

  it('is approved by another manager as it is, and not as it was', () => {
    const before = setting({ ...fresh, by: 'mia' }, 'mia');
    const approval = { by: writer, at: WINDOW.plannedStartAt, sum: modelSum(ID, FRAME, PLAN) };
    expect(write('settings', before, edited(before, { approval }, writer), ['change-manager'])).toEqual({
      ok: true,
    });
    const past = { approval: { ...approval, sum: 'another' } };
    expect(write('settings', before, edited(before, past, writer), ['change-manager']).ok).toBe(false);
    expect(write('settings', before, edited(before, { approval }, writer), ['team-lead']).ok).toBe(false);
  });

  it('is refused where it is of another form', () => {
    for (const odd of [
      { minutes: 0 },
      { tasks: [{ stage: 0, title: 'x' }] },
      { name: ' ' },
      { ciClasses: ['x'] },
    ]) {
      const value = { ...fresh, ...odd } as StoredModel;
      expect(write('settings', null, setting(value, writer), ['change-manager']).ok).toBe(false);
    }
  });
});
