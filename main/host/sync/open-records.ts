import { newRecordBase } from '#domain/journal/journal.ts';
import {
  COUNTS_FOR_MS,
  KEPT_FOR_MS,
  type OpenRecord,
  type OpenRecords,
  openRecordsId,
  placesOf,
  RENEWED_AFTER_MS,
} from '#domain/presence/open-records.ts';
import type { Env, Instant } from '#domain/records/common.ts';
import { laterBy } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import type { Connection } from './connection.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { type CouchDocument, documentPath, toCouch } from './couch-documents.ts';

const CONFLICT = 409;
/** Somebody who looks through tickets is not told of at each of them. */
const QUIET_MS = 2_000;
/** Signing out does not wait longer for the server to hear of it: what was said ends by itself. */
const FAREWELL_MS = 1_500;

/** Who is signed in on this console, and what is open there. Null: nobody, or nobody who wants it told. */
export type OwnOpenRecords = {
  readonly personId: string;
  readonly code: string;
  readonly deviceId: string;
  readonly open: readonly OpenRecord[];
};

export type PresenceWorld = {
  readonly client: CouchClient;
  readonly connection: Pick<Connection, 'phase'>;
  readonly databaseName: string;
  readonly own: () => OwnOpenRecords | null;
  /** What this device knows that consoles of this person said, whenever. */
  readonly saidBy: (personId: string) => readonly { readonly id: string; readonly at: Instant }[];
  readonly env: () => Env;
  readonly log: (level: 'info' | 'warn', message: string, error?: unknown) => void;
  readonly quietMs?: number;
};

/**
 * Tells the server what is open here, in a document of its own: when it changes and while it lasts, and never without a line. It goes past the records' queue: there
 * is nothing to keep, to merge or to send later.
 */
export type PresenceSender = {
  /** Something may be another thing now: what is open, who is signed in, the line. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

export const createPresenceSender = (world: PresenceWorld): PresenceSender => {
  const { client, connection, databaseName, own, log } = world;
  const ending = new AbortController();
  let sent: OwnOpenRecords | null = null;
  let sentAtMs = 0;
  let isRefused = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const read = (id: string, signal: AbortSignal): Promise<CouchDocument | null> =>
    client
      .request<CouchDocument>(documentPath(databaseName, id), { signal, shape: 'document' })
      .catch((error: unknown) => {
        if (error instanceof CouchError && error.kind === 'missing') return null;
        throw error;
      });

  const isFree = async (id: string, deviceId: string, signal: AbortSignal): Promise<boolean> => {
    const value = (await read(id, signal))?.value;
    const heldSince = laterBy(world.env().now, -COUNTS_FOR_MS);
    return !isObject(value) || value.deviceId === deviceId || String(value.at) < heldSince;
  };
  let place: { readonly personId: string; readonly id: string } | null = null;
  /**
   * The place of this device among those of its person: where it stood, else one that nobody holds; all held, its first. Another console of theirs may have taken it
   * while this one was silent, so it is asked for each time.
   */
  const findPlace = async ({ personId, deviceId }: OwnOpenRecords, signal: AbortSignal): Promise<string> => {
    const ids = placesOf(deviceId).map((one) => openRecordsId(personId, one));
    const known = place?.personId === personId ? [place.id] : [];
    for (const id of [...known, ...ids]) if (await isFree(id, deviceId, signal)) return id;
    return ids[0] ?? '';
  };

  /** Takes away what this person's consoles said long ago and nobody says anew. */
  const tidy = async (personId: string, signal: AbortSignal): Promise<void> => {
    const before = laterBy(world.env().now, -KEPT_FOR_MS);
    for (const { id } of world.saidBy(personId).filter(({ at }) => at < before)) {
      const there = await read(id, signal);
      if (there === null || !isObject(there.value) || String(there.value.at) >= before) continue;
      const path = `${documentPath(databaseName, id)}?rev=${there._rev}`;
      await client.request(path, { method: 'DELETE', signal });
    }
  };

  const put = async (said: OwnOpenRecords, signal: AbortSignal): Promise<void> => {
    const id = await findPlace(said, signal);
    place = { personId: said.personId, id };
    const path = documentPath(databaseName, id);
    const env = { ...world.env(), actor: { ...world.env().actor, personId: said.personId } };
    const value: OpenRecords = { key: 'device', at: env.now, ...said };
    const there = await read(id, signal);
    const made = there === null ? {} : { createdAt: there.createdAt, createdBy: there.createdBy };
    const document = { ...newRecordBase(env, { id }), ...made, key: id, version: 1, value, _deleted: false };
    await client.request(path, { method: 'PUT', body: toCouch(document, there ?? undefined), signal });
  };

  /** What is to be said: of who was told of and is not any more, that nothing is open. */
  const wanted = (): OwnOpenRecords | null => {
    const now = own();
    const isOther = sent !== null && now?.personId !== sent.personId;
    if (isOther && sent !== null && sent.open.length > 0) return { ...sent, open: [] };
    return now;
  };
  const isDue = (said: OwnOpenRecords): boolean => {
    const isSame =
      sent?.personId === said.personId &&
      sent.deviceId === said.deviceId &&
      sameValue([...sent.open], [...said.open]);
    if (!isSame) return sent !== null || said.open.length > 0;
    return said.open.length > 0 && performance.now() - sentAtMs >= RENEWED_AFTER_MS;
  };

  const say = async (signal: AbortSignal): Promise<void> => {
    if (isRefused || connection.phase() !== 'online') return;
    const said = wanted();
    if (said === null || !isDue(said)) return;
    try {
      const isFirst = place?.personId !== said.personId;
      await put(said, signal);
      if (isFirst) await tidy(said.personId, signal);
      sent = said;
      sentAtMs = performance.now();
      // Somebody else may have been signed in since.
      if (said.open.length === 0 && own()?.personId !== said.personId) sent = null;
    } catch (error) {
      if (!(error instanceof CouchError)) throw error;
      // A server that was set up for an earlier version takes none; it is asked again at the next start of a sync.
      isRefused = error.kind === 'rejected' && error.status !== CONFLICT;
      if (error.kind !== 'aborted') log('info', 'others are not told what is open here', error);
    }
  };
  const sayNext = (): void => {
    running = running
      .then(() => say(ending.signal))
      .catch((error: unknown) => log('warn', 'others are not told what is open here', error))
      .then(again);
  };
  const again = (): void => {
    clearTimeout(timer);
    if (ending.signal.aborted || sent === null || sent.open.length === 0) return;
    timer = setTimeout(sayNext, RENEWED_AFTER_MS);
    timer.unref();
  };

  return {
    wake: () => {
      if (ending.signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(sayNext, world.quietMs ?? QUIET_MS);
      timer.unref();
    },
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await running;
      if (sent === null || sent.open.length === 0 || isRefused || connection.phase() !== 'online') return;
      await put({ ...sent, open: [] }, AbortSignal.timeout(FAREWELL_MS)).catch((error: unknown) =>
        log('info', 'others were not told that nothing is open here', error),
      );
    },
  };
};
