import TableRows from '@mui/icons-material/TableRows';
import { IconButton, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { FigureHelp, type Helped } from './figure-help.tsx';
import { type ChartTable, FigureTable } from './figure-table.tsx';

const TABLE_HEIGHT = 260;

type ChartCardProps = {
  readonly title: string;
  readonly about: readonly Helped[];
  readonly table: ChartTable;
  /** Shown instead of the chart when there is nothing to draw. */
  readonly empty: string | null;
  readonly children: ReactNode;
};

/** A chart with its definition and its figures as a table. */
export const ChartCard = ({ title, about, table, empty, children }: ChartCardProps): ReactNode => {
  const t = useText('reports');
  const [showsTable, setShowsTable] = useState(false);
  return (
    <Section
      title={title}
      actions={
        <>
          <FigureHelp about={about} title={title} />
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
      {showsTable && empty === null && <FigureTable table={table} title={title} most={TABLE_HEIGHT} />}
    </Section>
  );
};
