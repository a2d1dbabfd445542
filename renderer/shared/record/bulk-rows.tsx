import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlined';
import Remove from '@mui/icons-material/RemoveOutlined';
import { Alert, Box, LinearProgress, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import type { BulkResult } from '#contracts/tickets.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { isChanging, type PreviewedRow, tallyOf, tallyText } from './bulk-tally.ts';
import { linesOf } from './history-model.ts';
import { useFormatContext } from './use-format.ts';

/** Rows of the preview at most; the counts are of all. */
const SHOWN = 200;

type Mark = 'ok' | 'same' | 'refused';
const ICONS = { ok: CheckCircle, same: Remove, refused: ErrorOutline } as const;
const COLORS = { ok: 'success', same: 'disabled', refused: 'error' } as const;

type RowProps = {
  readonly mark: Mark;
  readonly label: string;
  readonly number: string;
  readonly words: string;
};

const Row = ({ mark, label, number, words }: RowProps): ReactNode => {
  const Icon = ICONS[mark];
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', minHeight: 24, py: 0.25 }}>
      <Icon color={COLORS[mark]} sx={{ fontSize: 16, mt: 0.25 }} aria-label={label} />
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {number}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', overflowWrap: 'anywhere', minWidth: 0 }}>
        {words}
      </Box>
    </Box>
  );
};

const List = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode => (
  <Box
    component="ul"
    aria-label={label}
    // Scrolled by keys, too.
    tabIndex={0}
    sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 260, overflow: 'auto', fontSize: 13 }}
  >
    {children}
  </Box>
);

const markOf = (row: PreviewedRow): Mark => {
  if (row.error !== null) return 'refused';
  return isChanging(row) ? 'ok' : 'same';
};

/** What needs a look first; what stays as it is last. */
const ORDER: readonly Mark[] = ['refused', 'ok', 'same'];

type PreviewRowProps = {
  readonly row: PreviewedRow;
  readonly names: Names;
  readonly collection: CollectionName;
};

const PreviewRow = ({ row, names, collection }: PreviewRowProps): ReactNode => {
  const t = useText('queue');
  const format = useFormatContext({ collection, type: row.type }, names);
  const lines = row.changes.flatMap((change) => linesOf(change, { format, record: {} }));
  const nothing = t('bulk.nothing');
  const said = lines.map(({ label, from, to }) => `${label}: ${from ?? nothing} → ${to ?? nothing}`);
  for (const { kind, text } of row.said ?? []) said.push(t(`prepared:macro.${kind}`, { text }));
  if (row.others > 0) said.push(t('bulk.others', { count: row.others }));
  const mark = markOf(row);
  const words =
    row.error !== null ? errorText(row.error) : mark === 'same' ? t('bulk.same') : said.join('; ');
  return <Row mark={mark} label={t(`bulk.would.${mark}`)} number={row.number} words={words} />;
};

type BulkPreviewProps = {
  readonly rows: readonly PreviewedRow[];
  readonly names: Names;
  readonly collection?: CollectionName;
};

/** What would become of each ticket. */
export const BulkPreview = ({ rows, names, collection = 'tickets' }: BulkPreviewProps): ReactNode => {
  const t = useText('queue');
  const tally = tallyOf(rows);
  const sorted = ORDER.flatMap((mark) => rows.filter((row) => markOf(row) === mark));
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <Alert severity={tally.refused > 0 ? 'warning' : 'info'} sx={{ py: 0 }} role="status">
        {tallyText(tally)}
      </Alert>
      <List label={t('bulk.preview')}>
        {sorted.slice(0, SHOWN).map((row) => (
          <PreviewRow key={row.id} row={row} names={names} collection={collection} />
        ))}
        {sorted.length > SHOWN && (
          <Box component="li">{t('bulk.more', { count: sorted.length - SHOWN })}</Box>
        )}
      </List>
    </Box>
  );
};

/** How it went with each ticket; what was refused first. */
export const BulkResults = ({ results }: { readonly results: readonly BulkResult[] }): ReactNode => {
  const t = useText('queue');
  const failed = results.filter(({ ok }) => !ok);
  const done = results.length - failed.length;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Alert severity={failed.length === 0 ? 'success' : 'warning'} sx={{ py: 0 }}>
        {failed.length === 0
          ? t('bulk.done', { count: done })
          : t('bulk.partly', { ok: formatCount(done), failed: formatCount(failed.length) })}
      </Alert>
      <List label={t('bulk.results')}>
        {[...failed, ...results.filter(({ ok }) => ok)].map((result) => (
          <Row
            key={result.id}
            mark={result.ok ? 'ok' : 'refused'}
            label={t(result.ok ? 'bulk.ok' : 'bulk.refused')}
            number={result.number}
            words={result.error === null ? t('bulk.ok') : errorText(result.error)}
          />
        ))}
      </List>
    </Box>
  );
};

/** How far it is. */
export const BulkProgress = ({
  done,
  total,
}: {
  readonly done: number;
  readonly total: number;
}): ReactNode => {
  const t = useText('queue');
  return (
    <Box role="status">
      <Typography variant="body2">
        {t('bulk.progress', { done: formatCount(done), total: formatCount(total) })}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={(done / Math.max(1, total)) * 100}
        aria-label={t('bulk.running')}
      />
    </Box>
  );
};
