import { isObject, type JsonObject } from '#domain/records/json.ts';
import {
  compact,
  copyOf,
  extend,
  graft,
  leavesOf,
  newTree,
  pathOf,
  type Tree,
  winnerOf,
} from './couch-tree.ts';

/** A document as it is sent, CouchDB's own fields among its own. */
export type Doc = JsonObject & { readonly _id: string; readonly _rev?: string; readonly _deleted?: boolean };

export type Writer = { readonly name: string | null; readonly roles: readonly string[] };

/** As `validate_doc_update`: why a write is refused, null when it is not. */
export type Rule = (
  after: JsonObject,
  before: JsonObject | null,
  writer: Writer,
) => { readonly error: string; readonly reason: string } | null;

export type WriteRow =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | { readonly id: string; readonly error: string; readonly reason: string };

type Place = { seq: number; readonly tree: Tree };
type State = {
  readonly docs: ReadonlyMap<string, Place>;
  readonly local: ReadonlyMap<string, JsonObject>;
  readonly seq: number;
};

const OWN = /^_/;
/** What a document says, without CouchDB's own fields. */
export const bodyOf = (doc: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(doc).filter(([name]) => !OWN.test(name)));

const CONFLICT = { error: 'conflict', reason: 'Document update conflict.' } as const;

/** One database of one node: trees of revisions, and the order in which they changed last. */
export class CouchDatabase {
  private docs = new Map<string, Place>();
  private local = new Map<string, JsonObject>();
  private log: (readonly [number, string])[] = [];
  private readonly listeners = new Set<() => void>();
  seq = 0;
  /** A database that is made anew under the same name is another one. */
  readonly instance: string;
  private readonly rule: Rule;

  constructor(instance: string, rule: Rule) {
    this.instance = instance;
    this.rule = rule;
  }

  tree(id: string): Tree | null {
    return this.docs.get(id)?.tree ?? null;
  }
  ids(): readonly string[] {
    return [...this.docs.keys()].sort();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(id: string): void {
    this.seq += 1;
    const place = this.docs.get(id);
    if (place !== undefined) place.seq = this.seq;
    this.log.push([this.seq, id]);
    for (const listener of [...this.listeners]) listener();
  }

  /** The tree of a document that is about to be written. */
  private opened(id: string): Tree {
    const known = this.docs.get(id);
    if (known !== undefined) return known.tree;
    const tree = newTree();
    this.docs.set(id, { seq: 0, tree });
    return tree;
  }

  /** An edit of the leaf that `_rev` names, or a new document. */
  write(doc: Doc, writer: Writer): WriteRow {
    const id = doc._id;
    const tree = this.tree(id);
    const parent = this.parentOf(doc, tree);
    if (parent === 'conflict') return { id, ...CONFLICT };
    // What is made anew on top of a deletion names none, and is judged as new.
    const refusal = this.judge(doc, tree, doc._rev === undefined ? [] : [doc._rev], writer);
    if (refusal !== null) return { id, ...refusal };
    const rev = extend(this.opened(id), parent, doc._deleted === true, bodyOf(doc));
    this.changed(id);
    return { ok: true, id, rev };
  }

  private parentOf(doc: Doc, tree: Tree | null): string | null | 'conflict' {
    const { _rev: rev } = doc;
    if (tree === null) return rev === undefined ? null : 'conflict';
    if (rev !== undefined) return tree.leaves.has(rev) ? rev : 'conflict';
    // What was deleted is made anew on top of its deletion.
    const winner = winnerOf(tree);
    return winner?.isDeleted === true && doc._deleted !== true ? winner.rev : 'conflict';
  }

  /** A revision with its own name and path, as replication brings it; null when it is taken or was known. */
  take(doc: Doc, writer: Writer | 'replication'): WriteRow | null {
    const path = revisionsOf(doc);
    const tree = this.tree(doc._id);
    if (writer !== 'replication') {
      const refusal = this.judge(doc, tree, path.slice(1), writer);
      if (refusal !== null) return { id: doc._id, ...refusal };
    }
    if (graft(this.opened(doc._id), path, doc._deleted === true, bodyOf(doc))) this.changed(doc._id);
    return null;
  }

  private judge(doc: Doc, tree: Tree | null, ancestors: readonly string[], writer: Writer) {
    if (doc._id.startsWith('_design/')) {
      return writer.roles.includes('_admin')
        ? null
        : { error: 'forbidden', reason: 'You are not a db or server admin.' };
    }
    const known = ancestors.map((rev) => tree?.revisions.get(rev)).find((found) => found?.body != null);
    const before =
      known === undefined
        ? null
        : { _id: doc._id, _rev: known.rev, ...(known.isDeleted ? { _deleted: true } : {}), ...known.body };
    return this.rule(doc, before, writer);
  }

  /** Ids that changed after `since`, each once, with the sequence of its last change. */
  changedAfter(since: number): readonly (readonly [number, string])[] {
    return this.log.filter(([seq, id]) => seq > since && this.docs.get(id)?.seq === seq);
  }

  readLocal(id: string): JsonObject | null {
    return this.local.get(id) ?? null;
  }
  /** Takes the place of what is there, whatever revision it names: those of local documents are only counted, from the one named. */
  writeLocal(id: string, doc: JsonObject): WriteRow {
    if (doc._deleted === true) {
      this.local.delete(id);
      return { ok: true, id, rev: '0-0' };
    }
    const rev = `0-${Number(String(doc._rev ?? '0-0').slice(2)) + 1}`;
    this.local.set(id, { ...bodyOf(doc), _id: id, _rev: rev });
    return { ok: true, id, rev };
  }

  compact(): void {
    for (const { tree } of this.docs.values()) compact(tree);
  }

  /** As a backup of the files has it. */
  snapshot(): State {
    const docs = [...this.docs].map(([id, { seq, tree }]) => [id, { seq, tree: copyOf(tree) }] as const);
    return { docs: new Map(docs), local: new Map(this.local), seq: this.seq };
  }
  restore({ docs, local, seq }: State): void {
    this.docs = new Map([...docs].map(([id, place]) => [id, { seq: place.seq, tree: copyOf(place.tree) }]));
    this.local = new Map(local);
    this.seq = seq;
    this.log = [...this.docs].map(([id, place]) => [place.seq, id] as const).sort(([a], [b]) => a - b);
  }

  /** All leaves, each with its path, as another node takes them. */
  *revisionsAfter(since: number): Iterable<Doc> {
    for (const [, id] of this.changedAfter(since)) {
      const tree = this.opened(id);
      for (const { rev, isDeleted, body } of leavesOf(tree)) {
        if (body === null) continue;
        const path = pathOf(tree, rev).map((name) => name.slice(name.indexOf('-') + 1));
        const start = Number(rev.slice(0, rev.indexOf('-')));
        yield {
          ...body,
          ...{ _id: id, _rev: rev, _revisions: { start, ids: path } },
          ...(isDeleted ? { _deleted: true } : {}),
        };
      }
    }
  }
}

/** A document's revision and those before it, from `_revisions` or `_rev`. */
const revisionsOf = (doc: Doc): readonly string[] => {
  const { _revisions: known } = doc;
  if (!isObject(known)) return doc._rev === undefined ? [] : [doc._rev];
  const ids = known.ids as readonly string[];
  return ids.map((id, index) => `${Number(known.start) - index}-${id}`);
};

export type { State as DatabaseState };
