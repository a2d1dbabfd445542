import { beforeAll, describe, expect, it } from 'vitest';
import type { RiskPart } from '#domain/changes/risk.ts';
import type { RiskPartName } from '#domain/changes/risk-settings.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { ConfigItem, Relation } from '#domain/fields/config-items.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { host, create as incident } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

const WINDOW = { plannedStartAt: '2026-12-01T10:00:00.000Z', plannedEndAt: '2026-12-01T12:00:00.000Z' };
const PLANS = { ...WINDOW, implementationPlan: 'Replace it.', backoutPlan: 'Put it back.' };

const all = () =>
  actAs(host, { roles: ['administrator', 'service-desk'], personId: 'carl', teamIds: ['team-a'] });
const item = (name: string, more: object = {}): Promise<ConfigItem> =>
  data(command(host, 'configItems.create', { name, ciClass: 'server', criticality: 'low', ...more }));
const relate = async (fromId: string, toId: string, more: Partial<Relation> = {}): Promise<void> => {
  const relation: Relation = {
    ...newRecordBase(host.context.env(), {}),
    ...{
      kind: 'depends_on',
      fromId,
      toId,
      group: null,
      minUp: null,
      label: null,
      active: true,
      source: 'manual',
    },
    ...more,
  };
  expect((await host.context.records.putAll('relations', [relation])).failed).toEqual([]);
};
const change = (more: object = {}): Promise<Change> =>
  data(command(host, 'changes.create', { title: 'Replace the host', ...more }));
const update = (id: string, changes: object) => command(host, 'changes.update', { id, changes } as never);
const step = (id: string, input: object) => command(host, 'changes.step', { id, ...input } as never);
const risk = (id: string) => data(query(host, 'changes.risk', { id }));
const partOf = async (id: string, name: RiskPartName): Promise<RiskPart | undefined> =>
  (await risk(id)).risk.parts.find(({ part }) => part === name);

beforeAll(all);

