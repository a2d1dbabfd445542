import Search from '@mui/icons-material/Search';
import { Box, InputAdornment, Stack, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { ReactNode, Ref } from 'react';
import type { FieldSpec } from '#domain/fields/field.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import type { Live } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import type { TableSort } from '#renderer/shared/table/virtual-table-header.tsx';
import type { TableColumn } from '#renderer/shared/table/virtual-table-row.tsx';
import { WindowTable } from '#renderer/shared/table/window-table.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { fieldLabel, type RecordKind, valueWord } from './words.ts';

/** The views of a list: each a question of its own, one of them chosen. */
export type ListViews<V extends string> = {
  readonly label: string;
  readonly views: readonly V[];
  readonly words: (view: V) => string;
  readonly chosen: V;
  readonly onChoose: (view: V) => void;
};

/** Chooses among the views of a list. */
export const ListViewChoice = <V extends string>(props: ListViews<V>): ReactNode => (
  <ToggleButtonGroup
    exclusive
    size="small"
    value={props.chosen}
    aria-label={props.label}
    onChange={(_event, next: V | null) => {
      if (next !== null) props.onChoose(next);
    }}
    sx={{ flexWrap: 'wrap' }}
  >
    {props.views.map((view) => (
      <ToggleButton key={view} value={view} sx={{ px: 1.5, textTransform: 'none', color: 'text.secondary' }}>
        {props.words(view)}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
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
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
  readonly onChange: (text: string) => void;
};

/** Narrows a list by words. */
export const TextFilter = (props: TextFilterProps): ReactNode => {
  const { value, placeholder, inputRef, autoFocus = false, onChange } = props;
  return (
    <TextField
      size="small"
      autoFocus={autoFocus}
      value={value}
      placeholder={placeholder}
      {...(inputRef === undefined ? {} : { inputRef })}
      onChange={(event) => onChange(event.target.value)}
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
      sx={{ flex: '1 1 240px', maxWidth: 460 }}
    />
  );
};

type RecordListPageProps<Row extends { readonly id: string }> = {
  readonly title: string;
  /** Accessible name of the table. */
  readonly label: string;
  /** Replaces the count beside the title. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** Views and filters above the table. */
  readonly filters?: ReactNode;
  /** What `useWindow` answers. */
  readonly list: {
    readonly live: Live<{ readonly total: number; readonly rows: readonly Row[] }>;
    readonly windowOffset: number;
    readonly onWindow: (offset: number, limit: number) => void;
    readonly resetKey: string;
  };
  readonly columns: readonly TableColumn<Row>[];
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
  readonly onOpen: (row: Row) => void;
  /** Shown when nothing answers the question. */
  readonly empty: ReactNode;
  /** Left to something else on the page, a field to find by, for example. */
  readonly autoFocus?: boolean;
};

const keyOf = (row: { readonly id: string }): string => row.id;

/** A list of records as a page: title with its count, views and filters, the table, and what stands where there is nothing. */
export const RecordListPage = <Row extends { readonly id: string }>(
  props: RecordListPageProps<Row>,
): ReactNode => {
  const t = useText('record');
  const { list, sort, onSort, onOpen, columns } = props;
  const total = list.live.data?.total;
  const count = total === undefined ? '' : t('list.found', { count: total, shown: formatCount(total) });
  return (
    <Page title={props.title} fill subtitle={props.subtitle ?? count} actions={props.actions}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        {props.filters !== undefined && (
          <Stack
            direction="row"
            useFlexGap
            spacing={1}
            sx={{ px: 2, pt: 0.75, pb: 1, flexWrap: 'wrap', alignItems: 'center' }}
          >
            {props.filters}
          </Stack>
        )}
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <WindowTable<Row>
            list={list}
            label={props.label}
            columns={columns}
            rowKey={keyOf}
            onOpen={onOpen}
            sort={sort}
            onSort={onSort}
            autoFocus={props.autoFocus ?? true}
            empty={props.empty}
          />
        </Box>
      </Box>
    </Page>
  );
};
