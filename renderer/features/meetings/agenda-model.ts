import type { AgendaRow } from '#contracts/meetings.ts';

type Row = Pick<AgendaRow, 'id' | 'source'>;

/** One of the agenda a place up or down, as what stands there by hand from then on: all down to the two that change places. What its filter asks for behind them goes on being asked. */
export const movedIn = (rows: readonly Row[], id: string, by: -1 | 1): readonly string[] => {
  const at = rows.findIndex((row) => row.id === id);
  const other = rows[at + by];
  if (at < 0 || other === undefined) return [];
  return rows
    .slice(0, Math.max(at, at + by) + 1)
    .map((row) => (row.id === id ? other.id : row.id === other.id ? id : row.id));
};

/** What stands on the agenda by hand, and one more behind it. */
export const withPutOn = (rows: readonly Row[], id: string): readonly string[] => [
  ...rows.filter(({ source }) => source === 'hand').map((row) => row.id),
  id,
];
