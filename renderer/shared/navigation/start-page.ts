import type { Role } from '#domain/records/common.ts';
import { registered } from './registry.ts';
import type { ListPage } from './route.ts';

/**
 * The page that fits what somebody does most: a lead and a change manager look at what waits for their word and what is on, beside other work that they
 * have; calls come in at the queue, field work is planned for the day.
 */
const PAGE_OF_ROLE: readonly (readonly [Role, ListPage])[] = [
  ['team-lead', 'change-today'],
  ['change-manager', 'change-today'],
  ['service-desk', 'queue'],
  ['field', 'day'],
];

/** Pages that the console may begin with: every list that the navigation leads everybody to. */
export const startPages = (): readonly ListPage[] =>
  registered()
    .lists.filter(({ needs }) => needs === undefined)
    .map(({ page }) => page);

/**
 * The page the console begins with; of several roles the first in the table decides. `chosen` stands above the role, unless only another
 * version has that page.
 */
export const startPageOf = (roles: readonly Role[], chosen: string | null): ListPage =>
  startPages().find((page) => page === chosen) ??
  PAGE_OF_ROLE.find(([role]) => roles.includes(role))?.[1] ??
  'queue';
