import Clear from '@mui/icons-material/Clear';
import Search from '@mui/icons-material/Search';
import { Box, Button, Chip, IconButton, InputAdornment, TextField } from '@mui/material';
import { memo, type ReactNode, type RefObject, useEffect, useState } from 'react';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { FILTERED_TYPES, UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import { useTyped } from '#renderer/shared/hooks/use-debounced.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { SearchSelect } from '#renderer/shared/pickers/search-select.tsx';
import { useFilterKeys } from '#renderer/shared/record/filter-keys.ts';
import { ListFilters } from '#renderer/shared/record/list-filters.tsx';
import { anyStateWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useIsUsable, useSessionUser } from '#renderer/shared/session/session.ts';
import { chipsOf, type FilterChip, setFilter, withoutChip } from './filter-chips.ts';
import { offeredStates, withStates } from './state-choice.ts';
import { rememberName, useFilterWords } from './use-filter-names.ts';

type FilterBarProps = {
  readonly filter: TicketFilter;
  readonly onChange: (filter: TicketFilter) => void;
  /** Null while nothing narrows the list beyond its view. */
  readonly onClear: (() => void) | null;
  readonly textRef: RefObject<HTMLInputElement | null>;
};

/** The text of the filter: typed at once, asked for when typing pauses. */
const FilterText = ({ filter, onChange, textRef }: Omit<FilterBarProps, 'onClear'>): ReactNode => {
  const t = useText('queue');
  const [typed, setTyped] = useState(filter.text ?? '');
  const onKeyDown = useFilterKeys(typed, () => setTyped(''));
  const settled = useTyped(typed);
  const [sent, setSent] = useState(filter.text ?? '');
  // Another view or a cleared filter changes the text from outside; what is being typed must not come back then.
  if ((filter.text ?? '') !== sent) {
    setSent(filter.text ?? '');
    setTyped(filter.text ?? '');
  }
  useEffect(() => {
    if (settled !== typed || settled === sent) return;
    setSent(settled);
    onChange(setFilter(filter, 'text', settled));
  }, [settled, typed, sent, filter, onChange]);
  return (
    <TextField
      size="small"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      placeholder={t('filter.textPlaceholder')}
      inputRef={textRef}
      onKeyDown={onKeyDown}
      slotProps={{
        htmlInput: { 'aria-label': t('filter.text'), maxLength: 400 },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search fontSize="small" />
            </InputAdornment>
          ),
          endAdornment:
            typed === '' ? undefined : (
              <IconButton size="small" edge="end" aria-label={t('filter.clear')} onClick={() => setTyped('')}>
                <Clear fontSize="inherit" />
              </IconButton>
            ),
        },
      }}
      sx={{ flex: '1 1 150px', minWidth: 120 }}
    />
  );
};

/** The states of the types that are shown. */
const StateSelect = ({ filter, onChange }: Pick<FilterBarProps, 'filter' | 'onChange'>): ReactNode => {
  const t = useText('queue');
  const [isOpen, setOpen] = useState(false);
  const types = filter.types ?? [];
  const chosen = filter.states ?? [];
  const known = useLive('tickets.states', isOpen ? { types } : null).data?.rows ?? [];
  return (
    <ManySelect
      label={t('filter.states')}
      any={t('filter.any')}
      several={(count) => t('filter.selected', { count })}
      width={104}
      values={offeredStates(types, known, chosen)}
      chosen={chosen}
      words={anyStateWord}
      onOpen={setOpen}
      onChange={(states) => onChange(withStates(filter, states, known))}
    />
  );
};

type ChosenFiltersProps = Pick<FilterBarProps, 'filter' | 'onChange' | 'onClear'> & {
  readonly chips: readonly FilterChip[];
  readonly words: (chip: FilterChip) => string;
};

