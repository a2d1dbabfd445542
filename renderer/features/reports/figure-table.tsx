import { Box, Link } from '@mui/material';
import type { ReactNode } from 'react';
import { type Drill, openDrill } from './drill.ts';

type TableCell = { readonly text: string; readonly drill?: Drill | null };
export type ChartTable = {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly TableCell[] }[];
};

type FigureTableProps = {
  readonly table: ChartTable;
  readonly title: string;
  /** Pixels; a longer table scrolls. */
  readonly most: number;
};

/** Figures as a table of links, for keyboards, screen readers and exact numbers. */
export const FigureTable = ({ table, title, most }: FigureTableProps): ReactNode => (
  <Box sx={{ maxHeight: most, overflow: 'auto', borderTop: 1, borderColor: 'divider', mt: 1 }}>
    <Box
      component="table"
      aria-label={title}
      sx={{
        width: '100%',
        fontSize: 12,
        borderCollapse: 'collapse',
        fontVariantNumeric: 'tabular-nums',
        '& th, & td': { textAlign: 'end', px: { xs: 0.5, lg: 1 }, py: 0.25 },
        // Where room is short words are broken rather than the table scrolled sideways.
        '& th, & td:first-of-type, & td:first-of-type button': { overflowWrap: 'anywhere' },
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
