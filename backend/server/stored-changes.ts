import type { LevelHandle } from './level-handles.ts';

/** One change as PouchDB keeps it, its document still as text. */
export type StoredChange = {
  readonly seq: number;
  readonly id: string;
  readonly rev: string;
  readonly deleted: boolean;
  /** Leaves that lost against the winner and are no deletions, the highest first. */
  readonly conflicts: readonly string[];
  readonly docText: string;
};

/** A revision's id, what is known of it, and the revisions that replaced it. */
type RevisionNode = readonly [string, { readonly deleted?: boolean }, readonly RevisionNode[]];

/** The fields of a document's metadata that say which of its versions counts. */
type Metadata = {
  readonly seq: number;
  readonly winningRev: string;
  readonly deleted: boolean;
  readonly rev_map: Readonly<Record<string, number>>;
  readonly rev_tree: readonly { readonly pos: number; readonly ids: RevisionNode }[];
};

// Layout of pouchdb-adapter-leveldb-core 9; the conformance of this reading to PouchDB's own is tested.
const seqKey = (seq: number): string => `\xffby-sequence\xff${String(seq).padStart(16, '0')}`;
const metadataKey = (id: string): string => `\xffdocument-store\xff${id}`;
/** PouchDB puts these last into every stored document; nothing else can end a JSON object this way. */
const TAIL = /^,?"_id":"((?:[^"\\]|\\.)*)","_rev":"([^"\\]+)"(?:,"_deleted":true)?\}$/;

/**
 * Reads changes in the order of their sequences straight from LevelDB: PouchDB asks for every document's metadata one by
 * one, parses every document and prints it again, which made it four times as slow.
 * @param scan how many sequences to look at at most, fewer where documents are long; those that a later change replaced give no row
 * @returns the rows, the last sequence looked at, and whether the end was reached
 */
export async function readStoredChanges(
  level: LevelHandle,
  since: number,
  scan: number,
): Promise<{ readonly rows: readonly StoredChange[]; readonly lastSeq: number; readonly atEnd: boolean }> {
  const { entries, atEnd } = await readEntries(level, since, scan);
  const docs = entries.map(({ seq, text }) => ({ seq, text, ...identify(text) }));
  const metadata = await getMany(
    level,
    docs.map(({ id }) => metadataKey(id)),
  );
  const rows: StoredChange[] = [];
  for (const [index, { seq, text, id, rev }] of docs.entries()) {
    const meta = metadata[index] === undefined ? null : (JSON.parse(metadata[index]) as Metadata);
    if (!meta || meta.seq !== seq) continue;
    const docText = meta.winningRev === rev ? text : await winnerOf(level, meta);
    const conflicts = conflictsOf(meta);
    rows.push({ seq, id, rev: meta.winningRev, deleted: meta.deleted, conflicts, docText });
  }
  return { rows, lastSeq: entries.at(-1)?.seq ?? since, atEnd };
}

function identify(text: string): { readonly id: string; readonly rev: string } {
  const at = Math.max(text.lastIndexOf(',"_id":"'), 0);
  const tail = TAIL.exec(at === 0 ? text.replace(/^\{/, '') : text.slice(at));
  if (tail?.[1] !== undefined && tail[2] !== undefined) {
    return { id: JSON.parse(`"${tail[1]}"`) as string, rev: tail[2] };
  }
  const { _id, _rev } = JSON.parse(text) as { readonly _id: string; readonly _rev: string };
  return { id: _id, rev: _rev };
}

const heightOf = (rev: string): number => Number(rev.slice(0, rev.indexOf('-')));
const highestFirst = (a: string, b: string): number => heightOf(b) - heightOf(a) || (a < b ? 1 : -1);

function conflictsOf({ rev_tree: tree, winningRev }: Metadata): readonly string[] {
  const conflicts: string[] = [];
  const open = tree.map(({ pos, ids }) => ({ pos, node: ids }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { pos, node } = next;
    const [id, { deleted }, replaced] = node;
    const rev = `${pos}-${id}`;
    if (replaced.length === 0 && deleted !== true && rev !== winningRev) conflicts.push(rev);
    for (const child of replaced) open.push({ pos: pos + 1, node: child });
  }
  return conflicts.sort(highestFirst);
}

async function winnerOf(level: LevelHandle, meta: Metadata): Promise<string> {
  const [text] = await getMany(level, [seqKey(meta.rev_map[meta.winningRev] ?? 0)]);
  if (text === undefined) throw new Error(`no stored revision ${meta.winningRev}`);
  return text;
}

/** Of a thousand documents of 8 MB nothing else would find room in memory. In characters. */
const HELD = 2_000_000;

type Entry = { readonly seq: number; readonly text: string };

function readEntries(
  level: LevelHandle,
  since: number,
  limit: number,
): Promise<{ readonly entries: readonly Entry[]; readonly atEnd: boolean }> {
  const iterator = level.iterator({
    gt: seqKey(since),
    lt: seqKey(Number.MAX_SAFE_INTEGER),
    limit,
    keyAsBuffer: false,
    valueAsBuffer: false,
    highWaterMark: 1024 * 1024,
  });
  const entries: Entry[] = [];
  let held = 0;
  return new Promise((resolve, reject) => {
    const finish = (failure: Error | null, isFull = false): void =>
      iterator.end((error) =>
        (failure ?? error)
          ? reject(failure ?? error)
          : resolve({ entries, atEnd: !isFull && entries.length < limit }),
      );
    const step = (): void =>
      iterator.next((error, key, text) => {
        if (error || key === undefined || text === undefined) return finish(error);
        entries.push({ seq: Number(key.slice(-16)), text });
        held += text.length;
        if (held > HELD) finish(null, true);
        else step();
      });
    step();
  });
}

const getMany = (level: LevelHandle, keys: readonly string[]): Promise<readonly (string | undefined)[]> =>
  new Promise((resolve, reject) => {
    level.getMany(keys, { asBuffer: false }, (error, values) => (error ? reject(error) : resolve(values)));
  });
