import { useMemo } from 'react';
import type { Role } from '#domain/records/common.ts';
import { type Group, groupsFor } from '#renderer/shared/navigation/groups.ts';
import { filledGroups } from '#renderer/shared/navigation/lines.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { shownView } from '#renderer/shared/navigation/places.ts';
import { listsFor, registered } from '#renderer/shared/navigation/registry.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';

/** The groups that stand in the rail, in the order of the roles. */
export const groupsOf = (roles: readonly Role[]): readonly Group[] =>
  filledGroups(groupsFor(roles), listsFor(roles));

/** The same for whoever is signed in. */
export const useGroups = (): readonly Group[] => {
  const { roles } = useSessionUser();
  return useMemo(() => groupsOf(roles), [roles]);
};

/** The key of a group by where it stands. */
export const groupKey = (index: number): string => `Alt+${index + 1}`;

/** Goes to what was looked at last in a group, as it was left, or to its first list. */
export const openGroup = (group: Group): void => {
  const { lastIn, views, openPlace } = useNavigation.getState();
  const first = registered().lists.find((list) => list.group === group);
  const place = lastIn[group] ?? (first === undefined ? undefined : { list: first.page, view: null });
  if (place === undefined) return;
  // Choosing the view that is shown would take back what was changed in it.
  const isShown = shownView(place.list, views) === place.view;
  openPlace(isShown ? { list: place.list, view: null } : place, group);
};
