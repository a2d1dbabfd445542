import type { Role } from '#domain/records/common.ts';

/** The groups of lists at the left edge, in their usual order; only those that have lists are shown. At most eight fit, and eight keys reach them. */
export const GROUPS = ['work', 'desk', 'knowledge', 'changes', 'assets', 'insights', 'admin'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * What somebody of a role goes to most stands first. Of several roles the first in the table decides: who leads a team or answers for a process
 * does so beside the daily work.
 */
const FIRST: readonly (readonly [Role, readonly Group[]])[] = [
  ['team-lead', ['desk', 'insights', 'work']],
  ['change-manager', ['changes', 'desk', 'work', 'assets']],
  ['problem-manager', ['knowledge', 'desk', 'work', 'assets']],
  ['knowledge-manager', ['knowledge', 'desk', 'work']],
  ['service-desk', ['desk', 'work', 'knowledge', 'assets']],
  ['field', ['work', 'assets', 'desk']],
  ['administrator', ['desk', 'assets', 'admin', 'work']],
];

/** All groups in the order of the roles. */
export const groupsFor = (roles: readonly Role[]): readonly Group[] => {
  const first = FIRST.find(([role]) => roles.includes(role))?.[1] ?? [];
  return [...new Set([...first, ...GROUPS])];
};
