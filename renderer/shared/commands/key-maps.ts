import { useEffect } from 'react';
import { create } from 'zustand';
import type { TextKey } from '#renderer/shared/i18n/i18n.ts';
import { useIsAhead } from '#renderer/shared/navigation/ahead.ts';
import { type KeyPress, shortcutOf } from './shortcuts.ts';

export type KeyLine = {
  /** What the keys do. */
  readonly label: TextKey;
  /** As `shortcutOf` writes them: `ArrowDown`, `Shift+Home`, `Ctrl+A`. */
  readonly shortcuts: readonly string[];
};

/**
 * The keys of one place (a list, the tabs) that act only while the focus is there. The place asks `actionOf` what a press means, and the
 * shortcuts overlay lists the same map: a key that is not in it does nothing, so the overlay can't leave one out.
 */
export type KeyMap<Action extends string = string> = {
  /** Heading in the overlay. */
  readonly group: TextKey;
  readonly actions: Readonly<Record<Action, KeyLine>>;
};

/** What the press asks for; null when the map does not know it. */
export const actionOf = <Action extends string>(map: KeyMap<Action>, press: KeyPress): Action | null => {
  const pressed = shortcutOf(press);
  for (const action in map.actions) if (map.actions[action].shortcuts.includes(pressed)) return action;
  return null;
};

const useMaps = create<{ readonly maps: readonly KeyMap[] }>()(() => ({ maps: [] }));

/** The maps of the places that are on the screen, each once. */
export const currentKeyMaps = (): readonly KeyMap[] => [...new Set(useMaps.getState().maps)];

/** Lists the keys for as long as the component is on the screen; null lists none. */
export const useKeyMap = (map: KeyMap | null): void => {
  const isAhead = useIsAhead();
  useEffect(() => {
    if (map === null || isAhead) return undefined;
    useMaps.setState(({ maps }) => ({ maps: [...maps, map] }));
    return () =>
      useMaps.setState(({ maps }) => {
        const at = maps.lastIndexOf(map);
        return { maps: maps.filter((_map, index) => index !== at) };
      });
  }, [map, isAhead]);
};
