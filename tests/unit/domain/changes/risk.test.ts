import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RiskInput, type RiskPart, riskOf } from '#domain/changes/risk.ts';
import { RISK_PARTS, type RiskPartName, type RiskSettings } from '#domain/changes/risk-settings.ts';
import { type PastChange, teamSuccess } from '#domain/changes/team-success.ts';
import { CHANGE_OUTCOMES } from '#domain/fields/changes.ts';
import { CRITICALITIES } from '#domain/fields/config-items.ts';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';

const SETTINGS: RiskSettings = DEFAULT_SETTINGS['change-risk'];
const EMPTY: RiskInput = {
  ...{ items: [], cut: null, groups: [], service: null, incidents: [] },
  ...{ window: null, blackouts: [], past: [], answers: [] },
};
type Item = RiskInput['items'][number];
const item = (id: string, more: Partial<Item> = {}): Item => ({
  ...{ id, criticality: 'low', depth: 1, isService: false },
  ...more,
});
const items = (count: number, more: Partial<Item> = {}): Item[] =>
  Array.from({ length: count }, (_, index) => item(`item-${index}`, more));
const partOf = (name: RiskPartName, more: Partial<RiskInput>): RiskPart => {
  const found = riskOf({ ...EMPTY, ...more }, SETTINGS).parts.find(({ part }) => part === name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
};
const scoreOf = (name: RiskPartName, more: Partial<RiskInput>): number => partOf(name, more).score;

it('an empty change has what nobody knows of its team, and nothing else', () => {
  const risk = riskOf(EMPTY, SETTINGS);
  expect(risk.parts.map(({ part, score }) => [part, score])).toEqual([
    ...['criticality', 'size', 'services', 'redundancy', 'incidents', 'blackout'].map((part) => [part, 0]),
    ['success', 5],
  ]);
  expect(risk.parts.flatMap(({ facts }) => facts.map(({ code }) => code))).toEqual(['no_window', 'no_past']);
  expect(risk).toMatchObject({ level: 'low', score: 5, decidedBy: 'parts', partsLevel: 'low' });
  expect(risk.questionnaire).toEqual({ level: null, score: 0, asked: 4, answered: 0 });
});

describe('each part alone', () => {
  it('criticality is that of the most critical, changed, reached or served', () => {
    const all = [item('own', { depth: 0, criticality: 'medium' }), item('one'), item('other')];
    expect(partOf('criticality', { items: all })).toMatchObject({
      score: 5,
      facts: [
        { code: 'criticality', criticality: 'medium', total: 1, ids: ['own'] },
        { code: 'criticality', criticality: 'low', total: 2, ids: ['one', 'other'] },
      ],
    });
    expect(scoreOf('criticality', { items: items(1) })).toBe(2);
    expect(scoreOf('criticality', { items: all, service: { id: 'pay', criticality: 'high' } })).toBe(10);
  });

  it.each([
    [0, 0],
    [1, 2],
    [4, 2],
    [5, 4],
    [19, 4],
    [20, 6],
    [99, 6],
    [100, 8],
    [499, 8],
    [500, 10],
  ])('%i reached items score %i', (count, score) => {
    expect(scoreOf('size', { items: [item('own', { depth: 0 }), ...items(count)] })).toBe(score);
  });

  it('size names the first and counts all, and says where the look was cut', () => {
    expect(partOf('size', { items: items(30), cut: 'depth' })).toMatchObject({
      score: 6,
      facts: [
        { code: 'reached', total: 30, ids: items(20).map(({ id }) => id) },
        { code: 'cut', by: 'depth', most: 10 },
      ],
    });
    expect(partOf('size', { items: items(3), cut: 'items' })).toMatchObject({
      score: 10,
      facts: [{ code: 'reached' }, { code: 'cut', by: 'items', most: 500 }],
    });
  });

  it('services are its own and those that are reached', () => {
    const service = { id: 'mail', criticality: 'low' } as const;
    expect(
      partOf('services', { service, items: [item('portal', { isService: true }), item('x')] }),
    ).toMatchObject({
      score: 6,
      facts: [{ code: 'services', total: 2, ids: ['mail', 'portal'] }],
    });
    const scores = [1, 2, 4, 8].map((count) =>
      scoreOf('services', { items: items(count, { isService: true }) }),
    );
    expect(scores).toEqual([4, 6, 8, 10]);
  });

  it('redundancy counts groups without a spare and those that go down', () => {
    const spare = { id: 'cluster', group: 'hosts', up: 1, needed: 1 };
    const gone = { id: 'san', group: 'disks', up: 1, needed: 2 };
    expect(partOf('redundancy', { groups: [spare, gone] })).toMatchObject({
      score: 8,
      facts: [
        { code: 'no_spare', ...spare },
        { code: 'group_down', ...gone },
      ],
    });
    expect(scoreOf('redundancy', { groups: [spare] })).toBe(6);
    const many = partOf('redundancy', { groups: Array.from({ length: 25 }, () => spare) });
    expect(many.score).toBe(10);
    expect(many.facts).toHaveLength(21);
    expect(many.facts.at(-1)).toEqual({ code: 'more_groups', total: 25 });
  });

  it('open incidents count by their priority, ten at most', () => {
    const incident = (id: string, priority: 1 | 2 | 3 | 4 | 5) => ({ id, priority });
    expect(
      partOf('incidents', { incidents: [incident('a', 2), incident('b', 4), incident('c', 4)] }),
    ).toMatchObject({
      score: 6,
      facts: [
        { code: 'incidents', priority: 2, total: 1, ids: ['a'] },
        { code: 'incidents', priority: 4, total: 2, ids: ['b', 'c'] },
      ],
    });
    expect(scoreOf('incidents', { incidents: [incident('a', 1), incident('b', 1)] })).toBe(10);
  });

  it('a blackout counts where it overlaps the window, not where it touches it', () => {
    const window = { startsAt: '2026-12-01T10:00:00.000Z', endsAt: '2026-12-01T12:00:00.000Z' };
    const blackout = (startsAt: string, endsAt: string | null) => ({
      id: 'b',
      title: 'Year end',
      startsAt,
      endsAt,
    });
    const scoreAt = (startsAt: string, endsAt: string | null): number =>
      scoreOf('blackout', { window, blackouts: [blackout(startsAt, endsAt)] });
    expect(scoreAt('2026-12-01T08:00:00.000Z', '2026-12-01T10:00:00.000Z')).toBe(0);
    expect(scoreAt('2026-12-01T08:00:00.000Z', '2026-12-01T10:00:00.001Z')).toBe(10);
    expect(scoreAt('2026-12-01T12:00:00.000Z', null)).toBe(0);
    expect(scoreAt('2026-12-01T11:59:59.999Z', null)).toBe(10);
    expect(scoreOf('blackout', { blackouts: [blackout('2026-12-01T08:00:00.000Z', null)] })).toBe(0);
    expect(
      partOf('blackout', { window, blackouts: [blackout('2026-12-01T11:00:00.000Z', null)] }).facts,
    ).toEqual([{ code: 'blackout', ...blackout('2026-12-01T11:00:00.000Z', null) }]);
  });

  const past = (outcome: PastChange['outcome'], ...caused: PastChange['caused']): PastChange => ({
    outcome,
    caused,
  });

  it.each([
    ['all successful', [past('successful'), past('successful')], 6, 0],
    ['with issues', [past('with_issues')], -2, 6],
    ['unsuccessful', [past('unsuccessful')], -5, 10],
    ['backed out', [past('backed_out')], -5, 10],
    ['a caused P1', [past('successful', 1)], -7, 10],
    ['a caused P2', [past('successful', 2)], -2, 6],
    ['a caused P3', [past('successful', 3)], 1, 3],
    ['a caused P4', [past('successful', 4)], 3, 0],
    ['good ones beside a bad one', [past('successful'), past('successful'), past('unsuccessful')], 1, 3],
  ])('past success: %s', (_, changes, points, score) => {
    expect(teamSuccess(changes)).toBe(points);
    expect(scoreOf('success', { past: changes })).toBe(score);
  });

  it('past success says what it is made of', () => {
    const changes = [past('successful'), past('successful', 2, 2), past('unsuccessful', 1)];
    expect(partOf('success', { past: changes }).facts).toEqual([
      { code: 'team_score', points: -19, total: 3 },
      { code: 'outcome', outcome: 'successful', total: 2, points: 6 },
      { code: 'outcome', outcome: 'unsuccessful', total: 1, points: -5 },
      { code: 'caused', priority: 1, total: 1, points: -10 },
      { code: 'caused', priority: 2, total: 2, points: -10 },
    ]);
  });
});

describe('weights and thresholds', () => {
  const only = (name: RiskPartName, weight = 1): RiskSettings => ({
    ...SETTINGS,
    weights: {
      ...(Object.fromEntries(RISK_PARTS.map((part) => [part, 0])) as RiskSettings['weights']),
      [name]: weight,
    },
  });

  it('a part without weight is shown and counts for nothing', () => {
    const high = { ...EMPTY, items: [item('own', { depth: 0, criticality: 'high' })] };
    expect(riskOf(high, only('criticality', 7))).toMatchObject({ score: 100, level: 'very_high' });
    const risk = riskOf(high, only('size'));
    expect(risk).toMatchObject({ score: 0, level: 'low' });
    expect(risk.parts[0]).toMatchObject({ part: 'criticality', score: 10, weight: 0 });
  });

  it('parts count as much as they weigh', () => {
    const weights = { ...only('criticality', 3).weights, size: 1 };
    const input = { ...EMPTY, items: [item('x', { criticality: 'high' })] };
    // 10 * 3 + 2 * 1 of 10 * (3 + 1).
    expect(riskOf(input, { ...SETTINGS, weights }).score).toBe(80);
  });

  it('without any weight there is no risk to be told of the parts', () => {
    const weights = only('size', 0).weights;
    expect(riskOf({ ...EMPTY, items: items(500) }, { ...SETTINGS, weights })).toMatchObject({
      score: 0,
      level: 'low',
    });
  });

  // The size scores 2 of 10 at one item, 4 at five, 6 at twenty.
  it.each([
    [1, 21, 'low'],
    [1, 20, 'moderate'],
    [5, 41, 'moderate'],
    [5, 40, 'high'],
    [20, 61, 'high'],
    [20, 60, 'very_high'],
  ] as const)('%i items with a border at %i are %s', (count, border, level) => {
    const [moderate, high, veryHigh] = { 1: [border, 98, 99], 5: [1, border, 99], 20: [1, 2, border] }[count];
    const thresholds = { moderate, high, very_high: veryHigh } as RiskSettings['thresholds'];
    expect(riskOf({ ...EMPTY, items: items(count) }, { ...only('size'), thresholds }).level).toBe(level);
  });
});

describe('the questionnaire', () => {
  const answered = (...answers: readonly (readonly [id: string, answer: string])[]) =>
    riskOf({ ...EMPTY, answers: answers.map(([id, answer]) => ({ id, answer })) }, SETTINGS);

  it('has a level of its own, and the higher one stands', () => {
    expect(
      answered(['risk-experience', 'risk-experience-never'], ['risk-tested', 'risk-tested-not']),
    ).toMatchObject({
      ...{ level: 'high', score: 50, decidedBy: 'questionnaire', partsLevel: 'low', partsScore: 5 },
      questionnaire: { level: 'high', score: 50, asked: 4, answered: 2 },
    });
    const risky = { ...EMPTY, items: items(500, { criticality: 'high', isService: true }) };
    const answers = [{ id: 'risk-tested', answer: 'risk-tested-partly' }];
    expect(riskOf({ ...risky, answers }, SETTINGS)).toMatchObject({
      ...{ decidedBy: 'parts', level: 'very_high' },
      questionnaire: { level: 'low', score: 10 },
    });
  });

  it('is decided by the parts where both say the same', () => {
    expect(answered(['risk-felt', 'risk-felt-few'])).toMatchObject({
      level: 'low',
      decidedBy: 'parts',
      score: 5,
    });
  });

  it('leaves out what is not asked any more', () => {
    expect(answered(['gone', 'risk-tested-not'], ['risk-tested', 'gone']).questionnaire).toMatchObject({
      level: null,
      answered: 0,
    });
    const questions = SETTINGS.questions.map((one) => ({ ...one, active: one.id === 'risk-felt' }));
    const answers = [
      { id: 'risk-tested', answer: 'risk-tested-not' },
      { id: 'risk-felt', answer: 'risk-felt-department' },
    ];
    expect(riskOf({ ...EMPTY, answers }, { ...SETTINGS, questions }).questionnaire).toEqual({
      ...{ level: 'moderate', score: 40, asked: 1, answered: 1 },
    });
    expect(riskOf({ ...EMPTY, answers }, { ...SETTINGS, questions: [] })).toMatchObject({
      ...{ level: 'low', questionnaire: { level: null, score: 0, asked: 0, answered: 0 } },
    });
  });
});

it('more of anything never lowers a part, nor the whole', () => {
  const anItem = fc.record({
    id: fc.string({ minLength: 1 }),
    criticality: fc.constantFrom(...CRITICALITIES),
    depth: fc.integer({ min: 0, max: 10 }),
    isService: fc.boolean(),
  });
  const aGroup = fc.record({ id: fc.string(), group: fc.string(), up: fc.nat(3), needed: fc.nat(3) });
  const anIncident = fc.record({ id: fc.string(), priority: fc.constantFrom(...PRIORITIES) });
  const at = fc.integer({ min: 10, max: 28 }).map((day) => `2026-12-${day}T00:00:00.000Z`);
  const aBlackout = fc.record({ id: fc.string(), title: fc.string(), startsAt: at, endsAt: fc.option(at) });
  const some = fc.record({
    items: fc.array(anItem),
    groups: fc.array(aGroup),
    incidents: fc.array(anIncident),
    blackouts: fc.array(aBlackout),
  });
  const window = { startsAt: '2026-12-14T00:00:00.000Z', endsAt: '2026-12-20T00:00:00.000Z' };
  const aPast = fc.array(
    fc.record({ outcome: fc.constantFrom(...CHANGE_OUTCOMES), caused: fc.constant([]) }),
  );
  fc.assert(
    fc.property(some, some, aPast, (few, more, past) => {
      const both = {
        items: [...few.items, ...more.items],
        groups: [...few.groups, ...more.groups],
        incidents: [...few.incidents, ...more.incidents],
        blackouts: [...few.blackouts, ...more.blackouts],
      };
      const less = riskOf({ ...EMPTY, ...few, window, past }, SETTINGS);
      const greater = riskOf({ ...EMPTY, ...both, window, past }, SETTINGS);
      for (const [index, part] of less.parts.entries()) {
        expect(greater.parts[index]?.score).toBeGreaterThanOrEqual(part.score);
        expect(part.score).toBeGreaterThanOrEqual(0);
        expect(part.score).toBeLessThanOrEqual(10);
      }
      expect(greater.score).toBeGreaterThanOrEqual(less.score);
    }),
  );
});
