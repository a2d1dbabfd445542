/** How a change is excepted from a lockdown: by an approval like any other, asked of those who may lock down. No packages: CouchDB bundles this. */
import { type ApprovedProcess, type ApprovedRecord, approvalOf } from '#domain/approvals/approvals.ts';
import type { Approval } from '#domain/fields/approvals.ts';
import type { Id, Role } from '#domain/records/common.ts';
import { sameValue } from '#domain/records/json.ts';

/** Who locks down, and so who is asked for exceptions. */
const LOCKING_ROLES: readonly Role[] = ['team-lead', 'administrator'];

/** What of a lockdown an approval is made of. */
export type AskedLockdown = { readonly id: Id; readonly title: string };

const PREFIX = 'lockdown-';
const exceptionId = (lockdownId: Id): Id => `${PREFIX}${lockdownId}`;

/** Whether it asks for an exception from a lockdown, whose title is its name. */
export const isException = ({ id }: Pick<Approval, 'id'>): boolean => id.startsWith(PREFIX);

/** The approval that excepts a change from the lockdown: the first word of those who may lock down decides. */
export const exceptionFrom = ({ id, title }: AskedLockdown): Approval => ({
  ...{ id: exceptionId(id), name: title, rule: 'first', share: 1 },
  personIds: [],
  roles: [...LOCKING_ROLES],
});

/** Whether it calls itself an exception and is asked of anybody else than those who lock down. */
export const isForgedException = (approval: Approval): boolean => {
  const { id, name: title } = approval;
  return isException(approval) && !sameValue(approval, exceptionFrom({ id: id.slice(PREFIX.length), title }));
};

/** Whether the change, as it is now, was excepted from the lockdown. */
export const isExcepted = (process: ApprovedProcess, change: ApprovedRecord, lockdownId: Id): boolean =>
  approvalOf(process, change).each.some(
    ({ approval, status }) =>
      approval.id === exceptionId(lockdownId) && status === 'approved' && !isForgedException(approval),
  );
