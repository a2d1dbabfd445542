/** Whom an announcement concerns: asked of who looks and of who calls, so the record needs no list of people. */
import type { Announcement } from '#domain/fields/events.ts';
import type { Id, Role } from '#domain/records/common.ts';

/** Who is asked about; a service desk answers for everything. */
export type Concerned = {
  readonly seesAll: boolean;
  /** Where they are, with the places above. */
  readonly placeIds: readonly Id[];
  /** Their devices. */
  readonly ciIds: readonly Id[];
  /** What is being talked about. */
  readonly serviceIds: readonly Id[];
  readonly teamIds: readonly Id[];
};

/** Roles that hear of everything, because anybody may call them about it. */
const HEARS_ALL: Readonly<Record<Role, boolean>> = {
  'service-desk': true,
  field: false,
  'team-lead': true,
  'problem-manager': true,
  'knowledge-manager': false,
  'change-manager': true,
  administrator: true,
  worker: false,
};

export const hearsAll = (roles: readonly Role[]): boolean => roles.some((role) => HEARS_ALL[role]);

export type Scope = Pick<
  Announcement,
  'ciIds' | 'serviceIds' | 'placeIds' | 'teamIds' | 'leftOutIds' | 'reachedIds' | 'reachedPlaceIds'
>;

/** Why it concerns somebody; `everybody`: it names nothing. */
export const CONCERNS = ['device', 'place', 'service', 'team', 'everybody', 'desk'] as const;
export type Concern = (typeof CONCERNS)[number];

/** The items and places that it concerns: those that were named, and those that were reached and not left out. */
export const scopeOf = (
  scope: Scope,
): { readonly ciIds: readonly Id[]; readonly placeIds: readonly Id[] } => {
  const leftOut = new Set(scope.leftOutIds);
  const kept = (ids: readonly Id[] | undefined): readonly Id[] =>
    (ids ?? []).filter((id) => !leftOut.has(id));
  return {
    ciIds: [...new Set([...scope.ciIds, ...kept(scope.reachedIds)])],
    placeIds: [...new Set([...(scope.placeIds ?? []), ...kept(scope.reachedPlaceIds)])],
  };
};

const meet = (some: readonly Id[] | undefined, others: readonly Id[]): boolean =>
  (some ?? []).some((id) => others.includes(id));

/** Why it concerns them, the nearest reason; null: it does not. */
export const concernOf = (scope: Scope, who: Concerned): Concern | null => {
  const { ciIds, placeIds } = scopeOf(scope);
  if (meet(ciIds, who.ciIds)) return 'device';
  if (meet(scope.serviceIds, who.serviceIds)) return 'service';
  if (meet(placeIds, who.placeIds)) return 'place';
  if (meet(scope.teamIds, who.teamIds)) return 'team';
  const named = [ciIds, placeIds, scope.serviceIds ?? [], scope.teamIds ?? []];
  if (named.every((ids) => ids.length === 0)) return 'everybody';
  return who.seesAll ? 'desk' : null;
};
