import type { Clash } from '#domain/fields/base.ts';
import type { Actor, Id, Role } from '#domain/records/common.ts';

/** Whose a clash is: those whose two values it holds. */
type Sides = Pick<Clash, 'mineBy' | 'theirsBy'>;

export const isSideOf = ({ mineBy, theirsBy }: Sides, personId: Id): boolean =>
  mineBy === personId || theirsBy === personId;

/** They see to it that nothing is left undecided, also when who wrote it is away. */
const LOOK_AFTER_ALL: readonly Role[] = ['team-lead', 'administrator'];

/** Whether somebody is to be told of a clash. Everybody may look at them all. */
export const isConcerned = (clash: Sides, { personId, roles }: Pick<Actor, 'personId' | 'roles'>): boolean =>
  isSideOf(clash, personId) || roles.some((role) => LOOK_AFTER_ALL.includes(role));
