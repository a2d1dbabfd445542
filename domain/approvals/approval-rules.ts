/** Which approvals a change needs, from the company's rules. */
import type { Approval } from '#domain/fields/approvals.ts';
import type { ChangeType } from '#domain/fields/changes.ts';
import { sameValue } from '#domain/records/json.ts';
import type { ApprovalRule } from '#domain/records/settings.ts';

type Asked = { readonly changeType: ChangeType; readonly approvals: readonly Approval[] };

const approvalOfRule = ({ id, name, rule, share, personIds, roles }: ApprovalRule): Approval => ({
  ...{ id, name, rule, share },
  personIds: [...personIds],
  roles: [...roles],
});

/** What the rules ask for this change; empty where no rule fits, and such a change can't be approved. */
export const approvalsFor = (
  rules: readonly ApprovalRule[],
  { changeType }: Pick<Asked, 'changeType'>,
): Approval[] =>
  rules.filter(({ active, changeTypes }) => active && changeTypes.includes(changeType)).map(approvalOfRule);

/** Names of rules that this change does not ask as they stand: somebody put others in their place, or they were edited since. */
export const missingApprovals = (rules: readonly ApprovalRule[], change: Asked): readonly string[] =>
  approvalsFor(rules, change)
    .filter((wanted) => !change.approvals.some((had) => sameValue(had, wanted)))
    .map(({ name }) => name);