/** What narrows the list now, each taken off by itself. */
const ChosenFilters = ({ chips, filter, words, onChange, onClear }: ChosenFiltersProps): ReactNode => {
  const t = useText('queue');
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, alignItems: 'center' }}>
      {chips.map((chip) => (
        <Chip
          key={chip.key}
          size="small"
          label={words(chip)}
          onDelete={() => onChange(withoutChip(filter, chip))}
          sx={{ height: 22 }}
        />
      ))}
      {onClear !== null && (
        <Button size="small" onClick={onClear} sx={{ py: 0, order: -1 }}>
          {t('filter.clear')}
        </Button>
      )}
    </Box>
  );
};

/** What narrows the list, and what narrows it now as chips. Its seven fields cost as much as a screen of rows, so not with each of those. */
export const FilterBar = memo(({ filter, onChange, onClear, textRef }: FilterBarProps): ReactNode => {
  const t = useText('queue');
  const common = useText('common');
  const user = useSessionUser();
  // Names that only an open list or a chosen filter shows; each answer would be a rendering more before the rows are there.
  const isUsable = useIsUsable();
  const teams = useLive('directory.teams', isUsable ? {} : null);
  const members = useLive('directory.members', isUsable ? { teamId: null } : null);
  const words = useFilterWords(filter);
  const several = (count: number): string => t('filter.selected', { count });
  const teamNames = new Map((teams.data?.rows ?? []).map((team) => [team.id, team.name]));
  const memberNames = new Map([
    [user.personId, t('filter.me')],
    [UNASSIGNED, t('filter.unassigned')],
    ...(members.data?.rows ?? [])
      .filter((member) => member.id !== user.personId)
      .map((member) => [member.id, member.label] as const),
  ]);
  const set = <F extends keyof TicketFilter>(field: F, value: TicketFilter[F]): void =>
    onChange(setFilter(filter, field, value));
  const chips = chipsOf(filter);
  const chosen = (
    <ChosenFilters chips={chips} filter={filter} words={words} onChange={onChange} onClear={onClear} />
  );
  return (
    <Box role="search" aria-label={t('filter.label')}>
      <ListFilters
        folds
        chosen={chips.length}
        summary={<Box sx={{ flex: '2 1 240px', minWidth: 0, height: 24, overflow: 'hidden' }}>{chosen}</Box>}
        find={<FilterText filter={filter} onChange={onChange} textRef={textRef} />}
        more={
          <>
            <ManySelect
              label={t('filter.types')}
              any={t('filter.any')}
              several={several}
              width={104}
              values={FILTERED_TYPES}
              chosen={filter.types ?? []}
              words={(type) => codeText('common:ticketTypes', type)}
              onChange={(types) => set('types', [...types])}
            />
            <StateSelect filter={filter} onChange={onChange} />
            <ManySelect
              label={t('filter.priorities')}
              any={t('filter.any')}
              several={several}
              width={104}
              values={PRIORITIES}
              chosen={filter.priorities ?? []}
              words={(priority) => common(`priorities.${priority}`)}
              onChange={(priorities) => set('priorities', [...priorities])}
            />
            <ManySelect
              label={t('filter.teamIds')}
              any={t('filter.any')}
              several={several}
              width={120}
              values={[...teamNames.keys()]}
              chosen={filter.teamIds ?? []}
              words={(id) => teamNames.get(id) ?? nameOf({}, id)}
              onChange={(ids) => set('teamIds', [...ids])}
            />
            <SearchSelect
              label={t('filter.assigneeIds')}
              any={t('filter.any')}
              several={several}
              width={150}
              values={[...memberNames.keys()]}
              chosen={filter.assigneeIds ?? []}
              words={(id) => memberNames.get(id) ?? nameOf({}, id)}
              onChange={(ids) => set('assigneeIds', [...ids])}
            />
            <Box sx={{ flex: '0 1 160px', minWidth: 110 }}>
              <RecordPicker
                kind="place"
                label={t('filter.placeIds')}
                value={null}
                valueName={null}
                onChange={(id, place) => {
                  if (id === null) return;
                  if (place !== null) rememberName(id, place.path);
                  set('placeIds', [...new Set([...(filter.placeIds ?? []), id])]);
                }}
              />
            </Box>
            {chips.length > 0 && <Box sx={{ flexBasis: '100%' }}>{chosen}</Box>}
          </>
        }
      />
    </Box>
  );
});
