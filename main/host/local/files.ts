import type { CollectionName } from '#domain/records/collections.ts';
import type { Connection, Row } from '../storage/driver.ts';
import { rowSum } from '../storage/row-sum.ts';
import { sureBytes, sureNumber } from '../storage/safe-text.ts';

/**
 * - arriving: its bytes are coming from a window; what a process left so is thrown away
 * - staged: whole, and not added to its record yet
 * - kept: the bytes of a record
 */
type FileStage = 'arriving' | 'staged' | 'kept';

export type StoredFile = {
  readonly id: string;
  readonly stage: FileStage;
  readonly personId: string;
  readonly ownerCollection: CollectionName;
  readonly ownerId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly md5: string;
  readonly addedAt: string;
  /** The server that has it, by its id; null: none that is known. */
  readonly sentTo: string | null;
  /** Why the server did not take it, as text; null: it was not asked, or may be again. */
  readonly reason: string | null;
};

type NewFile = Omit<StoredFile, 'stage' | 'sha256' | 'md5' | 'sentTo' | 'reason'>;
type FileTruth = Pick<StoredFile, 'sha256' | 'md5' | 'fileName' | 'mediaType'>;

/**
 * The bytes of files, in the same encrypted database as the records and never in them: as parts, each with its checksum, since the file's cipher does
 * not notice a changed page.
 */
export type FileStore = {
  readonly begin: (file: NewFile) => void;
  /** Parts come in order, from 0. */
  readonly write: (id: string, part: number, bytes: Uint8Array) => void;
  readonly finish: (id: string, truth: FileTruth) => void;
  /** A file that waits becomes that of a record, be it another one than it waited for; no server has it yet. */
  readonly keep: (id: string, owner: Pick<StoredFile, 'ownerCollection' | 'ownerId'>) => void;
  /** What was begun and written came from the server: it is kept, and known to be there. */
  readonly keepFetched: (id: string, sentTo: string) => void;
  readonly find: (id: string) => StoredFile | null;
  /** Those of some records' ids that are here. */
  readonly among: (ids: readonly string[]) => ReadonlyMap<string, StoredFile>;
  readonly staged: (
    personId: string,
    owner: Pick<StoredFile, 'ownerCollection' | 'ownerId'>,
  ) => readonly StoredFile[];
  /** How many are coming from windows of this person for the owner, beside the one of this id. */
  readonly arriving: (
    personId: string,
    owner: Pick<StoredFile, 'ownerCollection' | 'ownerId'>,
    exceptId: string,
  ) => number;
  /** One part; 'damaged': it is not what was written; null: there is none. */
  readonly part: (id: string, part: number) => Uint8Array | 'damaged' | null;
  /** All of it; null: it is not here, or damaged. */
  readonly bytes: (id: string) => Uint8Array<ArrayBuffer> | null;
  readonly remove: (ids: readonly string[]) => void;
  /** What a server is to get, the oldest first. */
  readonly waiting: (serverId: string) => readonly StoredFile[];
  readonly sent: (id: string, serverId: string) => void;
  readonly failed: (id: string, reason: string) => void;
  readonly sendAgain: (id: string) => void;
  /** The server's database is another one by now, or an older state of it: what it has is looked for anew. */
  readonly forgetSent: (serverId: string) => void;
  readonly count: (serverId: string | null) => { readonly waiting: number; readonly failed: number };
  /** What is on its way, what failed first. */
  readonly queue: (serverId: string | null, offset: number, limit: number) => readonly StoredFile[];
  /** Of what no process is bringing any more, and of what somebody pasted and forgot. */
  readonly tidy: (stagedBefore: string) => void;
};

export const createFileTables = (connection: Connection): void =>
  connection.exec(`
    CREATE TABLE IF NOT EXISTS local_files (
      id TEXT PRIMARY KEY, stage TEXT NOT NULL, person TEXT NOT NULL, owner_collection TEXT NOT NULL, owner TEXT NOT NULL,
      name TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, md5 TEXT NOT NULL,
      added_at TEXT NOT NULL, sent_to TEXT, reason TEXT) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS local_files_staged ON local_files (owner_collection, owner) WHERE stage = 'staged';
    CREATE TABLE IF NOT EXISTS local_file_parts (
      file TEXT NOT NULL, part INTEGER NOT NULL, sum INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (file, part));
  `);

const COLUMNS =
  'id, stage, person, owner_collection, owner, name, type, size, sha256, md5, added_at, sent_to, reason';

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

const fromRow = (row: Row): StoredFile => ({
  id: String(row[0]),
  stage: String(row[1]) as FileStage,
  personId: String(row[2]),
  ownerCollection: String(row[3]) as CollectionName,
  ownerId: String(row[4]),
  fileName: String(row[5]),
  mediaType: String(row[6]),
  sizeBytes: Number(row[7]),
  sha256: String(row[8]),
  md5: String(row[9]),
  addedAt: String(row[10]),
  sentTo: textOrNull(row[11]),
  reason: textOrNull(row[12]),
});

const IN_IDS = 'IN (SELECT value FROM json_each(?))';
/** Where there is no server nothing waits for one. */
const WAITS = `stage = 'kept' AND ?1 IS NOT NULL AND sent_to IS NOT ?1`;

