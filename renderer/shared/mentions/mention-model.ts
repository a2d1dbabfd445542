import type { AccountRow } from '#contracts/directory.ts';

/** An `@` and what follows it up to the caret, while a name is typed. */
export type Mentioning = { readonly start: number; readonly typed: string };

const SHOWN = 8;
/** Of a name, or of a login. */
const BEGUN = /(?:^|[^\p{L}\p{N}@._-])@([\p{L}\p{N}._-]{0,40})$/u;

/** What is being named where the caret stands; null: nothing. A mail address names nobody. */
export const mentioningAt = (text: string, caret: number): Mentioning | null => {
  const typed = BEGUN.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? null : { start: caret - typed.length - 1, typed };
};

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether one of a person's words begins so: of the name, the login, or a team. Names first, then teams. */
const rankOf = ({ name, login, teams }: AccountRow, typed: string): number => {
  const begins = (text: string): boolean =>
    plain(text)
      .split(/[\s.,_-]+/)
      .some((word) => word.startsWith(typed)) || plain(text).startsWith(typed);
  if (begins(login) || begins(name)) return 0;
  return teams.some(begins) ? 1 : 2;
};

/** The people to choose from, likely ones first. */
export const matching = (rows: readonly AccountRow[], typed: string): readonly AccountRow[] => {
  const wanted = plain(typed);
  return rows
    .map((row) => ({ row, rank: rankOf(row, wanted) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank || a.row.name.localeCompare(b.row.name))
    .slice(0, SHOWN)
    .map(({ row }) => row);
};

/** The text with the login in place of what was typed, and where the caret goes. */
export const withMention = (
  text: string,
  { start, typed }: Mentioning,
  login: string,
): { readonly text: string; readonly caret: number } => {
  const after = text.slice(start + 1 + typed.length);
  const gap = /^\s/.test(after) ? '' : ' ';
  const before = `${text.slice(0, start)}@${login}${gap}`;
  return { text: before + after, caret: before.length + (gap === '' ? 1 : 0) };
};
