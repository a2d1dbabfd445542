import './charts.css';
import { Box } from '@mui/material';
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

type FigureLinkProps = {
  readonly text: string;
  readonly drill: Drill;
  /** What assistive technology calls it; without one, its text. */
  readonly label?: string | undefined;
};

/** A figure that opens the tickets it counts. */
export const FigureLink = ({ text, drill, label }: FigureLinkProps): ReactNode => (
  <button type="button" className="figure-link" aria-label={label} onClick={() => openDrill(drill)}>
    {text}
  </button>
);

/** Pixels: heads in up to three lines. */
const HEADS_HEIGHT = 56;

/** Figures as a table of links, for keyboards, screen readers and exact numbers. */
export const FigureTable = ({ table, title, most }: FigureTableProps): ReactNode => (
  <Box
    sx={{
      ...{ maxHeight: most, overflow: 'auto', borderTop: 1, borderColor: 'divider', mt: 1 },
      // What comes into sight does so below the heads.
      scrollPaddingTop: HEADS_HEIGHT,
    }}
  >
    <table aria-label={title} className="figure-table">
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map(({ text, drill }, index) => (
              <td key={table.columns[index]}>
                {drill == null ? (
                  text
                ) : (
                  <FigureLink text={text} drill={drill} label={`${drill.title}: ${text}`} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Box>
);
