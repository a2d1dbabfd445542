import { Alert, Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { WindowReport } from '#contracts/imports.ts';
import type { ImportError, ImportRecord } from '#domain/import/import-report.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { fieldWord, targetOf } from './field-words.ts';
import { runImport, undoImport, useImport } from './imports-store.ts';

type ReportProps = { readonly report: WindowReport };

const placeOf = (where: ImportError['where']): string =>
  where === null || typeof where === 'string' ? (where ?? '') : errorText(where);

const listSx = { m: 0, pl: 2.5, fontSize: 13, '& li': { overflowWrap: 'anywhere' } } as const;

const Errors = ({ report: { errors, errorsTotal } }: ReportProps): ReactNode => {
  const t = useText('imports');
  return (
    <Section title={t('errors', { count: errorsTotal, shown: formatCount(errorsTotal) })}>
      <Box component="ul" sx={{ ...listSx, maxHeight: 260, overflow: 'auto' }} tabIndex={0}>
        {errors.map(({ file, where, ...why }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: errors have no ids, and the list is never changed
          <li key={at}>{joined([file, placeOf(where), errorText(why)], ': ')}</li>
        ))}
        {errorsTotal > errors.length && (
          <li>{t('more', { shown: formatCount(errorsTotal - errors.length) })}</li>
        )}
      </Box>
    </Section>
  );
};

const Columns = ({ report: { columns } }: ReportProps): ReactNode => {
  const t = useText('imports');
  const into = useImport(({ table }) => targetOf(table));
  const left = [...new Set(columns.flatMap(({ column, field }) => (field === null ? [column] : [])))];
  const taken = columns.filter(({ field }) => field !== null);
  return (
    <Section title={t('readAs')}>
      <Box component="ul" sx={listSx}>
        {taken.map(({ file, column, field, examples }) => (
          <li key={`${file} ${column}`}>
            {t('columnIs', { column, field: fieldWord(field ?? '', into) })}{' '}
            <Typography component="span" variant="body2" color="textSecondary">
              {joined(
                examples.map(({ cell, value }) => (cell === value ? value : `${cell} → ${value}`)),
                ' · ',
              )}
            </Typography>
          </li>
        ))}
        {left.length > 0 && <li>{t('columnsLeft', { columns: joined(left, ', ') })}</li>}
      </Box>
    </Section>
  );
};

const needsALook = ({ action, why }: ImportRecord): boolean =>
  action === 'ambiguous' || action === 'skipped' || why !== undefined;

/** Why, with items by their names; of a row that makes nothing without its line where that is all it is called by. */
const wordsOf = ({ label, why }: ImportRecord, { names }: WindowReport): readonly string[] => {
  if (why === undefined) return [label];
  const { items, line } = why.details ?? {};
  const named = Array.isArray(items)
    ? { ...why, details: { ...why.details, items: items.map((id) => names[String(id)] ?? id) } }
    : why;
  return [label === `line ${String(line)}` ? '' : label, errorText(named)];
};

const Records = ({ report }: ReportProps): ReactNode => {
  const t = useText('imports');
  const shown = report.dryRun ? report.records : report.records.filter(needsALook);
  if (shown.length === 0) return null;
  return (
    <Section title={t(report.dryRun ? 'wouldBe' : 'toLookAt')}>
      <Box component="ul" sx={{ ...listSx, maxHeight: 320, overflow: 'auto' }} tabIndex={0}>
        {shown.map((record, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one record may be told twice, and the list is never changed
          <li key={at}>
            {joined(
              [
                t(`actions.${record.action}`),
                t(`kinds.${record.kind}`),
                ...wordsOf(record, report),
                record.file,
              ].filter((part) => part !== ''),
            )}
          </li>
        ))}
        {report.dryRun && report.recordsTotal > report.records.length && (
          <li>{t('more', { shown: formatCount(report.recordsTotal - report.records.length) })}</li>
        )}
      </Box>
    </Section>
  );
};

const Actions = ({ report }: ReportProps): ReactNode => {
  const t = useText('imports');
  const { dryRun, offered, run, errorsTotal, created, updated, ambiguous } = report;
  const changing = created + updated;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mt: 1 }}>
      {dryRun && errorsTotal === 0 && (
        <Button
          size="small"
          variant="contained"
          disabled={changing + ambiguous === 0}
          onClick={() => void runImport({})}
        >
          {changing === 0
            ? t('ask', { count: ambiguous, shown: formatCount(ambiguous) })
            : t('run', { count: changing, shown: formatCount(changing) })}
        </Button>
      )}
      {offered > 0 && (
        <Button size="small" variant="outlined" onClick={() => void runImport({ skipBadRows: true })}>
          {t('runGood', { count: offered, shown: formatCount(offered) })}
        </Button>
      )}
      {run !== null && (
        <Button size="small" variant="outlined" onClick={() => void undoImport(run)}>
          {t('undo')}
        </Button>
      )}
      {!dryRun && ambiguous > 0 && (
        <Button size="small" onClick={() => openRoute({ page: 'undecided' })}>
          {t('toReviews')}
        </Button>
      )}
    </Box>
  );
};

/** What an import did, or would do. */
export const ImportReport = ({ report }: ReportProps): ReactNode => {
  const t = useText('imports');
  const { dryRun, created, updated, unchanged, skipped, ambiguous, errorsTotal, columns } = report;
  const counts = Object.entries({ created, updated, unchanged, skipped, ambiguous })
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${formatCount(count)} ${t(`actions.${action}` as 'actions.created')}`);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Alert
        severity={errorsTotal > 0 ? 'warning' : dryRun ? 'info' : 'success'}
        variant="outlined"
        role="status"
      >
        {joined([
          t(dryRun ? 'nothingYet' : errorsTotal > 0 && created + updated === 0 ? 'nothing' : 'done'),
          ...counts,
        ])}
        <Actions report={report} />
      </Alert>
      {errorsTotal > 0 && <Errors report={report} />}
      {columns.length > 0 && (dryRun || errorsTotal > 0) && <Columns report={report} />}
      <Records report={report} />
    </Box>
  );
};
