/** What text modules, templates and macros are like: names and shapes, without the processes that decide what may be in them. CouchDB bundles this. */
import type { Id } from '#domain/records/common.ts';

export const PREPARED_KINDS = ['text', 'template', 'macro'] as const;
export type PreparedKind = (typeof PREPARED_KINDS)[number];
/** For whom: its maker, a team, everybody. */
export const PREPARED_SCOPES = ['mine', 'team', 'all'] as const;
export type PreparedScope = (typeof PREPARED_SCOPES)[number];

/** Languages that texts are prepared in: those there are words for. */
export const PREPARED_LANGUAGES = ['en', 'de', 'sv'] as const;
export type PreparedLanguage = (typeof PREPARED_LANGUAGES)[number];

/** A text that is found by what is typed after `/`. */
export type TextModule = { readonly kind: 'text'; readonly prefix: string; readonly text: string };

/** What a new record of a process begins with. Texts may have placeholders. */
export type Template = {
  readonly kind: 'template';
  /** The record's type; `order` for orders, whose own type is one of the values. */
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
};

/** Stands for whoever runs the macro. */
export const ME = 'me';

export type MacroAct =
  | { readonly act: 'update'; readonly values: Readonly<Record<string, unknown>> }
  /** A team or person that is left out stays. */
  | {
      readonly act: 'assign';
      readonly teamId?: Id | null | undefined;
      readonly assigneeId?: Id | null | undefined;
    }
  | { readonly act: 'step'; readonly to: string; readonly values: Readonly<Record<string, unknown>> }
  | { readonly act: 'addNote'; readonly text: string }
  | { readonly act: 'addComment'; readonly text: string };

/** Acts on a record, one after the other. */
export type Macro = { readonly kind: 'macro'; readonly type: string; readonly acts: readonly MacroAct[] };
export type PreparedContent = TextModule | Template | Macro;

/** What the id of such a document begins with, so that none stands in the place of another setting. */
export const PREPARED = 'prepared-';

/** Characters of JSON that one may have. */
export const MAX_PREPARED = 60_000;
export const MOST_ACTS = 20;
/** Typed after a `/`: no spaces, so it ends with the word. */
export const PREFIX_PATTERN = '^[^\\s/{}]{1,30}$';
