import type { StartPage } from '#contracts/session.ts';
import type { Role } from '#domain/records/common.ts';

/** The page that fits what somebody does most: calls come in at the queue, field work is planned for the day, a lead reads charts. */
const PAGE_OF_ROLE: readonly (readonly [Role, StartPage])[] = [
  ['service-desk', 'queue'],
  ['field', 'day'],
  ['team-lead', 'reports'],
];

/** The page the console begins with; of several roles the first in the table decides. `chosen` stands above the role. */
export const startPageOf = (roles: readonly Role[], chosen: StartPage | null): StartPage =>
  chosen ?? PAGE_OF_ROLE.find(([role]) => roles.includes(role))?.[1] ?? 'queue';
