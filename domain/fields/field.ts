/**
 * How a field of a record is described, once (ARCHITECTURE, "Fields"). A record type is a table of these; its TypeScript type, its schema, what the
 * server checks, how it is merged, what a person may edit, what is searched and exported are read from the table. No packages: CouchDB
 * bundles this file.
 */

/** What a state means for work and clocks: `open` counts, `waiting` pauses, `done` and `ended` stand still; ended records are not edited. */
export type Phase = 'open' | 'waiting' | 'done' | 'ended';

/**
 * How one field is merged when both sides changed it. Without a plan it is taken or clashes as a whole.
 * - append-log: union by id, ordered by (at, id); nothing is ever dropped, and of one that both have the server's stays
 * - clash-log: union by id, a decided clash wins over an open one
 * - keyed: a list of elements with ids, merged element by element and field by field
 * - set: a list without order; what either side added is in, what either side removed is out
 * - object: merged key by key
 * - newest-section: machine facts, section by section; the later report wins without a clash
 * - derived: computed from other fields; the server's value stands until the caller recomputes
 * - earlier, later: the smaller or greater of the two (instants, counters)
 */
export type FieldPlan =
  | 'append-log'
  | 'clash-log'
  | 'keyed'
  | 'set'
  | 'object'
  | 'newest-section'
  | 'derived'
  | 'earlier'
  | 'later';

