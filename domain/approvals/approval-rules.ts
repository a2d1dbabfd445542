/** Which approvals a change or release needs, from the company's rules. */
import type { Approval } from '#domain/fields/approvals.ts';
import { APPROVED_KINDS, type ChangeType, RISK_LEVELS, type RiskLevel } from '#domain/fields/changes.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import type { ApprovalRule } from '#domain/records/settings.ts';

type Asked = {
  /** A standard change is asked of nobody. */
  readonly changeType: ChangeType | 'release';
  /** As it was assessed when approval was requested. */
  readonly riskLevel?: RiskLevel | null | undefined;
  /** In hundredths, as it stands. */
  readonly costMinor?: number | null | undefined;
  readonly approvals: readonly Approval[];
};

const approvalOfRule = ({ id, name, rule, share, personIds, roles }: ApprovalRule): Approval => ({
  ...{ id, name, rule, share },
  personIds: [...personIds],
  roles: [...roles],
});

/** A rule of before risks were assessed has no least one; a change of which nobody knows the risk is asked for as if it were the highest. */
export const isRisky = (least: RiskLevel | null | undefined, risk: RiskLevel | null | undefined): boolean =>
  (least ?? null) === null ||
  (risk ?? null) === null ||
  RISK_LEVELS.indexOf(risk as RiskLevel) >= RISK_LEVELS.indexOf(least as RiskLevel);

/** What nobody put a price on costs nothing; a rule without a least cost asks whatever it costs, also what brings money in. */
const isDear = (least: number | null | undefined, cost: number | null | undefined): boolean =>
  (least ?? null) === null || (cost ?? 0) >= (least ?? 0);

/** What the rules ask for this record; empty where no rule fits, and such a one can't be approved. */
export const approvalsFor = (
  rules: readonly ApprovalRule[],
  { changeType, riskLevel, costMinor }: Omit<Asked, 'approvals'>,
): Approval[] =>
  rules
    .filter(
      ({ active, changeTypes, leastRisk, leastCostMinor }) =>
        active &&
        changeTypes.some((one) => one === changeType) &&
        isRisky(leastRisk, riskLevel) &&
        isDear(leastCostMinor, costMinor),
    )
    .map(approvalOfRule);

type Kind = (typeof APPROVED_KINDS)[number];
const kindOf = ({ type, changeType }: { readonly type?: unknown; readonly changeType?: unknown }) =>
  APPROVED_KINDS.find((kind) => kind === (changeType ?? type));

/**
 * Whether no rule in force asks anybody about this record as it stands, so that nobody could approve it: a company may be older than the kinds that its rules name. What was
 * agreed to beforehand needs none.
 */
export const asksNobody = (
  rules: readonly ApprovalRule[],
  { approval }: Pick<Process, 'approval'>,
  record: ProcessRecord,
): boolean => {
  const values: Readonly<Record<string, unknown>> = { ...record };
  const changeType = kindOf(values);
  if (approval === undefined || changeType === undefined) return false;
  if ((approval.beforehand?.(record) ?? null) !== null) return false;
  const riskLevel = values.riskLevel as RiskLevel | null | undefined;
  const costMinor = values.costMinor as number | null | undefined;
  return approvalsFor(rules, { changeType, riskLevel, costMinor }).length === 0;
};

/** What no rule in force is for, and what only rules are for that begin at a risk or a cost. */
export const uncoveredKinds = (
  rules: readonly ApprovalRule[],
): { readonly none: readonly Kind[]; readonly some: readonly Kind[] } => {
  // Nobody weighs the risk of a release.
  const isAsked = (kind: Kind, risk: RiskLevel | undefined, costMinor: number): boolean =>
    approvalsFor(rules, { changeType: kind, riskLevel: kind === 'release' ? null : risk, costMinor }).length >
    0;
  const none = APPROVED_KINDS.filter((kind) => !isAsked(kind, RISK_LEVELS.at(-1), Number.MAX_SAFE_INTEGER));
  return {
    none,
    some: APPROVED_KINDS.filter((kind) => !none.includes(kind) && !isAsked(kind, RISK_LEVELS[0], 0)),
  };
};

/** Whom it asks has no order. */
const isSame = (had: Approval, wanted: Approval): boolean => {
  const inOrder = ({ personIds, roles, ...rest }: Approval) => ({
    ...rest,
    personIds: [...personIds].sort(),
    roles: [...roles].sort(),
  });
  return sameValue(inOrder(had), inOrder(wanted));
};

/** Names of rules that this record does not ask as they stand: somebody put others in their place, or they were edited since. */
export const missingApprovals = (rules: readonly ApprovalRule[], change: Asked): readonly string[] =>
  approvalsFor(rules, change)
    .filter((wanted) => !change.approvals.some((had) => isSame(had, wanted)))
    .map(({ name }) => name);

/** What a vote and who may give it write. */
export const VOTE_FIELDS = ['votes', 'delegates', 'delegateVotes'] as const;
