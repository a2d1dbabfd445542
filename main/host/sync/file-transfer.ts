import { PART_BYTES } from '#contracts/attachments.ts';
import type { CallControl, Reply } from '#contracts/define.ts';
import type { Attachment } from '#domain/fields/others.ts';
import { fail } from '#domain/records/result.ts';
import { nextTurn } from '../kernel/next-turn.ts';
import type { FileStore, StoredFile } from '../local/files.ts';
import type { PendingMarks } from '../local/pending.ts';
import type { Connection } from './connection.ts';
import type { Backoff } from './connection-states.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { fetchFile, type SendOutcome, sendFile } from './file-requests.ts';

type FileWorld = {
  readonly client: CouchClient;
  readonly connection: Connection;
  readonly databaseName: string;
  readonly serverId: string;
  readonly files: FileStore;
  readonly pending: PendingMarks;
  readonly now: () => string;
  readonly backoff: Backoff;
  readonly log: (level: 'warn' | 'error', message: string, error?: unknown) => void;
  /** What is known of some file is another thing now. */
  readonly onChange: () => void;
};

/** The bytes of files, each way, in their own time: records never wait for them. */
export type FileTransfer = {
  /** There may be something to send: a file was added, a record has arrived, the line is back. */
  readonly wake: () => void;
  /** Fetches a file now, where there is a line, and keeps it if it is what was added. */
  readonly fetch: (file: Attachment, control: CallControl) => Promise<Reply<null>>;
  /** Resolves when all that could be sent now is. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** How often a fetch looks whether it was called off. */
const LOOK_MS = 100;

export const createFileTransfer = (world: FileWorld): FileTransfer => {
  const { client, connection, databaseName, files, log, onChange, pending, serverId } = world;
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let isAsked = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;

  const settle = (file: StoredFile, outcome: SendOutcome): void => {
    if (outcome.kind === 'sent') files.sent(file.id, serverId);
    else if (outcome.kind === 'gone') files.remove([file.id]);
    else if (outcome.kind === 'refused') files.failed(file.id, outcome.reason);
    if (outcome.kind !== 'later') onChange();
  };

  /**
   * Not within the connection's `run`: a line that carries records and breaks at a large file is one that is there, and records must not wait for
   * it. Answers whether all went well.
   */
  const send = async (file: StoredFile, round: AbortSignal): Promise<boolean> => {
    try {
      const signal = AbortSignal.any([round, ending.signal]);
      const outcome = await sendFile(client, databaseName, files, file, signal);
      settle(file, outcome);
      // Nobody may ever wake it: the record that it waits for came without a word, or the server was busy with others.
      return outcome.kind !== 'later';
    } catch (error) {
      // Whatever it is, it is about this file: the others get their turn.
      const isAborted = error instanceof CouchError && error.kind === 'aborted';
      if (!isAborted)
        log(error instanceof CouchError ? 'warn' : 'error', `the file ${file.id} waits to be sent`, error);
      return false;
    }
  };

  const sendAll = async (): Promise<boolean> => {
    let isThrough = true;
    for (const { id } of files.waiting(serverId)) {
      const round = await connection.run(async (signal) => signal);
      if (ending.signal.aborted) return true;
      // It may have been taken back meanwhile. Its record goes first, in the queue of records.
      const file = files.find(id);
      if (file === null || pending.has('attachments', id)) continue;
      if (!(await send(file, round))) isThrough = false;
    }
    return isThrough;
  };

  const tryAgainLater = (): void => {
    const { firstMs, maxMs } = world.backoff;
    timer = setTimeout(wake, Math.min(maxMs, firstMs * 2 ** failures));
    failures += 1;
  };

  /** Until nobody has asked for more meanwhile. What did not get through is tried again after a pause, and by the next process. */
  const run = async (): Promise<void> => {
    while (isAsked && !ending.signal.aborted) {
      isAsked = false;
      const isThrough = await sendAll().catch((error: unknown) => {
        if (!ending.signal.aborted) log('error', 'files wait to be sent', error);
        return false;
      });
      if (ending.signal.aborted) return;
      if (isThrough) failures = 0;
      else tryAgainLater();
    }
  };

  const wake = (): void => {
    clearTimeout(timer);
    isAsked = true;
    running ??= run().finally(() => {
      running = null;
      // Asked for in the moment in which the last round ended.
      if (isAsked && !ending.signal.aborted) wake();
    });
  };

  const keep = async ({ id, ...file }: Attachment, bytes: Uint8Array): Promise<void> => {
    files.begin({
      ...{
        id,
        personId: file.createdBy,
        ownerCollection: file.ownerCollection as StoredFile['ownerCollection'],
      },
      ...{ ownerId: file.ownerId, fileName: file.fileName, mediaType: file.mediaType },
      ...{ sizeBytes: file.sizeBytes, addedAt: world.now() },
    });
    for (let part = 0; part * PART_BYTES < bytes.length; part += 1) {
      files.write(id, part, bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES));
      await nextTurn();
    }
    files.finish(id, { ...file, md5: file.md5 ?? '' });
    files.keepFetched(id, serverId);
  };

  const fetchNow = async (
    file: Attachment,
    control: CallControl,
    signal: AbortSignal,
  ): Promise<Reply<null>> => {
    const { fileName, sizeBytes } = file;
    const tell = (done: number): void => control.progress(done, sizeBytes, fileName);
    const bytes = await fetchFile(client, databaseName, file, tell, signal);
    if (bytes === null) return fail('wrong_bytes', 'attachment.wrong_bytes', { fileName });
    await keep(file, bytes);
    onChange();
    return { ok: true, data: null };
  };

  const fetchOnce = async (file: Attachment, control: CallControl): Promise<Reply<null>> => {
    const { fileName } = file;
    if (connection.phase() !== 'online') return fail('offline', 'attachment.no_line', { fileName });
    const calledOff = new AbortController();
    const looking = setInterval(() => control.signal.aborted && calledOff.abort(), LOOK_MS);
    try {
      return await fetchNow(file, control, AbortSignal.any([calledOff.signal, ending.signal]));
    } catch (error) {
      if (!(error instanceof CouchError)) throw error;
      if (calledOff.signal.aborted) return fail('called_off', 'attachment.called_off');
      if (error.kind === 'missing') return fail('not_found', 'attachment.not_there', { fileName });
      return error.kind === 'rejected'
        ? fail('rejected', 'sync.rejected', { cause: error.message })
        : fail('offline', 'attachment.no_line', { fileName });
    } finally {
      clearInterval(looking);
    }
  };

  /** By id: two windows may ask for the same file, whose parts are written once. Who calls it off calls it off for both. */
  const fetching = new Map<string, Promise<Reply<null>>>();

  return {
    wake,
    fetch: (file, control) => {
      const known = fetching.get(file.id);
      if (known !== undefined) return known;
      const fetched = fetchOnce(file, control).finally(() => fetching.delete(file.id));
      fetching.set(file.id, fetched);
      return fetched;
    },
    idle: async () => {
      wake();
      await running;
    },
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await running;
    },
  };
};
