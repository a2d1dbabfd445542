/** Views shared with a team: documents among the settings, so that all consoles have them. CouchDB bundles this. */
import { scopeOf } from '#domain/permissions/permissions.ts';
import type { Id } from '#domain/records/common.ts';

/** What the id of such a document begins with, so that none stands in the place of another setting. */
export const SHARED_VIEW = 'view-';

/** Characters of JSON that such a view may have. */
export const MAX_SHARED_VIEW = 16_000;

export const sharedViewId = (viewId: string): string =>
  viewId.indexOf(SHARED_VIEW) === 0 ? viewId : SHARED_VIEW + viewId;

/** Who acts, as consoles and the server's rules know it. */
export type Sharer = {
  readonly personId: Id;
  readonly teamIds: readonly Id[];
  readonly roles: readonly string[];
};

/** Views stay their makers'; leads and administrators change and withdraw any. */
export const mayEditShared = ({ personId, roles }: Sharer, by: Id): boolean => {
  const scope = scopeOf(roles, 'views.share');
  return scope === 'all' || (scope === 'own' && by === personId);
};

/** With whom somebody shares: their own teams; leads and administrators with any. */
export const mayShareWith = ({ teamIds, roles }: Sharer, teamId: Id): boolean =>
  scopeOf(roles, 'views.share') === 'all' || teamIds.includes(teamId);

/** Whether a shared view stands in somebody's lists. */
export const seesShared = (
  { personId, teamIds }: Sharer,
  { by, teamId }: { readonly by: Id; readonly teamId: Id },
): boolean => by === personId || teamIds.includes(teamId);
