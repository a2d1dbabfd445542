import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import type { CollectionSync } from '#contracts/sync.ts';
import { formatCount, formatRelative } from '#renderer/shared/format/format.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { useNow } from '#renderer/shared/time/now.ts';

const NUMBERS = ['pendingUp', 'pendingDown', 'pushed', 'pulled', 'refused', 'unreadable'] as const;

const latest = ({ lastPullAt, lastPushAt }: CollectionSync): string | null =>
  [lastPullAt, lastPushAt].reduce<string | null>(
    (newest, at) => (at !== null && (newest === null || at > newest) ? at : newest),
    null,
  );

/** The state of each database. */
export const CollectionTable = ({
  collections,
}: {
  readonly collections: readonly CollectionSync[];
}): ReactNode => {
  const t = useText('sync');
  const nowMs = useNow();
  const hasErrors = collections.some(({ lastError }) => lastError !== null);
  return (
    <TableContainer>
      <Table
        size="small"
        aria-label={t('collections')}
        sx={{ '& td, & th': { px: 1 }, '& tr > :not(* + *)': { pl: 0 }, '& tr > :last-of-type': { pr: 0 } }}
      >
        <TableHead sx={{ '& th': { color: 'text.secondary', verticalAlign: 'bottom' } }}>
          <TableRow>
            <TableCell>{t('columns.collection')}</TableCell>
            <TableCell>{t('columns.phase')}</TableCell>
            {NUMBERS.map((column) => (
              <TableCell key={column} align="right">
                {t(`columns.${column}`)}
              </TableCell>
            ))}
            <TableCell>{t('columns.last')}</TableCell>
            {hasErrors && <TableCell>{t('columns.error')}</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody>
          {collections.map((row) => {
            const last = latest(row);
            return (
              <TableRow key={row.collection} hover>
                <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                  {t(`common:collections.${row.collection}`)}
                </TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>{t(`common:syncPhases.${row.phase}`)}</TableCell>
                {NUMBERS.map((column) => (
                  <TableCell
                    key={column}
                    align="right"
                    sx={{
                      fontVariantNumeric: 'tabular-nums',
                      color: row[column] === 0 ? 'text.disabled' : 'text.primary',
                    }}
                  >
                    {row[column] === null ? '–' : formatCount(row[column])}
                  </TableCell>
                ))}
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  {last === null ? '–' : formatRelative(last, nowMs)}
                </TableCell>
                {hasErrors && (
                  <TableCell sx={{ color: 'error.main', maxWidth: 320, overflowWrap: 'anywhere' }}>
                    {row.lastError === null ? null : serverText(row.lastError)}
                  </TableCell>
                )}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
};
