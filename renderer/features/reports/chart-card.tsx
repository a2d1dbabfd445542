import InfoOutlined from '@mui/icons-material/InfoOutlined';
import TableRows from '@mui/icons-material/TableRows';
import { Box, IconButton, Link, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { KpiId } from '#domain/reports/kpis.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { type Drill, openDrill } from './drill.ts';

type TableCell = { readonly text: string; readonly drill?: Drill | null };
export type ChartTable = {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly TableCell[] }[];
};

type ChartCardProps = {
  readonly title: string;
  readonly kpis: readonly KpiId[];
  readonly table: ChartTable;
  /** Shown instead of the chart when there is nothing to draw. */
  readonly empty: string | null;
  readonly children: ReactNode;
};

/** What the figures of a chart mean and how they are counted. */
const KpiHelp = ({ kpis, title }: Pick<ChartCardProps, 'kpis' | 'title'>): ReactNode => {
  const t = useText('reports');
  return (
    <Tooltip
      disableInteractive={false}
      enterDelay={150}
      title={kpis.map((id) => (
        <Box key={id} sx={{ mb: 0.5 }}>
          <strong>{t(`kpi.${id}.meaning`)}</strong>
          <br />
          {t(`kpi.${id}.formula`)}
        </Box>
      ))}
    >
      <IconButton size="small" aria-label={t('what', { chart: title })} sx={{ p: 0.25 }}>
        <InfoOutlined sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  );
};

const Figures = ({ table, title }: { readonly table: ChartTable; readonly title: string }): ReactNode => (
  <Box sx={{ maxHeight: 260, overflow: 'auto', borderTop: 1, borderColor: 'divider', mt: 1 }}>
    <Box
      component="table"
      aria-label={title}
      sx={{
        width: '100%',
        fontSize: 12,
        borderCollapse: 'collapse',
        fontVariantNumeric: 'tabular-nums',
        '& th, & td': { textAlign: 'end', px: 1, py: 0.25 },
        '& th:first-of-type, & td:first-of-type': { textAlign: 'start' },
      }}
    >
      <Box component="thead" sx={{ position: 'sticky', top: 0, bgcolor: 'background.paper' }}>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </Box>
      <tbody>
        {table.rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map(({ text, drill }, index) => (
              <td key={table.columns[index]}>
                {drill == null ? (
                  text
                ) : (
                  <Link
                    component="button"
                    aria-label={`${drill.title}: ${text}`}
                    onClick={() => openDrill(drill)}
                    sx={{ fontSize: 12 }}
                  >
                    {text}
                  </Link>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  </Box>
);

/** A chart with its definition and its figures as a table of links, for keyboards, screen readers and exact numbers. */
export const ChartCard = ({ title, kpis, table, empty, children }: ChartCardProps): ReactNode => {
  const t = useText('reports');
  const [showsTable, setShowsTable] = useState(false);
  return (
    <Section
      title={title}
      actions={
        <>
          <KpiHelp kpis={kpis} title={title} />
          {empty === null && (
            <Tooltip title={t('asTable')}>
              <IconButton
                size="small"
                aria-pressed={showsTable}
                aria-label={t(showsTable ? 'hideTable' : 'showTable', { chart: title })}
                onClick={() => setShowsTable(!showsTable)}
                sx={{ p: 0.25 }}
              >
                <TableRows sx={{ fontSize: 16 }} />
              </IconButton>
            </Tooltip>
          )}
        </>
      }
    >
      {empty === null ? (
        children
      ) : (
        <Typography variant="body2" color="textSecondary" sx={{ py: 4, textAlign: 'center' }}>
          {empty}
        </Typography>
      )}
      {showsTable && empty === null && <Figures table={table} title={title} />}
    </Section>
  );
};
