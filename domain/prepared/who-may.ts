/** Whose the prepared texts, templates and macros are, and who changes them. CouchDB bundles this. */
import { scopeOf } from '#domain/permissions/permissions.ts';
import type { Id } from '#domain/records/common.ts';
import type { PreparedScope } from './prepared-kinds.ts';

/** Who acts, as consoles and the server's rules know it. */
export type Preparer = {
  readonly personId: Id;
  readonly teamIds: readonly Id[];
  readonly roles: readonly string[];
};

/** For whom it is. */
export type Audience = { readonly scope: PreparedScope; readonly teamId: Id | null; readonly by: Id };

/** One's own are one's own alone; a team's are its lead's; everybody's are the leads' and administrators'. */
export const mayPrepare = (
  { personId, teamIds, roles }: Preparer,
  { scope, teamId, by }: Audience,
): boolean => {
  switch (scope) {
    case 'mine':
      return by === personId && scopeOf(roles, 'prepared.save') !== 'none';
    case 'team': {
      const reach = scopeOf(roles, 'prepared.saveForTeam');
      return teamId !== null && (reach === 'all' || (reach === 'team' && teamIds.includes(teamId)));
    }
    case 'all':
      return scopeOf(roles, 'prepared.saveForAll') === 'all';
  }
};

/** Whether it stands in somebody's lists. */
export const seesPrepared = (
  { personId, teamIds }: Omit<Preparer, 'roles'>,
  { scope, teamId, by }: Audience,
): boolean => {
  if (scope === 'mine') return by === personId;
  return scope === 'all' || (teamId !== null && teamIds.includes(teamId));
};
