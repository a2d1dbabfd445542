import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Fragment, type ReactNode } from 'react';
import type { CollectionSync } from '#contracts/sync.ts';
import { formatCount, formatRelative } from '#renderer/shared/format/format.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { commonError } from '#renderer/shared/sync/sync-summary.ts';
import { useNow } from '#renderer/shared/time/now.ts';

const NUMBERS = ['pendingUp', 'pendingDown', 'pushed', 'pulled', 'refused', 'unreadable'] as const;

const latest = ({ lastPullAt, lastPushAt }: CollectionSync): string | null =>
  [lastPullAt, lastPushAt].reduce<string | null>(
    (newest, at) => (at !== null && (newest === null || at > newest) ? at : newest),
    null,
  );

const COLUMNS = NUMBERS.length + 3;

/** The state of each database; what is wrong with one stands below it, where there is room for a sentence. */
export const CollectionTable = ({
  collections,
  isTold,
}: {
  readonly collections: readonly CollectionSync[];
  /** What they have in common stands on the page already. */
  readonly isTold: boolean;
}): ReactNode => {
  const t = useText('sync');
  const nowMs = useNow();
  const same = commonError(collections);
  return (
    <TableContainer>
      {same !== null && !isTold && (
        <Typography variant="body2" color="error" sx={{ mb: 1, overflowWrap: 'anywhere' }}>
          {t('columns.error')}: {serverText(same)}
        </Typography>
      )}
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
          </TableRow>
        </TableHead>
        <TableBody>
          {collections.map((row) => {
            const last = latest(row);
            const error = row.lastError === same ? null : row.lastError;
            return (
              <Fragment key={row.collection}>
                <TableRow hover sx={error === null ? {} : { '& > *': { borderBottom: 0 } }}>
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
                </TableRow>
                {error !== null && (
                  <TableRow>
                    <TableCell
                      colSpan={COLUMNS}
                      sx={{ color: 'error.main', pt: 0, overflowWrap: 'anywhere' }}
                    >
                      {serverText(error)}
                    </TableCell>
                  </TableRow>
                )}
              </Fragment>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
};
