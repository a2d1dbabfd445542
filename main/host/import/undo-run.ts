import type { CallControl } from '#contracts/define.ts';
import type { KeptRecord } from '#contracts/imports.ts';
import type { Inventory } from '#domain/fields/config-items.ts';
import { type Imported, type KeptSince, undoImport } from '#domain/import/undo-import.ts';
import type { Target } from '#domain/merge/way-back.ts';
import type { Env } from '#domain/records/common.ts';
import { isObject } from '#domain/records/json.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { fail, ok, type Result, reasonText } from '#domain/records/result.ts';
import type { ImportedRecord } from '../local/import-runs.ts';
import { recomputeRecord } from '../store/recompute.ts';
import { breathe, type ImportHost, importEnv } from './import-context.ts';

export type UndoneRun = {
  readonly undone: number;
  /** The first of what stays. */
  readonly kept: readonly KeptRecord[];
  readonly keptTotal: number;
};

/** So many go back before others get a turn; about 20 ms. */
const BATCH = 40;
const MOST_KEPT = 200;

const labelOf = (record: Target): string => {
  const { number, name, title, key, id } = record;
  return String(number ?? name ?? title ?? key ?? id);
};

type Before = {
  readonly sections: Readonly<Record<string, unknown>>;
  readonly times: Readonly<Record<string, unknown>>;
};
const isBefore = (value: unknown): value is Before =>
  isObject(value) && isObject(value.sections) && isObject(value.times);

/** The sections of an inventory as they were before; one that was reported again since stays. */
const inventoryBefore = (inventory: Inventory, before: unknown, env: Env): Inventory => {
  if (!isBefore(before)) return inventory;
  const back = Object.keys(before.sections).filter(
    (name) => (inventory.sectionTimes[name] ?? null) === (before.times[name] ?? null),
  );
  if (back.length === 0) return inventory;
  const sections: Record<string, unknown> = { ...inventory.sections };
  const sectionTimes: Record<string, string> = { ...inventory.sectionTimes };
  for (const name of back) {
    // The later time is the newer section's, on every replica.
    sectionTimes[name] = env.now;
    sections[name] = before.sections[name];
    if (before.sections[name] === null) {
      delete sections[name];
      delete sectionTimes[name];
    }
  }
  const { personId } = env.actor;
  return { ...inventory, sections, sectionTimes, updatedAt: env.now, updatedBy: personId };
};

type Undoing = { readonly record: Target; readonly kept: readonly KeptSince[] };

const undone = (record: Target, did: ImportedRecord, runId: string, host: ImportHost, env: Env): Undoing => {
  const { collection, isNew, before } = did;
  if (collection === 'inventories') {
    // What was made goes with its item.
    if (isNew) return { record, kept: [] };
    // Read by its collection, so it is one.
    return {
      record: inventoryBefore(record as unknown as Inventory, before, env) as unknown as Target,
      kept: [],
    };
  }
  // What a later import did and was undone is nobody's work.
  const undoneSince = isNew ? host.imports.runs.undoneEntries(collection, did.id) : [];
  const imported: Imported = { runId, isNew, entryIds: new Set([...did.entryIds, ...undoneSince]) };
  const after = undoImport(collection, record, imported, env);
  if (after.record === record) return after;
  const whole = recomputeRecord(
    collection,
    after.record as unknown as RecordOf[typeof collection],
    record as unknown as RecordOf[typeof collection],
    host.settings,
  );
  return { record: whole as unknown as Target, kept: after.kept };
};

/** Undoes what the run did to one record, as it is by then; what stays of it is told to `keep`. Answers whether anything went back. */
const undoRecord = async (
  did: ImportedRecord,
  runId: string,
  host: ImportHost,
  env: Env,
  keep: (kept: KeptRecord) => void,
): Promise<boolean> => {
  const { collection, id } = did;
  let found: {
    readonly label: string;
    readonly kept: readonly KeptSince[];
    readonly isChanged: boolean;
  } | null = null;
  await host.records.change(collection, id, (stored) => {
    const record = stored as unknown as Target;
    const after = undone(record, did, runId, host, env);
    found = { label: labelOf(record), kept: after.kept, isChanged: after.record !== record };
    return ok(after.record as unknown as typeof stored);
  });
  // Null where the record is not here any more; assigned in the rule, which the compiler does not see.
  const told = found as {
    readonly label: string;
    readonly kept: readonly KeptSince[];
    readonly isChanged: boolean;
  } | null;
  for (const { field, by } of told?.kept ?? []) keep({ collection, id, label: told?.label ?? id, field, by });
  return told?.isChanged === true;
};

/**
 * Undoes one whole import of this device, the last record first: what it made leaves operation, what it changed goes back, and what somebody has
 * changed since stays. Cut short, it is completed by undoing again. Errors: `not_found`, `nothing_to_do` (it was undone).
 */
export const undoRun = async (
  host: ImportHost,
  id: string,
  control: CallControl,
): Promise<Result<UndoneRun>> => {
  const { runs } = host.imports;
  const run = runs.get(id);
  if (run === null) return fail('not_found', 'import.unknown_run', { id });
  if (run.undoneAt !== null) return fail('nothing_to_do', 'import.undone_already');
  if (!host.imports.begin()) return fail('busy', 'import.busy');
  try {
    const env = importEnv(host);
    const total = runs.countRecords(id);
    const kept: KeptRecord[] = [];
    let keptTotal = 0;
    let count = 0;
    let done = 0;
    for (let before: number | null = null; ; ) {
      await breathe({ signal: { aborted: false } });
      if (control.signal.aborted) return fail('cancelled', 'import.cancelled');
      const { last, records: batch } = runs.records(id, { before, limit: BATCH });
      if (batch.length === 0) break;
      before = last;
      const keep = (one: KeptRecord): void => {
        keptTotal += 1;
        if (kept.length < MOST_KEPT) kept.push(one);
      };
      // Side by side, so that they are written in few transactions.
      const changed = await Promise.all(batch.map((did) => undoRecord(did, id, host, env, keep)));
      count += changed.filter(Boolean).length;
      done += batch.length;
      control.progress(done, total, reasonText('progress.undoing'));
    }
    runs.markUndone(id, env.now, env.actor.personId);
    return ok({ undone: count, kept, keptTotal });
  } finally {
    host.imports.end();
  }
};
