import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Names } from '#contracts/shared.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

/** The two values of a clash by their place in it: `theirs` stands in the record, `mine` came later and waits. */
export type SideName = 'mine' | 'theirs';

/** A value is named by who wrote it, seen from who looks at it. Of two by one person the time tells which. */
export const sideWords = (
  row: Pick<ConflictRow, 'mineBy' | 'mineAt' | 'theirsBy' | 'theirsAt'>,
  side: SideName,
  readerId: string,
  names: Names,
): { readonly title: string; readonly action: string } => {
  const [by, at] = side === 'mine' ? [row.mineBy, row.mineAt] : [row.theirsBy, row.theirsAt];
  const time = formatInstant(at);
  const who = by === readerId ? text('conflicts:sides.you') : nameOf(names, by);
  const title = joined([who, time]);
  if (row.mineBy === row.theirsBy) return { title, action: text('conflicts:keep.time', { time }) };
  return {
    title,
    action: by === readerId ? text('conflicts:keep.yours') : text('conflicts:keep.other', { name: who }),
  };
};
