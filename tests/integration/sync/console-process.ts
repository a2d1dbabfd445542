/**
 * One console without a window: a data host in a process of its own, since RxDB's open core opens at most 16 collections a process, and
 * since two notebooks share no memory. Answers calls of ./world.ts over the IPC channel.
 */

import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import type { CallControl, Reply } from '#contracts/define.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { type Host, openHost } from '#main/host/host.ts';

type OpenOptions = {
  readonly profileDir: string;
  readonly url: string;
  readonly prefix: string;
  /** How far this device's clock is wrong. */
  readonly clockShiftMs: number;
  /** Set before the first sign-in; null: everything. */
  readonly endedMonths: number | null;
};
export type ConsoleCalls = {
  readonly open: (options: OpenOptions) => Promise<null>;
  readonly close: () => Promise<null>;
  readonly run: (name: string, input: unknown) => Promise<Reply<unknown>>;
  readonly settled: () => Promise<Reply<null>>;
  readonly get: (collection: CollectionName, id: string) => Promise<object | null>;
  readonly records: (collection: CollectionName) => Promise<readonly object[]>;
  /** Writes past the permission check, as a changed console would. */
  readonly overwrite: (collection: CollectionName, id: string, patch: object, from: object) => Promise<null>;
  /** The store takes no new records of the collection from now on, or does again. */
  readonly refuseRows: (collection: CollectionName, refuses: boolean) => Promise<null>;
  readonly user: () => Promise<object | null>;
  readonly now: () => Promise<string>;
  /** Takes a record's write back by a year in the store's order, as an earlier version did with a clock that was behind. */
  readonly backdate: (collection: CollectionName, id: string) => Promise<null>;
  /** Knows no more of losing revisions than an earlier version, whose pulls did not ask for them. */
  readonly forgetLeaves: () => Promise<null>;
  /** Somebody sets the device's clock. */
  readonly setClock: (shiftMs: number) => Promise<null>;
};
export type CallMessage = {
  readonly id: number;
  readonly method: keyof ConsoleCalls;
  readonly args: never[];
};
export type ChildMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly touched: true };

/** Accounts may carry a mark of the run behind their login. */
const passwordOf = (login: string): string | undefined =>
  SAMPLE_ACCOUNTS.find((account) => login === account.login || login.startsWith(`${account.login}-`))
    ?.password;

const CONTROL: CallControl = { signal: { aborted: false }, progress: () => {} };
/** Built for the tests, see ../support/shared-scripts.ts. */
const loadThread = process.env.DESKHAND_TEST_LOAD_THREAD;
const realNow = Date.now;
let shiftMs = 0;
// Whoever kept this function hears of a clock that is set, too.
Date.now = () => realNow() + shiftMs;
let host: Host | null = null;

const send = (message: ChildMessage): void => {
  process.send?.(message);
};
const opened = (): Host => {
  if (host === null) throw new Error('no profile is open');
  return host;
};

const calls: ConsoleCalls = {
  open: async ({ profileDir, url, prefix, clockShiftMs, endedMonths }) => {
    shiftMs = clockShiftMs;
    const result = await openHost({
      profileDir,
      key: 'test-key',
      ...(loadThread === undefined ? {} : { loadThread }),
      backoff: { firstMs: 20, maxMs: 200 },
      log: (level, message, error) => {
        if (level === 'error' || process.env.DESKHAND_TEST_LOG) console.error(level, message, error ?? '');
      },
    });
    if (!result.ok) throw new Error(result.error.reason);
    host = result.value;
    host.bus.listen(() => send({ touched: true }));
    const { session, sync } = host.context;
    if (endedMonths !== null) await sync.setScope({ endedMonths });
    const { serverGuardian } = await session.status();
    const password = serverGuardian === null ? undefined : passwordOf(serverGuardian);
    const set = await session.setServer({ url, prefix, password });
    if (!set.ok) throw new Error(set.error.reason);
    return null;
  },
  close: async () => {
    const closing = host;
    host = null;
    await closing?.close();
    return null;
  },
  run: (name, input) => opened().dispatcher.run(name, input, CONTROL),
  settled: () => opened().context.sync.settled(),
  get: (collection, id) => opened().context.records.get(collection, id),
  records: async (collection) =>
    (await opened().context.database.collections[collection].find().exec()).map((found) =>
      found.toMutableJSON(),
    ),
  overwrite: async (collection, id, patch, from) => {
    const { records, clock, newId, device } = opened().context;
    const changes = Object.entries(patch).map(([field, to]) => ({
      field,
      from: (from as Readonly<Record<string, unknown>>)[field] ?? null,
      to,
    }));
    await records.change(collection, id, (record) => {
      const entry = {
        id: newId(),
        at: clock.now(),
        by: record.updatedBy,
        device: device.id,
        origin: 'console' as const,
        kind: 'changed' as const,
        changes,
        text: null,
        minutes: null,
        effectId: null,
      };
      return {
        ok: true,
        value: { ...record, ...patch, updatedAt: entry.at, journal: [...record.journal, entry] },
      };
    });
    return null;
  },
  refuseRows: async (collection, refuses) => {
    const { store, context } = opened();
    const { table } = context.database.collections[collection].storageInstance.internals as { table: string };
    store.connection.exec(
      refuses
        ? `CREATE TRIGGER no_room BEFORE INSERT ON "${table}" BEGIN SELECT RAISE(ABORT, 'no room'); END`
        : 'DROP TRIGGER no_room',
    );
    return null;
  },
  user: async () => {
    const session = opened().context.session.current();
    return session.state === 'signed_out' ? null : session.user;
  },
  now: async () => opened().context.clock.now(),
  backdate: async (collection, id) => {
    const { storageInstance } = opened().context.database.collections[collection];
    const [previous] = await storageInstance.findDocumentsById([id], true);
    if (previous === undefined) throw new Error(`no ${id}`);
    const height = Number(previous._rev.split('-')[0]) + 1;
    const _meta = { ...previous._meta, lwt: previous._meta.lwt - 365 * 86_400_000 };
    const document = { ...previous, _meta, _rev: `${height}-backdated` };
    // Of whatever collection, so its type is none of them.
    const rows = [{ previous, document }] as never;
    // RxDB's wrapper would number it anew.
    const { error } = await storageInstance.originalStorageInstance.bulkWrite(rows, 'test');
    if (error.length > 0) throw new Error(`not backdated: ${error[0]?.status}`);
    return null;
  },
  forgetLeaves: async () => {
    const { connection } = opened().store;
    connection.exec('DELETE FROM local_leaves');
    connection.exec("DELETE FROM local_values WHERE key LIKE 'sync.leaves.%'");
    return null;
  },
  setClock: async (newShiftMs) => {
    shiftMs = newShiftMs;
    return null;
  },
};

process.on('message', ({ id, method, args }: CallMessage) => {
  const call = calls[method] as (...args: never[]) => Promise<unknown>;
  call(...args).then(
    (value) => send({ id, value }),
    (error: unknown) => send({ id, error: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
