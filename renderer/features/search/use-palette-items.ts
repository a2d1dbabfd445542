import { useMemo } from 'react';
import type { SearchHit } from '#contracts/search.ts';
import { currentCommands, isAvailable } from '#renderer/shared/commands/commands.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { groupHits, rankLabels, specOfHit, splitBegun } from './palette-model.ts';
import type { PaletteItem } from './palette-row.tsx';
import { usePlaces } from './use-places.ts';

const MAX_HITS = 40;
/** Typed first, it asks for commands alone. */
const COMMANDS_ONLY = '>';

/** What a record has not is said of it. */
const hintOf = (t: Translate<'search'>, { hint, lacks }: SearchHit): string | null => {
  if (lacks.length === 0) return hint;
  const without = t('without', { words: formatList(lacks) });
  return hint === null ? without : `${without} · ${hint}`;
};

/**
 * What the palette offers for a text: open tabs, lists, views and commands that match, and the records the search finds. `typed` is what the
 * field shows, `searched` the same text a moment later, so that not every key asks the store.
 */
export const usePaletteItems = (typed: string, searched: string) => {
  const t = useText('search');
  const tabs = useNavigation((navigation) => navigation.tabs);
  const places = usePlaces();
  const commandsOnly = typed.startsWith(COMMANDS_ONLY);
  const query = searched.trim();
  const live = useLive('search.all', query === '' || commandsOnly ? null : { text: query, limit: MAX_HITS });
  const rows = live.data?.rows;

  const { items, known } = useMemo((): { readonly items: readonly PaletteItem[]; readonly known: number } => {
    const words = (commandsOnly ? typed.slice(1) : typed).trim();
    const plain = { icon: null, key: null, hint: null, state: null, shortcut: null };
    const open = tabs
      .filter((tab) => tab.title !== '')
      .map((tab) => ({
        ...plain,
        id: `tab:${tab.key}`,
        group: t('groups.open'),
        label: tab.title,
        run: () => openRoute(tab.route),
      }));
    const commands = currentCommands()
      .filter((command) => command.hidden !== true && isAvailable(command) && command.id !== 'shell.search')
      .map((command) => ({
        ...plain,
        id: `command:${command.id}`,
        group: t('groups.commands'),
        label: t(command.label),
        shortcut: command.shortcut ?? null,
        run: command.run,
      }));
    const hits = groupHits(commandsOnly || words === '' ? [] : (rows ?? [])).flatMap((group) =>
      group.hits.flatMap((hit) => {
        const spec = specOfHit(hit);
        if (spec === null) return [];
        return {
          id: `${hit.kind}:${hit.id}`,
          group: t(`groups.${hit.kind}`),
          label: hit.title,
          icon: spec.icon,
          key: hit.key ?? '',
          hint: hintOf(t, hit),
          state: hit.state,
          isMajor: hit.isMajor,
          shortcut: null,
          run: () => openRoute(spec.route(hit.id), hit.key ?? hit.title),
        };
      }),
    );
    if (commandsOnly) {
      const ranked = rankLabels(commands, words);
      return { items: ranked, known: ranked.length };
    }
    // Records are what is looked for; a place or a command comes before them where its name is what was begun to be typed.
    const lists = splitBegun(rankLabels(places, words), words);
    const acts = splitBegun(rankLabels(commands, words), words);
    const first = [...rankLabels(open, words), ...lists.begun, ...acts.begun];
    return { items: [...first, ...hits, ...lists.others, ...acts.others], known: first.length };
  }, [typed, commandsOnly, tabs, places, rows, t]);

  const notIndexed = commandsOnly ? 0 : (live.data?.notIndexed ?? 0);
  const corrected = commandsOnly ? [] : (live.data?.corrected ?? []);
  return {
    items,
    /** So many of the first are what was typed, whatever the search will answer. */
    known,
    /** The rest answers an earlier text. */
    isBehind: !commandsOnly && (typed.trim() !== query || (query !== '' && live.stale)),
    corrected,
    /** Nothing has all of the words. */
    isPartial: !commandsOnly && (rows ?? []).some(({ lacks }) => lacks.length > 0),
    notIndexed,
    busy: !commandsOnly && query !== '' && live.stale,
    error: live.error,
  };
};
