/** Which approvals a change or release needs, from the company's rules. */
import type { Approval, Delegate } from '#domain/fields/approvals.ts';
import { type ChangeType, RISK_LEVELS, type RiskLevel } from '#domain/fields/changes.ts';
import { sameValue } from '#domain/records/json.ts';
import type { ApprovalRule } from '#domain/records/settings.ts';
import { asksOutside } from './approvals.ts';

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

/**
 * The delegates that a record names from when its approval is asked: of those who are asked and away, as their absences `offered` them. Who was named before stays: their
 * word may be there.
 */
export const delegatesFor = (
  record: { readonly delegates?: readonly Delegate[] | undefined },
  approvals: readonly Approval[],
  offered: unknown,
): { readonly delegates?: readonly Delegate[] } => {
  const asked = ((offered ?? []) as readonly Delegate[]).filter((one) => asksOutside(approvals, one));
  const had = (record.delegates ?? []).filter(({ id }) => !asked.some((one) => one.id === id));
  return asked.length === 0 ? {} : { delegates: [...had, ...asked] };
};