/** The part of the store that changes files. */
const createWrites = (connection: Connection) => {
  const run = (sql: string, params: readonly (string | number | null | Uint8Array)[]): void => {
    connection.prepare(sql).run(params);
  };
  const setAll = (ids: readonly string[], set: string): void =>
    run(`UPDATE local_files SET ${set} WHERE id ${IN_IDS}`, [JSON.stringify(ids)]);
  const removeWhere = (where: string, params: readonly string[]): void =>
    connection.within(() => {
      const which = `SELECT id FROM local_files WHERE ${where}`;
      run(`DELETE FROM local_file_parts WHERE file IN (${which})`, params);
      run(`DELETE FROM local_files WHERE ${where}`, params);
    });
  return {
    begin: (file: NewFile) =>
      connection.within(() => {
        removeWhere('id = ?', [file.id]);
        run(
          `INSERT INTO local_files (${COLUMNS}) VALUES (?, 'arriving', ?, ?, ?, ?, ?, ?, '', '', ?, NULL, NULL)`,
          [
            ...[file.id, file.personId, file.ownerCollection, file.ownerId, file.fileName, file.mediaType],
            ...[file.sizeBytes, file.addedAt],
          ],
        );
      }),
    write: (id: string, part: number, bytes: Uint8Array) =>
      run('INSERT INTO local_file_parts (file, part, sum, data) VALUES (?, ?, ?, ?)', [
        id,
        part,
        rowSum(bytes),
        bytes,
      ]),
    finish: (id: string, { sha256, md5, fileName, mediaType }: FileTruth) =>
      run(`UPDATE local_files SET stage = 'staged', sha256 = ?, md5 = ?, name = ?, type = ? WHERE id = ?`, [
        ...[sha256, md5, fileName, mediaType, id],
      ]),
    keep: ((id, { ownerCollection, ownerId }) =>
      run(`UPDATE local_files SET stage = 'kept', owner_collection = ?, owner = ? WHERE id = ?`, [
        ...[ownerCollection, ownerId, id],
      ])) satisfies FileStore['keep'],
    keepFetched: (id: string, sentTo: string) =>
      run(`UPDATE local_files SET stage = 'kept', sent_to = ?, reason = NULL WHERE id = ?`, [sentTo, id]),
    remove: (ids: readonly string[]) => removeWhere(`id ${IN_IDS}`, [JSON.stringify(ids)]),
    sent: (id: string, serverId: string) =>
      run('UPDATE local_files SET sent_to = ?, reason = NULL WHERE id = ?', [serverId, id]),
    failed: (id: string, reason: string) =>
      run('UPDATE local_files SET reason = ? WHERE id = ?', [reason, id]),
    sendAgain: (id: string) => setAll([id], 'reason = NULL'),
    forgetSent: (serverId: string) =>
      run('UPDATE local_files SET sent_to = NULL, reason = NULL WHERE sent_to = ?', [serverId]),
    tidy: (stagedBefore: string) =>
      removeWhere(`stage = 'arriving' OR (stage = 'staged' AND added_at < ?)`, [stagedBefore]),
  };
};

const createReads = (connection: Connection) => {
  const list = (where: string, params: readonly (string | number | null)[]): readonly StoredFile[] =>
    connection.prepare(`SELECT ${COLUMNS} FROM local_files WHERE ${where}`).all(params).map(fromRow);
  const find = (id: string): StoredFile | null => list('id = ?', [id])[0] ?? null;
  const part: FileStore['part'] = (id, at) => {
    const row = connection
      .prepare(
        `SELECT ${sureBytes('data', 'part')}, ${sureNumber('sum')} FROM local_file_parts WHERE file = ? AND part = ?`,
      )
      .get([id, at]);
    if (row === undefined) return null;
    const [bytes, sum] = row;
    return bytes instanceof Uint8Array && rowSum(bytes) === Number(sum ?? -1) ? bytes : 'damaged';
  };
  const bytes: FileStore['bytes'] = (id) => {
    const file = find(id);
    if (file === null) return null;
    const whole = new Uint8Array(file.sizeBytes);
    let length = 0;
    for (let at = 0; length < file.sizeBytes; at += 1) {
      const found = part(id, at);
      if (found === null || found === 'damaged' || length + found.length > whole.length) return null;
      whole.set(found, length);
      length += found.length;
    }
    return whole;
  };
  return {
    find,
    among: (ids: readonly string[]) =>
      new Map(list(`stage = 'kept' AND id ${IN_IDS}`, [JSON.stringify(ids)]).map((file) => [file.id, file])),
    staged: ((personId, { ownerCollection, ownerId }) =>
      list(`stage = 'staged' AND owner_collection = ? AND owner = ? AND person = ? ORDER BY added_at, id`, [
        ...[ownerCollection, ownerId, personId],
      ])) satisfies FileStore['staged'],
    arriving: ((personId, { ownerCollection, ownerId }, exceptId) =>
      list(`stage = 'arriving' AND owner_collection = ? AND owner = ? AND person = ? AND id <> ?`, [
        ...[ownerCollection, ownerId, personId, exceptId],
      ]).length) satisfies FileStore['arriving'],
    part,
    bytes,
    waiting: (serverId: string) => list(`${WAITS} AND reason IS NULL ORDER BY added_at, id`, [serverId]),
    count: (serverId: string | null) => {
      const row = connection
        .prepare(`SELECT count(*), count(reason) FROM local_files WHERE ${WAITS}`)
        .get([serverId]);
      const [all, failed] = [Number(row?.[0] ?? 0), Number(row?.[1] ?? 0)];
      return { waiting: all - failed, failed };
    },
    queue: (serverId: string | null, offset: number, limit: number) =>
      list(`${WAITS} ORDER BY reason IS NULL, added_at, id LIMIT ?2 OFFSET ?3`, [serverId, limit, offset]),
  };
};

export const createFileStore = (connection: Connection): FileStore => ({
  ...createReads(connection),
  ...createWrites(connection),
});
