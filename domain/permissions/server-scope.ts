/** Which records a right reaches at the server: those that belonged to the writer or their teams when they worked on them. CouchDB bundles this. */

import { stableText } from '#domain/merge/paths.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { ServerActor } from './identity.ts';
import { identityOf, personOf } from './identity.ts';
import { type PermissionTarget, reaches, scopeOf } from './permissions.ts';
import type { Scope } from './rights.ts';
import { type Doc, entriesOf, newEntries, type ServerEntry, textOf } from './server-doc.ts';

/** Whether a right with this scope reaches the record of the write. */
export type Reach = (scope: Scope) => boolean;

/** A right reaches some record at least: for who asks about rights in general. */
export const ANYWHERE: Reach = (scope) => scope !== 'none';

const assignmentOf = (doc: Doc): PermissionTarget => ({
  teamId: typeof doc.teamId === 'string' ? doc.teamId : null,
  assigneeId: typeof doc.assigneeId === 'string' ? doc.assigneeId : null,
});

/** A file is assigned to nobody: it is its writer's (domain/attachments/attachment.ts). */
const writersOf = ({ createdBy }: Doc): PermissionTarget => ({ assigneeId: textOf(createdBy) });

type Change = ServerEntry['changes'][number];

const ASSIGNMENT: readonly string[] = ['teamId', 'assigneeId'];

/**
 * To whom the stored record has belonged since `from`, as its history tells: somebody worked on it without a network while a colleague gave it to
 * another team, and the work was theirs to do.
 */
const assignmentsSince = (stored: Doc, from: string): readonly PermissionTarget[] => {
  const found = [assignmentOf(stored)];
  let current: Doc = stored;
  for (const { at, kind, changes } of [...entriesOf(stored)].reverse()) {
    if (at < from) break;
    // It tells from what was not taken.
    if (kind === 'clash') continue;
    const moved = changes.filter(({ field }) => ASSIGNMENT.includes(field));
    if (moved.length === 0) continue;
    current = { ...current, ...Object.fromEntries(moved.map(({ field, from: old }) => [field, old])) };
    found.push(assignmentOf(current));
  }
  return found;
};

/**
 * The field that a new entry says was taken from somebody who never had it, as the stored history tells; null when there is none. Whoever lacks the right
 * to give records away would have had them that way: an entry may tell of what others overruled.
 */
export const untrueAssignment = (before: Doc, after: Doc, covered: ReadonlySet<string>): string | null => {
  const told = (entries: readonly ServerEntry[]) =>
    entries
      .filter(({ kind }) => kind !== 'clash')
      .flatMap(({ changes }) => changes)
      .filter(({ field }) => ASSIGNMENT.includes(field) && !covered.has(field));
  const claims = told(newEntries(before, after));
  if (claims.length === 0) return null;
  // Looked up, not compared one by one: both histories can have tens of thousands.
  const keyOf = ({ field, from }: Pick<Change, 'field' | 'from'>): string => stableText([field, from]);
  const stored = new Set(told(entriesOf(before)).map(keyOf));
  for (const field of ASSIGNMENT) stored.add(keyOf({ field, from: before[field] ?? null }));
  const isKnown = (claim: Change): boolean => stored.has(keyOf(claim));
  return claims.find((claim) => !isKnown(claim))?.field ?? null;
};

/**
 * What reaches the record of a write: a new one belongs to whom it is made for. `assigning` are the commands that give a record to somebody: who
 * has one of them for it may give it to themselves and go on.
 */
export const reachOf = (
  collection: CollectionName,
  before: Doc | null,
  after: Doc,
  { name, roles }: ServerActor,
  assigning: readonly string[],
): Reach => {
  const identity = identityOf(roles);
  const actor = {
    personId: personOf(name ?? '', identity),
    teamIds: identity.teamIds,
    roles: identity.roles,
    deviceId: '',
  };
  if (before === null) return (scope) => scope !== 'none';
  if (collection === 'attachments') return (scope) => reaches(scope, actor, writersOf(before));
  const since = newEntries(before, after)[0]?.at ?? '';
  const held = since === '' ? [assignmentOf(before)] : assignmentsSince(before, since);
  const within =
    (targets: readonly PermissionTarget[]): Reach =>
    (scope) =>
      targets.some((target) => reaches(scope, actor, target));
  const reach = within(held);
  const mayAssign = assigning.some((command) => reach(scopeOf(roles, command)));
  return mayAssign ? within([...held, assignmentOf(after)]) : reach;
};
