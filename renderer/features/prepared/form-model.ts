import type { Prepared } from '#contracts/prepared.ts';
import type { CommandInput } from '#contracts/registry.ts';
import { contentFault } from '#domain/prepared/prepared.ts';
import {
  type MacroAct,
  ME,
  type PreparedContent,
  type PreparedKind,
  type PreparedLanguage,
  type PreparedScope,
} from '#domain/prepared/prepared-kinds.ts';
import type { Reasoned } from '#domain/records/result.ts';

/** What the form of one holds, whatever its kind; every key is a field of its draft. */
export type PreparedForm = {
  readonly name: string;
  readonly scope: PreparedScope;
  readonly teamId: string | null;
  readonly language: PreparedLanguage;
  readonly prefix: string;
  readonly text: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly acts: readonly MacroAct[];
};

/** What is edited: one that is there, or a new one. */
export type Editing = { readonly kind: PreparedKind; readonly row: Prepared | null };

export const draftKeyOf = ({ kind, row }: Editing): string => `prepared:${row?.id ?? `new-${kind}`}`;

/** What the form begins with. */
export const startOf = ({ row }: Editing, language: PreparedLanguage): PreparedForm => {
  const content = row?.content;
  return {
    name: row?.name ?? '',
    scope: row?.scope ?? 'mine',
    teamId: row?.teamId ?? null,
    language: row?.language ?? language,
    prefix: content?.kind === 'text' ? content.prefix : '',
    text: content?.kind === 'text' ? content.text : '',
    type: content === undefined || content.kind === 'text' ? 'incident' : content.type,
    values: content?.kind === 'template' ? content.values : {},
    acts: content?.kind === 'macro' ? (content.acts as readonly MacroAct[]) : [],
  };
};

const contentOf = (kind: PreparedKind, form: PreparedForm): PreparedContent => {
  switch (kind) {
    case 'text':
      return { kind, prefix: form.prefix.trim().replace(/^\//, ''), text: form.text };
    case 'template':
      return { kind, type: form.type, values: form.values };
    case 'macro':
      return { kind, type: form.type, acts: form.acts };
  }
};

/** What is missing, or what of it can't be used; null once it can be saved. */
export const problemOf = (kind: PreparedKind, form: PreparedForm): 'name' | 'team' | Reasoned | null => {
  if (form.name.trim() === '') return 'name';
  if (form.scope === 'team' && form.teamId === null) return 'team';
  return contentFault(contentOf(kind, form));
};

export const saveInput = ({ kind, row }: Editing, form: PreparedForm): CommandInput<'prepared.save'> => ({
  ...{ id: row?.id ?? null, baseVersion: row?.version ?? 0, name: form.name.trim() },
  ...{ scope: form.scope, teamId: form.scope === 'team' ? form.teamId : null, language: form.language },
  content: contentOf(kind, form) as CommandInput<'prepared.save'>['content'],
});

/** An act as it is added: what it takes is filled in then. */
export const blankAct = (act: MacroAct['act'], firstState: string): MacroAct => {
  switch (act) {
    case 'update':
      return { act, values: {} };
    case 'assign':
      return { act, assigneeId: ME };
    case 'step':
      return { act, to: firstState, values: {} };
    case 'addNote':
    case 'addComment':
      return { act, text: '' };
  }
};

/** A value that stands in a field before somebody chose one. */
export const firstValue = (kind: string): unknown => {
  if (kind === 'list') return [];
  if (kind === 'flag') return true;
  return kind === 'text' || kind === 'longText' ? '' : null;
};

const searched = (row: Prepared): string => {
  const inText = row.content.kind === 'text' ? `/${row.content.prefix} ${row.content.text}` : '';
  return `${row.name} ${inText} ${row.teamName ?? ''}`.toLocaleLowerCase();
};

/** Those of a kind that the page lists. */
export const listedRows = (
  rows: readonly Prepared[],
  kind: PreparedKind,
  query: string,
  withRetired: boolean,
): readonly Prepared[] =>
  rows
    .filter((row) => row.content.kind === kind && (withRetired || !row.retired))
    .filter((row) => searched(row).includes(query.trim().toLocaleLowerCase()))
    .sort((one, other) => one.name.localeCompare(other.name));
