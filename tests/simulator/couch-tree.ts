import { createHash } from 'node:crypto';
import type { JsonObject } from '#domain/records/json.ts';

/** A revision of a document. `body` is null where only its name is known, or it was compacted away. */
export type Revision = {
  readonly rev: string;
  readonly parent: string | null;
  readonly isDeleted: boolean;
  readonly body: JsonObject | null;
};

/** A document's revisions; those that nothing follows are its leaves. */
export type Tree = { readonly revisions: Map<string, Revision>; readonly leaves: Set<string> };

export const newTree = (): Tree => ({ revisions: new Map(), leaves: new Set() });

/** The revisions themselves never change, so a copy shares them. */
export const copyOf = ({ revisions, leaves }: Tree): Tree => ({
  revisions: new Map(revisions),
  leaves: new Set(leaves),
});

export const generationOf = (rev: string): number => Number(rev.slice(0, rev.indexOf('-')));
const hashOf = (rev: string): string => rev.slice(rev.indexOf('-') + 1);

const at = (tree: Tree, rev: string): Revision => {
  const found = tree.revisions.get(rev);
  if (found === undefined) throw new Error(`no revision ${rev}`);
  return found;
};

/** CouchDB's order of leaves: what is not deleted, then the longer path, then the greater hash. Every node finds the same winner. */
const isGreater = (a: Revision, b: Revision): boolean => {
  if (a.isDeleted !== b.isDeleted) return b.isDeleted;
  const [left, right] = [generationOf(a.rev), generationOf(b.rev)];
  return left !== right ? left > right : hashOf(a.rev) > hashOf(b.rev);
};

/** All leaves, the winner first. */
export const leavesOf = (tree: Tree): readonly Revision[] =>
  [...tree.leaves].map((rev) => at(tree, rev)).sort((a, b) => (isGreater(a, b) ? -1 : 1));

export const winnerOf = (tree: Tree): Revision | null => leavesOf(tree)[0] ?? null;

/** Losing leaves that are no deletions, as `_conflicts` names them. */
export const conflictsOf = (tree: Tree): readonly string[] =>
  leavesOf(tree)
    .slice(1)
    .filter(({ isDeleted }) => !isDeleted)
    .map(({ rev }) => rev);

/** The path from a revision to the oldest known one, the newest first. */
export const pathOf = (tree: Tree, rev: string): readonly string[] => {
  const path: string[] = [];
  for (let next: string | null = rev; next !== null; next = tree.revisions.get(next)?.parent ?? null) {
    if (!tree.revisions.has(next)) break;
    path.push(next);
  }
  return path;
};

/** The same edit of the same revision has the same name on every node. */
const nameOf = (parent: string | null, isDeleted: boolean, body: JsonObject): string => {
  const text = `${parent ?? ''} ${isDeleted} ${JSON.stringify(body)}`;
  const generation = parent === null ? 1 : generationOf(parent) + 1;
  return `${generation}-${createHash('md5').update(text).digest('hex')}`;
};

/** An edit of `parent`, which must be a leaf, or the first revision. */
export const extend = (tree: Tree, parent: string | null, isDeleted: boolean, body: JsonObject): string => {
  const rev = nameOf(parent, isDeleted, body);
  tree.revisions.set(rev, { rev, parent, isDeleted, body });
  if (parent !== null) tree.leaves.delete(parent);
  tree.leaves.add(rev);
  return rev;
};

/**
 * A revision as replication brings it, with its path, the newest first. False: it was known already.
 */
export const graft = (
  tree: Tree,
  path: readonly string[],
  isDeleted: boolean,
  body: JsonObject | null,
): boolean => {
  const [rev] = path;
  if (rev === undefined) return false;
  const known = tree.revisions.get(rev);
  if (known !== undefined && (known.body !== null || !tree.leaves.has(rev))) return false;
  tree.revisions.set(rev, { rev, parent: path[1] ?? known?.parent ?? null, isDeleted, body });
  tree.leaves.add(rev);
  for (const [index, name] of path.slice(1).entries()) {
    const parent = path[index + 2] ?? null;
    const ancestor = tree.revisions.get(name);
    tree.leaves.delete(name);
    if (ancestor === undefined) {
      tree.revisions.set(name, { rev: name, parent, isDeleted: false, body: null });
    } else if (ancestor.parent === null && parent !== null) {
      tree.revisions.set(name, { ...ancestor, parent });
    } else break;
  }
  return true;
};

/** Forgets what the revisions before the leaves said. */
export const compact = (tree: Tree): void => {
  for (const [rev, revision] of tree.revisions) {
    if (!tree.leaves.has(rev)) tree.revisions.set(rev, { ...revision, body: null });
  }
};
