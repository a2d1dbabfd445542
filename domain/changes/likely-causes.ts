/** Which changes may have brought an incident about: those that were begun shortly before, by how near they are to what is broken. */
import type { Id } from '#domain/records/common.ts';

/** Why a change is named, the nearest first. */
export const CAUSE_SIGNS = ['same_item', 'related_item', 'same_service', 'recent'] as const;
export type CauseSign = (typeof CAUSE_SIGNS)[number];

export type BegunChange = {
  readonly id: Id;
  /** When it was planned to begin, or when it was begun at another time. */
  readonly startsAt: string;
  readonly ciIds: readonly Id[];
  readonly serviceId: Id | null;
};

type Broken = {
  readonly ciIds: readonly Id[];
  readonly serviceId: Id | null;
  /** Items near those, which {@link Broken.ciIds} are among. */
  readonly related: ReadonlySet<Id>;
};

/** What broke by a change is seldom noticed later. */
export const CAUSE_DAYS = 30;

const signOf = ({ ciIds, serviceId, related }: Broken, change: BegunChange): CauseSign => {
  if (change.ciIds.some((id) => ciIds.includes(id))) return 'same_item';
  if (change.ciIds.some((id) => related.has(id))) return 'related_item';
  return serviceId !== null && change.serviceId === serviceId ? 'same_service' : 'recent';
};

/** The changes, the likeliest first: the nearer one, of those the one that was begun last. */
export const likelyCauses = (
  broken: Broken,
  changes: readonly BegunChange[],
): readonly { readonly id: Id; readonly sign: CauseSign }[] =>
  changes
    .map((change) => ({ ...change, sign: signOf(broken, change) }))
    .sort(
      (one, other) =>
        CAUSE_SIGNS.indexOf(one.sign) - CAUSE_SIGNS.indexOf(other.sign) ||
        (one.startsAt === other.startsAt
          ? one.id < other.id
            ? -1
            : 1
          : one.startsAt < other.startsAt
            ? 1
            : -1),
    )
    .map(({ id, sign }) => ({ id, sign }));