describe('the risk of a change', () => {
  it('of nothing is what nobody knows of its team', async () => {
    const { id } = await change();
    const { risk: found, items, incidents } = await risk(id);
    expect(found).toMatchObject({ level: 'low', score: 5, questionnaire: { answered: 0 } });
    expect([items, incidents]).toEqual([[], []]);
  });

  it('follows relations with redundancy, and names what it reaches', async () => {
    const [host1, host2, cluster, erp, desk] = await Promise.all([
      item('risk-host1'),
      item('risk-host2'),
      item('risk-cluster'),
      item('risk-erp', { ciClass: 'service', criticality: 'high' }),
      item('risk-desk', { status: 'scrapped' }),
    ]);
    await relate(cluster.id, host1.id, { group: 'hosts', minUp: 1 });
    await relate(cluster.id, host2.id, { group: 'hosts', minUp: 1 });
    await relate(erp.id, cluster.id);
    await relate(desk.id, host1.id);
    const { id } = await change({ ciId: host1.id });
    const one = await risk(id);
    expect(one.risk.parts.slice(0, 4).map(({ score }) => score)).toEqual([2, 0, 0, 6]);
    expect(one.items.map(({ name }) => name).sort()).toEqual(['risk-cluster', 'risk-host1']);
    await data(update(id, { ciIds: [host2.id] }));
    const both = await risk(id);
    expect(both.risk.parts.slice(0, 4).map(({ score }) => score)).toEqual([10, 2, 4, 6]);
    expect(both.items.map(({ name }) => name).sort()).toEqual([
      ...['risk-cluster', 'risk-erp', 'risk-host1', 'risk-host2'],
    ]);
    expect(both.risk.score).toBeGreaterThan(one.risk.score);
    // What it will edit is as good as named.
    await data(update(id, { ciIds: [] }));
    const edit = { collection: 'configItems', targetId: host2.id, field: 'status', to: 'scrapped' } as const;
    await data(command(host, 'changes.prepare', { id, edits: [edit], related: [], removed: [] }));
    expect((await risk(id)).risk.score).toBe(both.risk.score);
  });

  it('counts open incidents about what is changed or reached, as main or further item', async () => {
    const [own, near, far] = await Promise.all([item('inc-own'), item('inc-near'), item('inc-far')]);
    await relate(near.id, own.id);
    const level = { impact: 1, urgency: 1 };
    const [main, further] = [
      await incident('Slow', { ciId: near.id, ...level }),
      await incident('Slower', { ciId: far.id, ciIds: [own.id], ...level }),
    ];
    await incident('Elsewhere', { ciId: far.id, ...level });
    const { id } = await change({ ciId: own.id });
    expect((await risk(id)).incidents.map((row) => row.id).sort()).toEqual([main.id, further.id].sort());
    expect(await partOf(id, 'incidents')).toMatchObject({ score: 10, facts: [{ priority: 1, total: 2 }] });
    await data(command(host, 'incidents.step', { id: main.id, to: 'cancelled', note: 'Gone' } as never));
    expect(await partOf(id, 'incidents')).toMatchObject({ score: 6, facts: [{ total: 1 }] });
  });

  it('knows blackouts of its window', async () => {
    const { id } = await change(WINDOW);
    expect(await partOf(id, 'blackout')).toMatchObject({ score: 0, facts: [] });
    const blackout = (blackoutId: string, more: object) => ({
      ...newRecordBase(host.context.env(), { id: blackoutId }),
      ...{ type: 'blackout', title: 'Year end', body: '', active: true },
      ...{ ciIds: [], serviceIds: [], placeIds: [] },
      ...{ startsAt: '2026-12-01T11:00:00.000Z', endsAt: null },
      ...more,
    });
    const blackouts = [
      blackout('b-now', {}),
      blackout('b-before', { startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T10:00:00.000Z' }),
      blackout('b-off', { active: false }),
      // Of what the change is not about.
      blackout('b-elsewhere', { ciIds: ['another-item'] }),
    ];
    await host.context.database.collections.events.bulkUpsert(blackouts as never);
    expect(await partOf(id, 'blackout')).toEqual({
      ...{ part: 'blackout', score: 10, weight: 10 },
      facts: [
        {
          code: 'blackout',
          id: 'b-now',
          title: 'Year end',
          startsAt: '2026-12-01T11:00:00.000Z',
          endsAt: null,
        },
      ],
    });
    const withdrawn = blackouts.map((one) => ({ ...one, active: false }));
    await host.context.database.collections.events.bulkUpsert(withdrawn as never);
    expect(await partOf(id, 'blackout')).toMatchObject({ score: 0 });
  });

  it('knows how the team did', async () => {
    const made = await change({ ...PLANS, teamId: 'team-b', changeType: 'emergency' });
    expect(await partOf(made.id, 'success')).toMatchObject({ score: 5, facts: [{ code: 'no_past' }] });
    await data(step(made.id, { to: 'authorize' }));
    await actAs(host, { roles: ['change-manager'], personId: 'lea' });
    await data(command(host, 'changes.vote', { id: made.id, decision: 'approve' }));
    await data(step(made.id, { to: 'scheduled' }));
    await data(step(made.id, { to: 'implement' }));
    await data(step(made.id, { to: 'review', outcome: 'successful' }));
    await all();
    const { id } = await change({ teamId: 'team-b' });
    expect(await partOf(id, 'success')).toMatchObject({
      score: 0,
      facts: [
        { code: 'team_score', points: 3, total: 1 },
        { code: 'outcome', outcome: 'successful' },
      ],
    });
    const caused = await incident('Broken by it', { impact: 1, urgency: 1 });
    await data(
      command(host, 'incidents.update', { id: caused.id, changes: { causedByChangeId: made.id } } as never),
    );
    expect((await partOf(id, 'success'))?.facts).toContainEqual({
      code: 'caused',
      priority: 1,
      total: 1,
      points: -10,
    });
    expect(await partOf(id, 'success')).toMatchObject({ score: 10 });
  });
});

describe('a request for approval', () => {
  const setting = async (value: object): Promise<void> => {
    const { settings } = await data(query(host, 'settings.all', {}));
    const { key } = value as { key: string };
    const baseVersion = settings.find((one) => one.key === key)?.version ?? 0;
    await data(command(host, 'settings.update', { value, baseVersion } as never));
  };

  it('stores the risk, asks by it, and shows later what became of it', async () => {
    const [rule] = DEFAULT_SETTINGS['approval-rules'].rules;
    const board = { ...rule, id: 'board', name: 'Board', roles: ['team-lead'], leastRisk: 'high' };
    await setting({ key: 'approval-rules', rules: [rule, board] });
    const { id } = await change({ ...PLANS, changeType: 'emergency' });
    expect(await data(step(id, { to: 'authorize' }))).toMatchObject({
      ...{ riskLevel: 'low', riskScore: 5 },
      approvals: [{ id: 'change-authority' }],
    });
    const riskAnswers = [
      { id: 'risk-experience', answer: 'risk-experience-never' },
      { id: 'risk-tested', answer: 'risk-tested-not' },
    ];
    await data(update(id, { riskAnswers }));
    expect((await risk(id)).risk).toMatchObject({ level: 'high', score: 50, decidedBy: 'questionnaire' });
    const page = await data(
      query(host, 'changes.page', { filter: {}, sort: { field: 'openedAt', direction: 'desc' } }),
    );
    expect(page.rows.find((row) => row.id === id)?.riskLevel).toBe('low');
    await data(step(id, { to: 'assess', note: 'It is riskier than that' }));
    expect(await data(step(id, { to: 'authorize' }))).toMatchObject({
      ...{ riskLevel: 'high', riskScore: 50 },
      approvals: [{ id: 'change-authority' }, { id: 'board' }],
    });
    await setting({ key: 'approval-rules', rules: [rule] });
  });

  it('takes no risk from whoever asks', async () => {
    const { id } = await change({ ...PLANS, changeType: 'emergency' });
    expect(await refusal(step(id, { to: 'authorize', riskLevel: 'low', riskScore: 0 }))).toMatchObject({
      code: 'invalid_input',
    });
    expect(await refusal(update(id, { riskLevel: 'low' }))).toMatchObject({ code: 'invalid_input' });
    const answer = { id: 'risk-tested', answer: 'who knows' };
    expect(await refusal(update(id, { riskAnswers: [answer] }))).toMatchObject({
      ...{ code: 'unknown_value', reason: 'risk.answer_unknown' },
    });
  });

  it('goes by the settings as they are', async () => {
    const base = DEFAULT_SETTINGS['change-risk'];
    const { id } = await change();
    await setting({ ...base, thresholds: { moderate: 5, high: 40, very_high: 60 } });
    expect((await risk(id)).risk).toMatchObject({ level: 'moderate', score: 5 });
    const { settings } = await data(query(host, 'settings.all', {}));
    const baseVersion = settings.find((one) => one.key === 'change-risk')?.version ?? 0;
    const wrong = { ...base, thresholds: { moderate: 50, high: 40, very_high: 60 } };
    expect(await refusal(command(host, 'settings.update', { value: wrong, baseVersion }))).toMatchObject({
      reason: 'setting.risk_thresholds',
    });
    await setting(base);
  });
});
