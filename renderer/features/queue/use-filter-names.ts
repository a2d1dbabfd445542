import { useMemo } from 'react';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { anyStateWord, valueWord } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import type { FilterChip } from './filter-chips.ts';

const INSTANTS: ReadonlySet<string> = new Set([
  'openedFrom',
  'openedTo',
  'resolvedFrom',
  'resolvedTo',
  'respondedFrom',
  'respondedTo',
  'openAt',
  'dueBefore',
]);
/** Said of them is that they were missed or kept. */
const KEPT: ReadonlySet<string> = new Set(['breached', 'resolutionBreached', 'responseBreached']);
const LIST_LIMIT = 500;

/** Names of places that were picked in this window; a filter holds only their ids. */
const pickedNames = new Map<string, string>();
export const rememberName = (id: string, name: string): void => {
  pickedNames.set(id, name);
};

/** Puts a restriction into words. */
export const useFilterWords = (filter: TicketFilter): ((chip: FilterChip) => string) => {
  const t = useText('queue');
  const user = useSessionUser();
  const teams = useLive('directory.teams', filter.teamIds === undefined ? null : {});
  const members = useLive('directory.members', filter.assigneeIds === undefined ? null : { teamId: null });
  const places = useLive(
    'directory.places',
    filter.placeIds === undefined ? null : { text: '', limit: LIST_LIMIT },
  );
  const ciId = filter.mainCiId ?? filter.ciId;
  const ci = useLive('configItems.detail', ciId === undefined ? null : { id: ciId }).data?.ci;
  const { knowledgeId } = filter;
  const entry = useLive('knowledge.detail', knowledgeId === undefined ? null : { id: knowledgeId }).data
    ?.entry;
  return useMemo(() => {
    const names = new Map<string, string>([
      ...(teams.data?.rows ?? []).map((team) => [team.id, team.name] as const),
      ...(members.data?.rows ?? []).map((member) => [member.id, member.label] as const),
      ...(places.data?.rows ?? []).map((place) => [place.id, place.path] as const),
      ...(entry === undefined ? [] : [[entry.id, `${entry.number} ${entry.title}`] as const]),
      ...(ci === undefined ? [] : [[ci.id, ci.name] as const]),
      ...pickedNames,
      [UNASSIGNED, t('filter.unassigned')],
      [user.personId, t('filter.me')],
    ]);
    const valueWords = ({ field, value }: FilterChip): string => {
      if (typeof value === 'boolean') {
        if (KEPT.has(field)) return t(value ? 'filter.breachedYes' : 'filter.breachedNo');
        return t(value ? 'filter.yes' : 'filter.no');
      }
      if (field === 'types') return codeText('common:ticketTypes', value);
      if (field === 'states') return anyStateWord(String(value));
      if (field === 'majorStates') {
        return valueWord({ collection: 'tickets', type: null }, 'majorState', value);
      }
      if (field === 'priorities') return codeText('common:priorities', value);
      if (field === 'target' || field === 'overdue') return codeText('queue:filter.targets', value);
      if (INSTANTS.has(field)) return formatInstant(String(value));
      return names.get(String(value)) ?? String(value);
    };
    return (chip) =>
      chip.field === 'activeOnly' && chip.value === true
        ? t('filter.active')
        : t('filter.chip', { field: t(`filter.${chip.field}`), value: valueWords(chip) });
  }, [teams.data, members.data, places.data, entry, ci, t, user.personId]);
};
