import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { DATE_FORMS, NUMBER_FORMS } from '#domain/import/csv-cells.ts';
import { CSV_PRESETS, CSV_TARGETS, ENCODINGS, fieldsFor } from '#domain/import/csv-mapping.ts';
import { IMPORT_FORMATS } from '#domain/import/formats.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { fieldWord } from './field-words.ts';
import { fieldOf, OWN, type TableForm } from './import-model.ts';
import { runImport, setFormat, setTable, startOver, useImport } from './imports-store.ts';

const fieldsSx = {
  display: 'grid',
  gap: 1.25,
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 200px), 240px))',
} as const;

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly (readonly [value: T, words: string])[];
  readonly onChange: (value: T) => void;
};

const Choice = <T extends string>({ label, value, choices, onChange }: ChoiceProps<T>): ReactNode => (
  <TextField
    select
    size="small"
    label={label}
    value={value}
    // Only these can be chosen.
    onChange={(event) => onChange(event.target.value as T)}
  >
    {choices.map(([id, words]) => (
      <MenuItem key={id} value={id}>
        {words}
      </MenuItem>
    ))}
  </TextField>
);

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;
const DELIMITER_NAMES = Object.keys(DELIMITERS) as (keyof typeof DELIMITERS)[];
/** Stands for "not said": a select has no null. */
const UNSAID = '';

/** How the table writes what can be written in several ways; nothing is guessed. */
const Forms = ({ table }: { readonly table: TableForm }): ReactNode => {
  const t = useText('imports');
  const orUnsaid = <V extends string>(values: readonly V[], word: (value: V) => string) =>
    [[UNSAID, t('unsaid')] as const, ...values.map((value) => [value, word(value)] as const)] as const;
  return (
    <Box sx={fieldsSx}>
      <Choice
        label={t('delimiter.label')}
        value={table.delimiter as string}
        choices={DELIMITER_NAMES.map((name) => [DELIMITERS[name], t(`delimiter.${name}`)])}
        onChange={(delimiter: string) => setTable({ delimiter })}
      />
      <Choice
        label={t('encoding')}
        value={table.encoding ?? UNSAID}
        choices={orUnsaid(ENCODINGS, (one) => one.toUpperCase())}
        onChange={(encoding) => setTable({ encoding: encoding === UNSAID ? null : encoding })}
      />
      <Choice
        label={t('numbers.label')}
        value={table.numbers ?? UNSAID}
        choices={orUnsaid(NUMBER_FORMS, (one) => t(`numbers.${one}`))}
        onChange={(numbers) => setTable({ numbers: numbers === UNSAID ? null : numbers })}
      />
      <Choice
        label={t('dates')}
        value={table.dates ?? UNSAID}
        choices={orUnsaid(DATE_FORMS, (one) => one)}
        onChange={(dates) => setTable({ dates: dates === UNSAID ? null : dates })}
      />
    </Box>
  );
};

/** Which field each column is, beside what stands in it. */
const ColumnTable = ({ table }: { readonly table: TableForm }): ReactNode => {
  const t = useText('imports');
  const columns = useImport((state) => state.columns);
  const { into } = table;
  const choices = [
    [UNSAID, t('notTaken')] as const,
    ...fieldsFor(into).map((field) => [field, fieldWord(field, into)] as const),
  ];
  return (
    <Box
      component="table"
      aria-label={t('columns')}
      sx={{ borderSpacing: '0 6px', '& th, & td': { textAlign: 'start', pr: 2, fontSize: 13 } }}
    >
      <thead>
        <tr>
          <th scope="col">{t('column')}</th>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('examples')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, cells }) => (
          <tr key={name}>
            <th scope="row" dir="auto">
              {name}
            </th>
            <td style={{ width: 240 }}>
              <TextField
                select
                fullWidth
                size="small"
                value={fieldOf(table, name) ?? UNSAID}
                onChange={(event) => setTable({ fields: { ...table.fields, [name]: event.target.value } })}
                slotProps={{
                  select: {
                    displayEmpty: true,
                    SelectDisplayProps: { 'aria-label': t('fieldOf', { column: name }) },
                  },
                }}
              >
                {choices.map(([id, words]) => (
                  <MenuItem key={id} value={id}>
                    {words}
                  </MenuItem>
                ))}
              </TextField>
            </td>
            <td dir="auto" style={{ overflowWrap: 'anywhere' }}>
              {joined(cells.filter((cell) => cell !== '').slice(0, 3), ' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
};

/** What the files are, and of a table how it is to be read. */
export const ImportForm = (): ReactNode => {
  const t = useText('imports');
  const { files, format, table, progress, report } = useImport();
  const names = files.map(({ name }) => name);
  const isDone = report !== null && !report.dryRun;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)', pt: 0.5 }}>
      <Typography variant="body2" noWrap title={names.slice(0, 50).join('\n')} dir="auto">
        {joined(names.slice(0, 6), ', ')}
        {names.length > 6 && ' …'}
      </Typography>
      {!isDone && (
        <>
          <Box sx={fieldsSx}>
            <Choice
              label={t('format')}
              value={format}
              choices={IMPORT_FORMATS.map((one) => [one, t(`formats.${one}`)])}
              onChange={setFormat}
            />
            {format === 'csv' && (
              <Choice
                label={t('mapping')}
                value={table.preset}
                choices={[OWN, ...CSV_PRESETS.keys()].map((one) => [
                  one,
                  t(`presets.${one}` as 'presets.own'),
                ])}
                onChange={(preset) => setTable({ preset })}
              />
            )}
            {format === 'csv' && table.preset === OWN && (
              <Choice
                label={t('into')}
                value={table.into}
                choices={CSV_TARGETS.map((one) => [one, t(`targets.${one}`)])}
                onChange={(into) => setTable({ into, fields: {} })}
              />
            )}
          </Box>
          {format === 'csv' && <Forms table={table} />}
          {format === 'csv' && table.preset === OWN && <ColumnTable table={table} />}
        </>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {!isDone && (
          <Button
            size="small"
            variant={report === null ? 'contained' : 'outlined'}
            disabled={progress !== null}
            onClick={() => void runImport({ dryRun: true })}
          >
            {t('preview')}
          </Button>
        )}
        <Button size="small" disabled={progress !== null} onClick={startOver}>
          {t(isDone ? 'close' : 'discard')}
        </Button>
      </Box>
    </Box>
  );
};
