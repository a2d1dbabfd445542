/** Which records a company's rules ask nobody about: rules of before releases existed name none. */
import { describe, expect, it } from 'vitest';
import { asksNobody, uncoveredKinds } from '#domain/approvals/approval-rules.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { RELEASE } from '#domain/processes/release.ts';
import type { ApprovalRule } from '#domain/records/settings.ts';
import { anIncident } from '../fixtures.ts';
import { recordIn } from '../processes/world.ts';

const rule = (more: Partial<ApprovalRule> = {}): ApprovalRule => ({
  ...{ id: 'rule', name: 'Authority', active: true, changeTypes: ['normal', 'emergency'], leastRisk: null },
  ...{ rule: 'first', share: 100, personIds: [], roles: ['change-manager'], ...more },
});
const forReleases = (more: Partial<ApprovalRule> = {}) => rule({ changeTypes: ['release'], ...more });
const older = [rule()];

describe('what no rule is for', () => {
  // biome-ignore format: a table is read by its columns
  it.each([
    ['rules of before releases existed',  older,                                            { none: ['release'], some: [] }],
    ['a rule for each',                   [rule(), forReleases()],                          { none: [], some: [] }],
    ['one that is switched off',          [rule(), forReleases({ active: false })],         { none: ['release'], some: [] }],
    ['one from a cost on',                [rule(), forReleases({ leastCostMinor: 1 })],     { none: [], some: ['release'] }],
    ['a risk, which no release has',      [rule(), forReleases({ leastRisk: 'high' })],     { none: [], some: [] }],
    ['changes from a risk on',            [rule({ leastRisk: 'moderate' }), forReleases()], { none: [], some: ['normal', 'emergency'] }],
    ['no rule at all',                    [],                                               { none: ['normal', 'emergency', 'release'], some: [] }],
  ] as const)('is told of %s', (_name, rules, kinds) => {
    expect(uncoveredKinds(rules)).toEqual(kinds);
  });

  const release = recordIn(RELEASE, 'test');
  const dear = { ...release, costMinor: 500 } as ProcessRecord;
  const normal = { ...recordIn(CHANGE, 'assess'), changeType: 'normal' } as ProcessRecord;

  // biome-ignore format: a table is read by its columns
  it.each([
    ['a release by older rules',        RELEASE,  release,      older,                                true],
    ['a change by older rules',         CHANGE,   normal,       older,                                false],
    ['a release by a rule for it',      RELEASE,  release,      [forReleases()],                      false],
    ['a release below the cost',        RELEASE,  release,      [forReleases({ leastCostMinor: 500 })], true],
    ['a release of that cost',          RELEASE,  dear,         [forReleases({ leastCostMinor: 500 })], false],
    ['what is never approved',          INCIDENT, anIncident(), [],                                   false],
  ] as const)('asks nobody about %s: %#', (_name, process, record, rules, isNobody) => {
    expect(asksNobody(rules, process as Process, record as ProcessRecord)).toBe(isNobody);
  });

  it('is no standard change whose model was approved', () => {
    const standard = { ...normal, changeType: 'standard' } as ProcessRecord;
    expect(asksNobody([], CHANGE, standard)).toBe(false);
  });
});
