import type { FieldChange, JournalEntry, RecordBase } from '#domain/fields/base.ts';
import type { Env, Id, Instant } from '#domain/records/common.ts';
import { justAfterAll } from '#domain/records/instants.ts';
import { sameValue } from '#domain/records/json.ts';
import { TAKES_BACK } from './taken-back.ts';

export type JournalKind = JournalEntry['kind'];
export type Origin = JournalEntry['origin'];

export type EntryInput = {
  readonly changes?: readonly FieldChange[] | undefined;
  readonly text?: string | null | undefined;
  /** Working time booked with the entry. */
  readonly minutes?: number | null | undefined;
  readonly effectId?: Id | null | undefined;
  readonly origin?: Origin | undefined;
  /** The entry that this one takes back (taken-back.ts). */
  readonly takesBack?: Id | undefined;
};

/** By time, ties by id, which is the order of a history on every replica. */
export const byTime = (
  left: { readonly at: string; readonly id: string },
  right: { readonly at: string; readonly id: string },
): number => {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
};

/** A new journal entry by `env.actor` at `env.now`; its origin is the environment's unless told. */
export const entry = (env: Env, kind: JournalKind, input: EntryInput = {}): JournalEntry => ({
  id: env.newId(),
  at: env.now,
  by: env.actor.personId,
  device: env.actor.deviceId,
  origin: input.origin ?? env.origin ?? 'console',
  kind,
  changes: [
    ...(input.changes ?? []),
    ...(input.takesBack === undefined ? [] : [{ field: TAKES_BACK, from: null, to: input.takesBack }]),
  ],
  text: input.text ?? null,
  minutes: input.minutes ?? null,
  effectId: input.effectId ?? null,
});

/**
 * The number of the record that an entry follows from: an effect says nothing else, the words are found when it is read. Null for words of
 * people and for the sentences that older versions wrote.
 */
export const causeOf = ({ effectId, kind, text }: Pick<JournalEntry, 'effectId' | 'kind' | 'text'>) =>
  effectId !== null && (kind === 'effect' || kind === 'state') && text !== null && !/\s/.test(text)
    ? text
    : null;

/** The fields of `fields` whose JSON value differs, with the values before and after (absent is null). */
export const diff = <R extends object>(
  before: R | null,
  after: R,
  fields: readonly (keyof R & string)[],
): FieldChange[] =>
  fields.flatMap((field) => {
    const from = before?.[field] ?? null;
    const to = after[field] ?? null;
    return sameValue(from, to) ? [] : [{ field, from, to }];
  });

/** What every record carries; the part of it that the journal functions touch. */
export type Journalled = {
  readonly id: Id;
  readonly updatedAt: string;
  readonly updatedBy: Id;
  readonly journal: readonly JournalEntry[];
};

/**
 * When something that is done to a record at `now` is done by its history. What somebody does follows what they saw: on a device whose clock is
 * behind, an entry would stand before those that it answers, or before the record was made.
 */
export const actedAt = ({ updatedAt }: Pick<Journalled, 'updatedAt'>, now: Instant): Instant =>
  now < updatedAt ? justAfterAll([updatedAt]) : now;

/** Imports replay another system's times. */
const after = (record: Journalled, added: JournalEntry): JournalEntry => {
  const at = added.origin === 'import' ? added.at : actedAt(record, added.at);
  return at === added.at ? added : { ...added, at };
};

/** `record` with one more entry, marked as updated by the entry's author at its time; no entry stands before what the record was when it was written. */
export const append = <R extends Journalled>(record: R, added: JournalEntry): R => {
  const placed = after(record, added);
  return {
    ...record,
    updatedAt: placed.at,
    updatedBy: placed.by,
    journal: [...record.journal, placed],
  };
};

export type ApplyOptions = Omit<EntryInput, 'changes'> & { readonly kind?: JournalKind | undefined };

/**
 * `record` with `patch` applied, `updatedAt`/`updatedBy` set and one journal entry that holds from and to of every changed
 * field. The same object comes back when nothing changed and there is no text or time to keep.
 */
export const applyChanges = <R extends Journalled>(
  record: R,
  patch: Partial<Omit<R, 'id' | 'journal' | 'updatedAt' | 'updatedBy'>>,
  env: Env,
  options: ApplyOptions = {},
): R => {
  const after: R = { ...record, ...patch };
  const changes = diff(record, after, Object.keys(patch) as (keyof R & string)[]);
  const says =
    (options.text ?? null) !== null ||
    (options.minutes ?? null) !== null ||
    (options.effectId ?? null) !== null ||
    options.takesBack !== undefined;
  if (changes.length === 0 && !says) return record;
  return append(after, entry(env, options.kind ?? 'changed', { ...options, changes }));
};

/** The part every record starts with, made at `at` by `by`; its journal is empty. */
export const blankBase = (id: Id, at: Instant, by: Id, externalId: string | null = null): RecordBase => ({
  id,
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  externalId,
  journal: [],
  clashes: [],
  openClashes: 0,
});

/** The base of a record made now by who acts; the caller adds its `created` entry. */
export const newRecordBase = (
  env: Env,
  options: { readonly externalId?: string | null | undefined; readonly id?: Id | undefined } = {},
): RecordBase =>
  blankBase(options.id ?? env.newId(), env.now, env.actor.personId, options.externalId ?? null);
