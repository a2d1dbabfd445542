import type { TicketRow } from '#contracts/shared.ts';

/** The fields of an incident by which it belongs to what an announcement is told of. */
export type SourceField = 'parentId' | 'problemId' | 'causedByChangeId';

const FIELDS: Readonly<Record<string, SourceField>> = {
  incident: 'parentId',
  problem: 'problemId',
  change: 'causedByChangeId',
};

/** How an incident is joined to such a ticket: as its child, by its problem, or as caused by the change. Null: not at all. */
export const sourceFieldOf = ({ type }: Pick<TicketRow, 'type'>): SourceField | null =>
  Object.hasOwn(FIELDS, type) ? (FIELDS[type] ?? null) : null;
