import { isObject, type JsonObject } from '#domain/records/json.ts';
import type { CouchDatabase, Doc } from './couch-database.ts';
import {
  conflictsOf,
  generationOf,
  leavesOf,
  pathOf,
  type Revision,
  type Tree,
  winnerOf,
} from './couch-tree.ts';

export type Answer = {
  readonly status: number;
  readonly body: string;
  readonly cookie?: string;
};
export type Query = URLSearchParams;

export const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });
export const failure = (status: number, error: string, reason: string): Answer =>
  json(status, { error, reason });
export const missing = (reason: string): Answer => failure(404, 'not_found', reason);

const flag = (query: Query, name: string): boolean => query.get(name) === 'true';

/** A revision as it is answered. */
const shown = (id: string, { rev, isDeleted, body }: Revision): Doc => ({
  _id: id,
  _rev: rev,
  ...(isDeleted ? { _deleted: true } : {}),
  ...body,
});

const withAsked = (tree: Tree, doc: Doc, query: Query): JsonObject => {
  const rev = doc._rev ?? '';
  const conflicts = flag(query, 'conflicts') ? conflictsOf(tree) : [];
  const ids = pathOf(tree, rev).map((name) => name.slice(name.indexOf('-') + 1));
  return {
    ...doc,
    ...(flag(query, 'revs') ? { _revisions: { start: generationOf(rev), ids } } : {}),
    ...(conflicts.length > 0 ? { _conflicts: conflicts } : {}),
  };
};

const openRevisions = (id: string, tree: Tree, asked: string, query: Query): Answer => {
  const revs = asked === 'all' ? leavesOf(tree).map(({ rev }) => rev) : (JSON.parse(asked) as string[]);
  const found = revs.map((rev) => {
    const known = tree.revisions.get(rev);
    return known === undefined || known.body === null
      ? { missing: rev }
      : { ok: withAsked(tree, shown(id, known), query) };
  });
  return json(200, found);
};

/** `GET /db/id`. */
export const readDocument = (database: CouchDatabase, id: string, query: Query): Answer => {
  const tree = database.tree(id);
  if (tree === null) return missing('missing');
  const asked = query.get('open_revs');
  if (asked !== null) return openRevisions(id, tree, asked, query);
  const rev = query.get('rev');
  const found = rev === null ? winnerOf(tree) : (tree.revisions.get(rev) ?? null);
  if (found === null || found.body === null) return missing('missing');
  if (rev === null && found.isDeleted) return missing('deleted');
  return json(200, withAsked(tree, shown(id, found), query));
};

/** `_all_docs`, of all documents or of `keys`. */
export const allDocs = (database: CouchDatabase, keys: readonly string[] | null, query: Query): Answer => {
  const withDocs = flag(query, 'include_docs');
  const rows = (keys ?? database.ids()).flatMap((key): readonly object[] => {
    const tree = database.tree(key);
    const winner = tree === null ? null : winnerOf(tree);
    if (tree === null || winner === null) return [{ key, error: 'not_found' }];
    if (winner.isDeleted && keys === null) return [];
    const value = { rev: winner.rev, ...(winner.isDeleted ? { deleted: true } : {}) };
    const doc = winner.isDeleted ? null : withAsked(tree, shown(key, winner), query);
    return [{ id: key, key, value, ...(withDocs ? { doc } : {}) }];
  });
  return json(200, { total_rows: database.ids().length, offset: 0, rows });
};

export const revsDiff = (database: CouchDatabase, asked: JsonObject): Answer => {
  const rows = Object.entries(asked).flatMap(([id, revs]) => {
    const known = database.tree(id)?.revisions;
    const lacking = (revs as string[]).filter((rev) => known?.has(rev) !== true);
    return lacking.length === 0 ? [] : [[id, { missing: lacking }] as const];
  });
  return json(200, Object.fromEntries(rows));
};

/** The part of Mango that scopes are made of. */
const matches = (selector: JsonObject, doc: JsonObject): boolean =>
  Object.entries(selector).every(([name, wanted]) => {
    if (name === '$or') return (wanted as JsonObject[]).some((one) => matches(one, doc));
    if (name === '$and') return (wanted as JsonObject[]).every((one) => matches(one, doc));
    const value = doc[name];
    if (!isObject(wanted)) return value === wanted;
    return Object.entries(wanted).every(([operator, limit]) => {
      if (operator === '$gte') return String(value) >= String(limit);
      if (operator === '$eq') return value === limit;
      throw new Error(`the model knows no ${operator}`);
    });
  });

export type ChangesAsked = {
  readonly since: number;
  readonly limit: number;
  readonly selector: JsonObject | null;
  readonly query: Query;
};

/** How a node names its sequences; the number alone means nothing elsewhere. */
export type SeqText = (seq: number) => string;

/** `_changes`, a row a line as CouchDB prints it. */
export const changes = (
  database: CouchDatabase,
  { since, limit, selector, query }: ChangesAsked,
  seqText: SeqText,
): Answer => {
  const all = database.changedAfter(since);
  const rows: string[] = [];
  let last = since;
  let read = 0;
  for (const [seq, id] of all) {
    if (rows.length >= limit) break;
    read += 1;
    last = seq;
    const tree = database.tree(id);
    const winner = tree === null ? null : winnerOf(tree);
    if (tree === null || winner === null) continue;
    const doc = withAsked(tree, shown(id, winner), query);
    if (selector !== null && !matches(selector, doc)) continue;
    const revs = query.get('style') === 'all_docs' ? leavesOf(tree) : [winner];
    const row = {
      ...{ seq: seqText(seq), id, changes: revs.map(({ rev }) => ({ rev })) },
      ...(winner.isDeleted ? { deleted: true } : {}),
      ...(flag(query, 'include_docs') ? { doc } : {}),
    };
    rows.push(JSON.stringify(row));
  }
  const text = rows.length === 0 ? '' : `${rows.join(',\n')}\n`;
  const end = `],\n"last_seq":${JSON.stringify(seqText(last))},"pending":${all.length - read}}\n`;
  return { status: 200, body: `{"results":[\n${text}${end}` };
};
