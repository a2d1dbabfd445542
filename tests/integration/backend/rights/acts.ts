/** What somebody sends to the server in place of `before`, or as a new record: honest acts, and such with one thing wrong. */
import type { JournalEntry } from '#domain/fields/base.ts';
import { startOrder } from '#domain/orders/order.commands.ts';
import type { ProcessContext, ProcessRecord } from '#domain/processes/process.ts';
import { applyStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { unwrap } from '../../../unit/domain/env.ts';
import { contextOf } from '../../../unit/domain/fixtures.ts';
import { world } from '../../../unit/domain/permissions/writes.ts';
import { inputFor, stepsOf } from '../../../unit/domain/processes/world.ts';
import type { Forgery } from './expected.ts';
import { type Doc, entryOf, type Kind, OTHER, processOf, recordOf } from './records.ts';

export type Writer = { readonly role: Role; readonly by: string; readonly at: string };

/** The new document; null where the kind has no such act. */
type Change = (kind: Kind, before: Doc, writer: Writer) => Doc | null;

const journalOf = (doc: Doc): readonly JournalEntry[] => doc.journal as readonly JournalEntry[];

const append = (doc: Doc, entry: JournalEntry): Doc => ({
  ...doc,
  updatedAt: entry.at,
  updatedBy: entry.by,
  journal: [...journalOf(doc), entry],
});

const another = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? { ...value, reason: 'changed' } : 'changed';

/** Sets a field and tells it; `told` is what the entry says that is not so. */
const set = (
  before: Doc,
  field: string,
  to: unknown,
  writer: Pick<Writer, 'by' | 'at'>,
  told: Partial<JournalEntry> = {},
): Doc => {
  const changes = [{ field, from: before[field] ?? null, to }];
  return append({ ...before, [field]: to }, entryOf(writer, { changes, ...told }));
};

const edit: Change = (kind, before, writer) =>
  set(before, kind.text, another(before[kind.text]), writer, { kind: 'changed' });

const contextFor = ({ role, by, at }: Writer): ProcessContext =>
  contextOf({
    now: at,
    newId: () => `id-${crypto.randomUUID()}`,
    actor: { personId: by, roles: [role], teamIds: ['team-1'], deviceId: 'device-1' },
  });

const step: Change = (kind, before, writer) => {
  const process = processOf(kind);
  const context = contextFor(writer);
  // As everywhere in the matrix, records are documents; the commands know their types.
  if (kind.collection === 'orders')
    return unwrap(startOrder(before as never, {}, { env: context.env, ...world })) as never;
  const first = process === null ? undefined : stepsOf(process).find((one) => one.from === before.state);
  if (process === null || first === undefined) return null;
  const record = before as unknown as ProcessRecord;
  return applyStep(process, record, first, inputFor(process, first), context) as unknown as Doc;
};

const note: Change = (_kind, before, writer) =>
  append(before, entryOf(writer, { kind: 'work_note', text: 'seen' }));

const comment: Change = (_kind, before, writer) =>
  append(before, entryOf(writer, { kind: 'comment', text: 'We are on it.' }));

const time: Change = (_kind, before, writer) => ({
  ...append(before, entryOf(writer, { kind: 'time', minutes: 5 })),
  timeSpentMinutes: 5,
});

const nested = (levels: number): unknown => (levels === 0 ? 0 : [nested(levels - 1)]);

/** Counts that follow from what the history tells. */
const DERIVED = ['timeSpentMinutes', 'softwareCount'];

export const CHANGES: Readonly<Record<string, Change>> = {
  edit,
  editFree: edit,
  editOthers: edit,
  note,
  comment,
  time,
  step,
  stepOthers: step,
  import: (kind, before, { at }) =>
    set(before, kind.text, another(before[kind.text]), { by: OTHER, at }, { origin: 'import' }),
};

type Forge = { readonly from: 'edit' | 'create'; readonly make: Change };

export const FORGERIES: Readonly<Record<Exclude<Forgery, 'revision'>, Forge>> = {
  author: {
    from: 'edit',
    make: (kind, before, { at }) => set(before, kind.text, another(before[kind.text]), { by: OTHER, at }),
  },
  createdBy: {
    from: 'create',
    make: (kind, { id }, { at }) => recordOf(kind, { id: String(id), at, by: OTHER }),
  },
  early: {
    from: 'edit',
    make: (kind, before, writer) => edit(kind, before, { ...writer, at: '2019-01-01T00:00:00.000Z' }),
  },
  future: {
    from: 'edit',
    make: (kind, before, writer) => edit(kind, before, { ...writer, at: '2099-01-01T00:00:00.000Z' }),
  },
  untold: { from: 'edit', make: (kind, before) => ({ ...before, [kind.text]: another(before[kind.text]) }) },
  mistold: {
    from: 'edit',
    make: (kind, before, writer) => {
      const to = another(before[kind.text]);
      return set(before, kind.text, to, writer, { changes: [{ field: kind.text, from: 'never', to }] });
    },
  },
  empty: { from: 'create', make: (_kind, before) => ({ ...before, journal: [] }) },
  wrongKind: {
    from: 'edit',
    make: (kind, before, writer) => set(before, kind.text === 'value' ? 'key' : kind.text, { a: 1 }, writer),
  },
  missing: {
    from: 'edit',
    make: (kind, before, writer) => {
      const field = kind.text === 'value' ? 'version' : kind.text;
      const { [field]: _, ...less } = set(before, field, null, writer);
      return less;
    },
  },
  deep: {
    from: 'edit',
    make: (kind, before, writer) => {
      const edited = edit(kind, before, writer) ?? before;
      const changes = [{ field: 'extra.x', from: null, to: nested(33) }];
      return append(edited, entryOf(writer, { changes }));
    },
  },
  derived: {
    from: 'edit',
    make: ({ table }, before, writer) => {
      const field = DERIVED.find((name) => Object.keys(table).includes(name));
      return field === undefined ? null : set(before, field, 60, writer);
    },
  },
};
