import { useMemo } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { GROUPS } from '#renderer/shared/navigation/groups.ts';
import { filledGroups, linesOf } from '#renderer/shared/navigation/lines.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { listsFor, pageSpec } from '#renderer/shared/navigation/registry.ts';
import { listRoute } from '#renderer/shared/navigation/route.ts';
import { useViewContext } from '#renderer/shared/navigation/use-view-context.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import type { PaletteItem } from './palette-row.tsx';

/** Every list and every view of one, as the palette leads there. */
export const usePlaces = (): readonly PaletteItem[] => {
  const t = useText('search');
  const context = useViewContext();
  const { roles } = useSessionUser();
  const saved = useLive('views.list', {}).data?.rows;
  return useMemo(() => {
    const lists = listsFor(roles);
    const plain = { group: t('groups.places'), key: null, state: null };
    const source = { lists, saved: saved ?? [], context, words: t };
    const inGroups = filledGroups(GROUPS, lists).flatMap((group) =>
      linesOf(group, source).flatMap((line): readonly PaletteItem[] => {
        const list = lists.find(({ page }) => page === line.place.list);
        if (list === undefined) return [];
        const isView = line.place.view !== null;
        return [
          {
            ...plain,
            id: `place:${line.key}`,
            label: line.label,
            icon: line.icon ?? list.icon,
            hint: t(isView ? pageSpec(list.page).title : `common:rail.${group}.name`),
            shortcut: isView ? null : `g ${list.letter}`,
            run: () => useNavigation.getState().openPlace(line.place, group),
          },
        ];
      }),
    );
    const others = lists
      .filter(({ group }) => group === null)
      .map(({ page, icon, letter }) => ({
        ...plain,
        id: `place:${page}`,
        label: t(pageSpec(page).title),
        icon,
        hint: null,
        shortcut: `g ${letter}`,
        run: () => openRoute(listRoute(page)),
      }));
    // A view that stands in two groups is one place; it is named as where it is looked for first.
    const all = [...inGroups, ...others];
    return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
  }, [t, roles, context, saved]);
};
