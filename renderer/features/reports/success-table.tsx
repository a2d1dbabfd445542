import { Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { Dashboard } from '#contracts/reports.ts';
import { changesBehind, groupScope } from '#domain/reports/kpis.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { type ChartTable, FigureTable } from './figure-table.tsx';

const TABLE_HEIGHT = 320;
const COLUMNS = ['points', 'changes', 'failed', 'caused'] as const;

const tableOf = (t: Translate<'reports'>, { success, period, scope }: Dashboard): ChartTable => ({
  columns: [t('grouping.team'), ...COLUMNS.map((column) => t(`success.${column}`))],
  rows: success.map((row) => {
    const name = row.key === null ? t('none.team') : (row.name ?? nameOf({}, row.key));
    const title = t('success.behind', { team: name });
    // The score and the counts are of the same changes; which of them failed, and what they caused, stands at each.
    const drill = { title, filter: changesBehind(period, { ...scope, ...groupScope('team', row.key) }) };
    return {
      key: row.key ?? '',
      cells: [{ text: name }, ...COLUMNS.map((column) => ({ text: formatCount(row[column]), drill }))],
    };
  }),
});

/** The score of each team's changes; every figure opens the changes behind it. Nothing where none ended in the period. */
export const SuccessTable = ({ dashboard }: { readonly dashboard: Dashboard }): ReactNode => {
  const t = useText('reports');
  const table = useMemo(() => tableOf(t, dashboard), [t, dashboard]);
  if (table.rows.length === 0) return null;
  const title = t('success.title');
  return (
    <Section title={title}>
      <Typography variant="caption" color="textSecondary">
        {t('success.meaning')}
      </Typography>
      <FigureTable table={table} title={title} most={TABLE_HEIGHT} />
    </Section>
  );
};