/** Kinds whose value is the id of another record, and the record it is. */
export const REFERENCE_KINDS = [
  'person',
  'team',
  'place',
  'service',
  'agreement',
  'calendar',
  'ci',
  'ticket',
  'order',
  'knowledge',
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** Settings that a code may come from; the values are checked by the process, the server only sees a text. */
export type CodeSource = 'categories' | 'subcategories' | 'closure-codes';

type Kind =
  /** One line. `max` characters, `min` at least (0). */
  | { readonly kind: 'text'; readonly max: number; readonly min?: number; readonly pattern?: string }
  /** Several lines, up to `max` (100,000) characters; `markdown` is shown formatted. */
  | { readonly kind: 'longText'; readonly max?: number; readonly markdown?: true }
  | { readonly kind: 'code'; readonly of: readonly string[] }
  | { readonly kind: 'code'; readonly from: CodeSource; readonly max: number }
  /** A small number with words of its own: impact, urgency, priority. */
  | { readonly kind: 'level'; readonly of: readonly number[] }
  /** UTC, ISO 8601 with milliseconds. */
  | { readonly kind: 'instant' }
  /** `2026-11-21`. */
  | { readonly kind: 'date' }
  /** Whole numbers: minutes of work, counts from `min` (0) to `max`, money in minor units. */
  | { readonly kind: 'minutes' }
  | { readonly kind: 'count'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'money' }
  /** Whole, negative too. */
  | { readonly kind: 'number' }
  | { readonly kind: 'flag' }
  /** The id of this record or of something that is no record. */
  | { readonly kind: 'id' }
  | { readonly kind: ReferenceKind }
  | { readonly kind: 'list'; readonly of: FieldSpec; readonly max?: number; readonly length?: number }
  | { readonly kind: 'object'; readonly fields: FieldTable }
  /** Instants by name. */
  | { readonly kind: 'instants' }
  /** Keys that only another system knows. */
  | { readonly kind: 'map' }
  /** Any JSON; has a check of its own elsewhere. */
  | { readonly kind: 'json' };

export type FieldSpec = Kind & {
  readonly nullable?: true;
  /**
   * Came when such records were stored already: one without it holds nothing there, so no stored record has to be rewritten, and consoles and
   * servers of before go on. Nothing is found by it, so no schema of the store names it.
   */
  readonly late?: true;
  readonly merge?: FieldPlan;
  /** Fields with the same group only make sense together and are merged as one; the group is named after its first field, or so. */
  readonly group?: string;
  /** Of a derived field: names of the fields whose change it follows from, and kinds of entries that change it by themselves. */
  readonly causes?: readonly string[];
  /** Goes with that group (who did it, when) without being a reason to clash. */
  readonly follows?: string;
  /** The phases in which a person edits it directly; without, only commands of their own change it. */
  readonly edit?: readonly Phase[];
  /** Given by a person when the record is made; `required` must be given. */
  readonly create?: 'optional' | 'required';
  /** Which part of the full text it belongs to. */
  readonly search?: 'title' | 'body' | 'key';
  /** Whoever is chosen must still be active. */
  readonly active?: true;
};

export type FieldTable = { readonly [field: string]: FieldSpec };

type Plain<S> = S extends { readonly kind: 'code'; readonly of: readonly (infer V)[] }
  ? V
  : S extends { readonly kind: 'level'; readonly of: readonly (infer V)[] }
    ? V
    : S extends { readonly kind: 'flag' }
      ? boolean
      : S extends { readonly kind: 'minutes' | 'count' | 'money' | 'number' }
        ? number
        : S extends { readonly kind: 'list'; readonly of: infer E }
          ? ValueOf<E>[]
          : S extends { readonly kind: 'object'; readonly fields: infer T }
            ? RecordFrom<T>
            : S extends { readonly kind: 'instants' }
              ? Record<string, string>
              : S extends { readonly kind: 'map' }
                ? Record<string, unknown>
                : S extends { readonly kind: 'json' }
                  ? unknown
                  : string;

/** The TypeScript type of one field's value. */
export type ValueOf<S> =
  | (S extends { readonly nullable: true } ? Plain<S> | null : Plain<S>)
  | (S extends { readonly late: true } ? undefined : never);
/** What is sent for a field: an object that is merged key by key is sent in part, everything else whole. */
export type InputValue<S> = S extends { readonly merge: 'object'; readonly fields: infer T }
  ? { readonly [F in keyof T]?: ValueOf<T[F]> | undefined }
  : ValueOf<S>;
/** The TypeScript type of a record with this table. */
export type RecordFrom<T> = { -readonly [F in keyof T]: ValueOf<T[F]> };

/** Names of the fields that a person edits directly. */
export type EditableField<T> = {
  [F in keyof T]: T[F] extends { readonly edit: readonly Phase[] } ? F : never;
}[keyof T] &
  string;
/** Of those the lists. */
export type EditableList<T> = {
  [F in EditableField<T> & keyof T]: T[F] extends { readonly kind: 'list' } ? F : never;
}[EditableField<T> & keyof T];
/** Names of the fields that may be given when a record is made. */
export type CreateField<T> = {
  [F in keyof T]: T[F] extends { readonly create: 'optional' | 'required' } ? F : never;
}[keyof T] &
  string;

/** Editable as long as the record has not ended. */
export const UNTIL_ENDED = ['open', 'waiting', 'done'] as const satisfies readonly Phase[];
export const OPEN_OR_WAITING = ['open', 'waiting'] as const satisfies readonly Phase[];

/** For records without a life cycle. */
export const ALWAYS = ['open', 'waiting', 'done', 'ended'] as const satisfies readonly Phase[];

export const MAX_LONG_TEXT = 100_000;
export const MAX_ID = 80;
/** Of one booking: 1,900 years. What is summed up of them may be more, but stays a number. */
const MAX_MINUTES = 1_000_000_000;

/** The most of a span of minutes: derived ones are sums. */
export const maxOf = ({ merge }: FieldSpec): number =>
  merge === 'derived' ? Number.MAX_SAFE_INTEGER : MAX_MINUTES;

/** Lists that are merged by the ids of their elements: an id that stands there twice would lose one of them. */
export const hasUniqueIds = ({ merge }: FieldSpec): boolean =>
  merge === 'keyed' || merge === 'append-log' || merge === 'clash-log';

const hasEdit = (spec: FieldSpec): boolean => spec.edit !== undefined;

/** Fields a person may edit directly, in the order of the table. */
export const editableFields = (table: FieldTable): readonly string[] =>
  Object.keys(table).filter((name) => hasEdit(table[name] as FieldSpec));

/** Given values of fields that the table lets nobody edit directly. */
export const uneditableIn = (
  table: FieldTable,
  patch: Readonly<Record<string, unknown>>,
): readonly string[] =>
  Object.keys(patch).filter((name) => {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    return patch[name] !== undefined && (spec === undefined || !hasEdit(spec));
  });

/** Whether a spec names other records: itself, or as a list of ids. */
export const referenceKindOf = (spec: FieldSpec): ReferenceKind | null => {
  if (spec.kind === 'list') return referenceKindOf(spec.of);
  return (REFERENCE_KINDS as readonly string[]).includes(spec.kind) ? (spec.kind as ReferenceKind) : null;
};

/** `patch` with objects that were sent in part laid over what `record` has of them, and without what was not given. */
export const wholePatch = (
  table: FieldTable,
  record: object,
  patch: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const given = (values: object): [string, unknown][] =>
    Object.entries(values).filter(([, value]) => value !== undefined);
  const stored: Readonly<Record<string, unknown>> = { ...record };
  return Object.fromEntries(
    given(patch).map(([name, value]) => {
      const spec = table[name];
      const isPart = spec?.kind === 'object' && spec.merge === 'object' && typeof value === 'object';
      return [
        name,
        isPart && value !== null ? { ...Object(stored[name]), ...Object.fromEntries(given(value)) } : value,
      ];
    }),
  );
};
