import type { MacroPreviewRow } from '#contracts/prepared.ts';
import type { BulkResult } from '#contracts/tickets.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';

/** What a preview of something done to many says of one of them; `said`: words that go with it. */
export type PreviewedRow = Omit<MacroPreviewRow, 'said'> & Partial<Pick<MacroPreviewRow, 'said'>>;

/** Whether anything would become of it. */
export const isChanging = ({ error, changes, said = [] }: PreviewedRow): boolean =>
  error === null && (changes.length > 0 || said.length > 0);

/** How many would change, are so already, and refuse. */
export const tallyOf = (rows: readonly PreviewedRow[]) => ({
  changing: rows.filter(isChanging).length,
  same: rows.filter((row) => row.error === null && !isChanging(row)).length,
  refused: rows.filter(({ error }) => error !== null).length,
  others: rows.reduce((sum, { others }) => sum + others, 0),
});

/** Each count in a form of its own: one of them changes, two change. */
export const tallyText = ({
  changing,
  same,
  refused,
}: Pick<ReturnType<typeof tallyOf>, 'changing' | 'same' | 'refused'>): string =>
  text('queue:bulk.tally.all', {
    changing: text('queue:bulk.tally.changing', { count: changing }),
    same: text('queue:bulk.tally.same', { count: same }),
    refused: text('queue:bulk.tally.refused', { count: refused }),
  });

/** One result a record, in their order: an act may have written several entries to one of them. Refused where any of them was. */
export const perRecord = (results: readonly BulkResult[]): readonly BulkResult[] => {
  const records = new Map<string, BulkResult>();
  for (const result of results) {
    if (records.get(result.id)?.ok !== false) records.set(result.id, result);
  }
  return [...records.values()];
};
