import { Box } from '@mui/material';
import { Fragment, memo, type ReactNode } from 'react';
import { FactValue } from './fact-row.tsx';
import { isBlank } from './field-format.ts';
import { valueAt } from './field-paths.ts';
import type { RecordView } from './record-page.ts';
import { fieldLabel } from './words.ts';

/** A field of the record by its path, or something that is known of it beside its fields. */
export type FactRow =
  | string
  | {
      readonly path: string;
      readonly label?: string;
      /** Shown while it is edited, where the unit of what is typed is another one than that of what is shown. */
      readonly editLabel?: string;
      /** Shows the value in a way of its own; editing stays the field's. */
      readonly show?: (value: unknown) => ReactNode;
    }
  | { readonly label: string; readonly value: ReactNode };

type RecordFactsProps = {
  readonly view: RecordView;
  readonly rows: readonly FactRow[];
  /** Shown when none of the rows has anything to say. */
  readonly empty?: string;
};

const factsSx = {
  display: 'grid',
  gridTemplateColumns: 'fit-content(42%) minmax(0, 1fr)',
  alignItems: 'baseline',
  columnGap: 1.5,
  rowGap: 0.25,
  m: 0,
  fontSize: 13,
  '& dt': { color: 'text.secondary', minHeight: 22, overflowWrap: 'anywhere' },
  '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
} as const;

/** Fields of a record, edited where they stand. Empty ones show only to those who may fill them in. */
export const RecordFacts = memo(({ view, rows, empty }: RecordFactsProps): ReactNode => {
  const shown = rows.flatMap((row) => {
    if (typeof row !== 'string' && !('path' in row)) {
      return isBlank(row.value) ? [] : [{ label: row.label, value: row.value }];
    }
    const { path, ...own }: Exclude<FactRow, string | { value: ReactNode }> =
      typeof row === 'string' ? { path: row } : row;
    const value = valueAt(view.record, path);
    if ((isBlank(value) || value === 0) && !view.mayEdit(path)) return [];
    const name = own.label ?? fieldLabel(view.kind.collection, path);
    return [{ label: name, value: <FactValue {...own} view={view} path={path} label={name} /> }];
  });
  if (shown.length === 0) {
    return empty === undefined ? null : (
      <Box component="p" sx={{ m: 0, fontSize: 13, color: 'text.secondary' }}>
        {empty}
      </Box>
    );
  }
  return (
    <Box component="dl" sx={factsSx}>
      {shown.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </Box>
  );
});
