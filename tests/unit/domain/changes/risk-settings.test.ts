import { describe, expect, it } from 'vitest';
import { approvalsFor, missingApprovals } from '#domain/approvals/approval-rules.ts';
import { RISK_LEVELS } from '#domain/fields/changes.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { type ApprovalRule, type SettingValue, settingValueSchema } from '#domain/records/settings.ts';
import { checkSettingValue, DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { unwrap } from '../env.ts';
import { aRecord, asEverybody } from '../processes/world.ts';

type RiskValue = Extract<SettingValue, { key: 'change-risk' }>;
const RISK: RiskValue = DEFAULT_SETTINGS['change-risk'];
const [RULE] = DEFAULT_SETTINGS['approval-rules'].rules as [ApprovalRule];
const reasonOf = (more: Partial<RiskValue>): string | undefined => {
  const checked = checkSettingValue({ ...RISK, ...more });
  return checked.ok ? undefined : checked.error.reason;
};

describe('the settings of risks', () => {
  it('are good as a company begins with them', () => {
    expect(reasonOf({})).toBeUndefined();
    expect(settingValueSchema.safeParse(RISK).success).toBe(true);
  });

  it('need a weight, levels that rise, and questions that can be told apart and answered', () => {
    const none = Object.fromEntries(
      Object.keys(RISK.weights).map((part) => [part, 0]),
    ) as RiskValue['weights'];
    expect(reasonOf({ weights: none })).toBe('setting.risk_weightless');
    expect(reasonOf({ weights: { ...none, size: 1 } })).toBeUndefined();
    for (const name of ['thresholds', 'questionThresholds'] as const) {
      expect(reasonOf({ [name]: { moderate: 20, high: 20, very_high: 60 } })).toBe('setting.risk_thresholds');
      expect(reasonOf({ [name]: { moderate: 20, high: 60, very_high: 50 } })).toBe('setting.risk_thresholds');
    }
    const [question] = RISK.questions as [RiskValue['questions'][number]];
    const [answer] = question.answers as [RiskValue['questions'][number]['answers'][number]];
    expect(reasonOf({ questions: [question, question] })).toBe('setting.question_twice');
    expect(reasonOf({ questions: [{ ...question, answers: [] }] })).toBe('setting.question_no_answer');
    expect(reasonOf({ questions: [{ ...question, answers: [answer, answer] }] })).toBe(
      'setting.answer_twice',
    );
    expect(reasonOf({ questions: [] })).toBeUndefined();
  });
});

describe('rules by risk', () => {
  const always = { ...RULE, id: 'always' };
  const board = { ...RULE, id: 'board', name: 'Board', leastRisk: 'high' as const };
  const idsAt = (riskLevel: (typeof RISK_LEVELS)[number] | null): readonly string[] =>
    approvalsFor([always, board], { changeType: 'normal', riskLevel }).map(({ id }) => id);

  it('are asked from their level on, and all of them where nobody knows the risk', () => {
    expect(RISK_LEVELS.map(idsAt)).toEqual([
      ['always'],
      ['always'],
      ['always', 'board'],
      ['always', 'board'],
    ]);
    expect(idsAt(null)).toEqual(['always', 'board']);
  });

  it('that were stored before risks were assessed are asked at any', () => {
    const { leastRisk: _, ...older } = RULE;
    const value = settingValueSchema.parse({ key: 'approval-rules', rules: [older] });
    expect(value).toMatchObject({ rules: [{ leastRisk: null }] });
    expect(approvalsFor([older as ApprovalRule], { changeType: 'normal', riskLevel: 'low' })).toHaveLength(1);
  });

  it.each([
    [null, ['always']],
    [-500, ['always']],
    [99_999, ['always']],
    [100_000, ['always', 'owner']],
    [250_000, ['always', 'owner']],
  ] as const)('by cost are asked from theirs on: %s', (costMinor, ids) => {
    const owner = { ...RULE, id: 'owner', name: 'Owner of the budget', leastCostMinor: 100_000 };
    const asked = { changeType: 'normal', riskLevel: 'low', costMinor } as const;
    expect(approvalsFor([always, owner], asked).map(({ id }) => id)).toEqual(ids);
    const isMissing = missingApprovals([always, owner], {
      ...asked,
      approvals: approvalsFor([always], asked),
    });
    expect(isMissing).toEqual(ids.length === 1 ? [] : ['Owner of the budget']);
  });

  it('by cost and risk are asked where both are reached', () => {
    const both = { ...board, leastCostMinor: 100_000 };
    const asked = { changeType: 'normal', riskLevel: 'high', costMinor: 5_000 } as const;
    expect(approvalsFor([both], asked)).toEqual([]);
    expect(approvalsFor([both], { ...asked, costMinor: 100_000 })).toHaveLength(1);
    expect(approvalsFor([both], { ...asked, costMinor: 100_000, riskLevel: 'low' })).toEqual([]);
  });

  it('are missing by the risk that was assessed', () => {
    const asked = {
      changeType: 'normal' as const,
      approvals: approvalsFor([always], { changeType: 'normal' }),
    };
    expect(missingApprovals([always, board], { ...asked, riskLevel: 'moderate' })).toEqual([]);
    expect(missingApprovals([always, board], { ...asked, riskLevel: 'very_high' })).toEqual(['Board']);
  });
});

describe('the risk on a change', () => {
  const plans = {
    ...{ implementationPlan: 'Do', backoutPlan: 'Undo' },
    ...{ plannedStartAt: '2026-12-01T10:00:00.000Z', plannedEndAt: '2026-12-01T12:00:00.000Z' },
  };
  const request = (risk: object) =>
    unwrap(takeStep(CHANGE, aRecord(CHANGE, plans), { to: 'authorize', ...risk }, asEverybody));

  it('is stored with the request, told by the history, and gone with a rework', () => {
    const asked = request({ riskLevel: 'high', riskScore: 44 });
    expect(asked).toMatchObject({ state: 'authorize', riskLevel: 'high', riskScore: 44 });
    expect(asked.journal.at(-1)?.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'riskLevel', to: 'high' }),
        expect.objectContaining({ field: 'riskScore', to: 44 }),
      ]),
    );
    const back = unwrap(takeStep(CHANGE, asked, { to: 'assess', note: 'More tests' }, asEverybody));
    expect(back).toMatchObject({ riskLevel: null, riskScore: null, approvals: [] });
  });

  it('is nothing where nobody looked at what is reached', () => {
    expect(request({})).not.toHaveProperty('riskLevel');
  });

  it('takes answers of the questionnaire, and keeps those of an earlier one', () => {
    const change = aRecord(CHANGE);
    const good = { id: 'risk-tested', answer: 'risk-tested-not' };
    const answered = unwrap(updateRecord(CHANGE, change, { riskAnswers: [good] }, asEverybody));
    expect(answered).toMatchObject({ riskAnswers: [good] });
    const reasonFor = (riskAnswers: readonly object[]): string | undefined => {
      const tried = updateRecord(CHANGE, answered, { riskAnswers }, asEverybody);
      return tried.ok ? undefined : tried.error.reason;
    };
    expect(reasonFor([{ id: 'risk-tested', answer: 'maybe' }])).toBe('risk.answer_unknown');
    expect(reasonFor([{ id: 'gone', answer: 'risk-tested-not' }])).toBe('risk.answer_unknown');
    expect(reasonFor([good, good])).toBe('list.twice');
    const settings = { ...asEverybody.settings, risk: { ...asEverybody.settings.risk, questions: [] } };
    expect(updateRecord(CHANGE, answered, { riskAnswers: [good] }, { ...asEverybody, settings }).ok).toBe(
      true,
    );
  });
});
