import Search from '@mui/icons-material/Search';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import {
  Box,
  Button,
  InputAdornment,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  useMediaQuery,
} from '@mui/material';
import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FieldSpec } from '#domain/fields/field.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { useFilterKeys } from './filter-keys.ts';
import type { UsedListChoice } from './list-choice.ts';
import { SavedViewMenu } from './saved-view-menu.tsx';
import { fieldLabel, type RecordKind, valueWord } from './words.ts';

type ListViewChoiceProps<V extends string> = {
  readonly label: string;
  // biome-ignore lint/suspicious/noExplicitAny: of every list, whatever its filters and sorts are
  readonly list: UsedListChoice<V, any, any>;
  readonly words: (view: V) => string;
};

/** Chooses among the views of a list, and those that were saved of it. */
export const ListViewChoice = <V extends string>({
  label,
  list,
  words,
}: ListViewChoiceProps<V>): ReactNode => (
  <Box sx={{ display: 'flex', gap: 0.5, minWidth: 0, alignItems: 'center' }}>
    <ToggleButtonGroup
      exclusive
      size="small"
      value={list.ownView}
      aria-label={label}
      onChange={(_event, next: V | null) => {
        if (next !== null) list.showView(next);
      }}
      sx={{ flexWrap: 'wrap' }}
    >
      {list.views.map((view) => (
        <ToggleButton
          key={view}
          value={view}
          sx={{ px: 1.5, textTransform: 'none', color: 'text.secondary' }}
        >
          {words(view)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
    <SavedViewMenu list={list} />
  </Box>
);

type CodeFilterProps<V extends string | number> = {
  readonly kind: RecordKind;
  readonly field: string;
  readonly spec: FieldSpec;
  readonly chosen: readonly V[];
  readonly width?: number;
  readonly onChange: (chosen: readonly V[]) => void;
};

/** Narrows a list to some values of a coded field: states, classes, priorities. */
export const CodeFilter = <V extends string | number>(props: CodeFilterProps<V>): ReactNode => {
  const t = useText('record');
  const { kind, field, spec, chosen, width, onChange } = props;
  const values = ('of' in spec && Array.isArray(spec.of) ? spec.of : []) as readonly V[];
  return (
    <ManySelect
      label={fieldLabel(kind.collection, field)}
      any={t('list.any')}
      several={(count) => t('list.several', { count })}
      values={values}
      chosen={chosen}
      words={(value) => valueWord(kind, field, value)}
      {...(width === undefined ? {} : { width })}
      onChange={onChange}
    />
  );
};

type TextFilterProps = {
  readonly value: string;
  readonly placeholder: string;
  readonly autoFocus?: boolean;
  readonly onChange: (text: string) => void;
};

/** Narrows a list by words. `/` goes there from anywhere on the page. */
export const TextFilter = (props: TextFilterProps): ReactNode => {
  const { value, placeholder, autoFocus = false, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'list.find',
        label: 'record:list.findHere',
        group: 'common:groups.lists',
        shortcut: '/',
        run: () => field.current?.focus(),
      },
    ],
    [],
  );
  useCommands(commands);
  const onKeyDown = useFilterKeys(value, () => onChange(''));
  return (
    <TextField
      size="small"
      autoFocus={autoFocus}
      value={value}
      placeholder={placeholder}
      inputRef={field}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
      slotProps={{
        htmlInput: { 'aria-label': placeholder, maxLength: 200 },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
      sx={{ flex: '1 1 200px', minWidth: 120, maxWidth: 460 }}
    />
  );
};

/** Windows in which a second row of fields would leave the list itself no room. */
const SMALL = '(max-height: 520px), (max-width: 639.9px)';

type ListFiltersProps = {
  readonly views?: ReactNode;
  /** The field for words. */
  readonly find: ReactNode;
  /** What else narrows the list. In small windows it is behind a button. */
  readonly more?: ReactNode;
  /** How many of those narrow it now. */
  readonly chosen?: number;
  /** What narrows it now, in words, on the same line while the rest is folded. */
  readonly summary?: ReactNode;
  /** `more` takes more than a line, so it is behind the button in every window. */
  readonly folds?: boolean;
};

/** Opens and folds what else narrows a list; it has a key, too. */
const useFolding = (isOffered: boolean) => {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const commands = useMemo<readonly Command[]>(
    () =>
      isOffered
        ? [
            {
              id: 'list.filters',
              label: 'record:list.openFilters',
              group: 'common:groups.lists',
              shortcut: 'f',
              run: () => {
                flushSync(() => setOpen((before) => !before));
                document.getElementById(id)?.querySelector<HTMLElement>(FIELDS)?.focus();
              },
            },
          ]
        : [],
    [isOffered, id],
  );
  useCommands(commands);
  return { id, isOpen, toggle: () => setOpen(!isOpen) };
};
const FIELDS = '[role="combobox"], input, button';

/** The row above a list: its views, the field for words, and what else narrows it. */
export const ListFilters = (props: ListFiltersProps): ReactNode => {
  const { views, find, more, chosen = 0, summary, folds = false } = props;
  const t = useText('record');
  const isSmall = useMediaQuery(SMALL, { noSsr: true });
  const isFoldable = more !== undefined && (isSmall || folds);
  const { id, isOpen, toggle } = useFolding(isFoldable);
  const isFolded = isFoldable && !isOpen;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      {views}
      {/* What leads to more stays beside the field for words. */}
      <Box
        sx={{ flex: '1 1 260px', minWidth: 0, maxWidth: 460, display: 'flex', alignItems: 'center', gap: 1 }}
      >
        {find}
        {isFoldable && (
          <Button
            size="small"
            color="inherit"
            startIcon={<TuneOutlined />}
            aria-expanded={isOpen}
            aria-controls={id}
            aria-keyshortcuts="f"
            title={`${t('list.openFilters')} (f)`}
            onClick={toggle}
            sx={{ flex: 'none' }}
          >
            {chosen === 0 ? t('list.filters') : t('list.filtersChosen', { chosen })}
          </Button>
        )}
      </Box>
      {isFolded && !isSmall && summary}
      {more !== undefined && (
        <Box id={id} sx={{ display: isFolded ? 'none' : 'contents' }}>
          {more}
        </Box>
      )}
    </Box>
  );
};
