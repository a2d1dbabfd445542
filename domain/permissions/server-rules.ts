/**
 * What CouchDB's `validate_doc_update` asks, from the same tables as the console. Runs inside CouchDB's JavaScript engines, so
 * whatever it imports must stay free of the schema and date libraries and of run-time functions newer than ES2019. With SpiderMonkey,
 * its default, CouchDB rewrites the text before it runs (esprima, escodegen 1.8) and garbles defaults of named fields: no
 * `({ field = value })` there. tests/unit/domain/permissions/server-rules.bundle.test.ts rewrites it the same way.
 */
import { isNamedFile } from '#domain/attachments/stored-file.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import type { ServerActor } from './identity.ts';
import { scopeOf } from './permissions.ts';
import {
  changedFields,
  type Doc,
  forgetHistories,
  idOf,
  isBlank,
  newEntries,
  rawClashes,
  textOf,
} from './server-doc.ts';
import { checkEvent } from './server-events.ts';
import { checkHistory } from './server-history.ts';
import { checkMeeting } from './server-meetings.ts';
import { checkOwnDocument, isOwnDocument, isOwnFarewell } from './server-own.ts';
import { checkPreparations } from './server-prepared.ts';
import { assigningCommands, fieldRights, kindOf, mayWrite } from './server-roles.ts';
import { ANYWHERE, reachOf, untrueAssignment } from './server-scope.ts';
import { checkSetting } from './server-settings.ts';
import { checkEffects, checkShape, checkTable } from './server-shape.ts';
import { checkStates } from './server-states.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';
import { checkAbsences } from './server-votes.ts';

export type DocumentWrite = {
  readonly collection: CollectionName;
  /** The stored document; null (or a deletion) when there is none. */
  readonly before: unknown;
  readonly after: unknown;
  readonly actor: ServerActor;
  /** The server's clock. */
  readonly now: string;
};

const isTrusted = (actor: ServerActor): boolean => actor.roles.includes('_admin');

const hasRole = (actor: ServerActor): boolean => scopeOf(actor.roles, 'session.signIn') !== 'none';

const checkDeletion = (actor: ServerActor): Verdict =>
  actor.roles.includes('_admin') || actor.roles.includes('administrator')
    ? ACCEPTED
    : refuse('forbidden', 'role.delete');

/** Lists to which whoever may only say that a ticket is a duplicate adds: what colleagues said stays. */
const DUPLICATE_LISTS: readonly string[] = ['duplicateIds', 'alsoAffectedIds'];
const isTakenFrom = (had: unknown, has: unknown): boolean => {
  const kept = new Set(Array.isArray(has) ? has : []);
  return Array.isArray(had) && had.some((one) => !kept.has(one));
};
const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/**
 * Roles without the right to edit a collection freely still leave their mark on it: notes on a ticket, steps of an order, effects of
 * a completed order on devices. Each changed field must be one of those.
 */
const checkFields = (collection: CollectionName, before: Doc, after: Doc, actor: ServerActor): Verdict => {
  const kind = kindOf(collection, after);
  // Settings are given to nobody; whose a shared view is was looked at before.
  const reach =
    collection === 'settings'
      ? ANYWHERE
      : reachOf(collection, before, after, actor, assigningCommands(collection, kind));
  const rights = fieldRights(collection, kind, textOf(before.state), actor.roles, reach);
  if (rights.kind === 'all') return ACCEPTED;
  const covered = new Set<string>(rights.fields);
  for (const entry of newEntries(before, after)) {
    if (entry.kind !== 'effect' || isBlank(entry.effectId)) continue;
    for (const { field } of entry.changes) if (rights.byEffect.includes(field)) covered.add(field);
  }
  for (const field of rights.onlyFromNull) {
    if (before[field] === null) covered.add(field);
  }
  for (const field of DUPLICATE_LISTS) if (isTakenFrom(before[field], after[field])) covered.delete(field);
  // Whom a ticket is also for, its duplicates bring: without one more of them it is an edit.
  if (lengthOf(after.duplicateIds) <= lengthOf(before.duplicateIds)) covered.delete('alsoAffectedIds');
  const untrue = untrueAssignment(before, after, covered);
  if (untrue !== null) return refuse('forbidden', 'role.fields', { fields: [untrue] });
  const outside = changedFields(before, after).filter((field) => !covered.has(field));
  return outside.length === 0 ? ACCEPTED : refuse('forbidden', 'role.fields', { fields: outside });
};

/** A clash is decided by who may for this record; everybody whose note reaches it writes its list of clashes, which a merge makes longer. */
const checkDecider = (collection: CollectionName, before: Doc, after: Doc, actor: ServerActor): Verdict => {
  const isOpen = ({ resolvedAt }: Doc): boolean => (resolvedAt ?? null) === null;
  const open = new Set(
    rawClashes(before)
      .filter(isOpen)
      .map(({ id }) => id),
  );
  if (!rawClashes(after).some((clash) => !isOpen(clash) && open.has(clash.id))) return ACCEPTED;
  const command = 'conflicts.resolve';
  const scope = scopeOf(actor.roles, command);
  const assigning = assigningCommands(collection, kindOf(collection, after));
  const reach = reachOf(collection, before, after, actor, assigning);
  if (reach(scope)) return ACCEPTED;
  return scope === 'none'
    ? refuse('forbidden', 'role.command', { command, roles: actor.roles })
    : refuse('forbidden', 'role.scope', { command, scope });
};

const CLAIM_KEYS = ['code', 'deviceId', 'key'];

/** A console's claim on the device code of its ticket numbers, made by itself whoever is signed in, never changed, and nothing else. */
const isDeviceClaim = (collection: CollectionName, doc: Doc): boolean => {
  const { value } = doc;
  return (
    collection === 'settings' &&
    isObject(value) &&
    value.key === 'device' &&
    sameValue(Object.keys(value).sort(), CLAIM_KEYS) &&
    /^[0-9A-HJKMNP-TV-Z]{3}$/.test(textOf(value.code)) &&
    /^.{1,80}$/.test(textOf(value.deviceId)) &&
    idOf(doc) === `device-${textOf(value.code)}`
  );
};

/**
 * Whose an account is and in which teams follows from these fields of the directory (identity.ts), so they are its managers' alone; so is
 * whether somebody with an account is there at all, because the account is nobody's afterwards.
 */
const ACCOUNT_FIELDS: readonly string[] = ['login', 'teamIds'];
const accountFieldsOf = (before: Doc | null): readonly string[] =>
  before === null || isBlank(before.login) ? ACCOUNT_FIELDS : [...ACCOUNT_FIELDS, 'active'];

const checkAccountFields = (
  collection: CollectionName,
  before: Doc | null,
  after: Doc,
  { roles }: ServerActor,
): Verdict => {
  if (collection !== 'directory' || scopeOf(roles, 'directory.import') !== 'none') return ACCEPTED;
  const given = before ?? { login: null, teamIds: [] };
  const changed = accountFieldsOf(before).filter(
    (field) => field in after && !sameValue(given[field] ?? null, after[field] ?? null),
  );
  return changed.length === 0 ? ACCEPTED : refuse('forbidden', 'role.fields', { fields: changed });
};

const attachmentsOf = (doc: Doc | null): Doc =>
  doc !== null && isObject(doc._attachments) ? doc._attachments : {};

/** Which file it is, what it is served as, and which revision brought it: a file that is put anew over an equal one is another one. */
const FILE_MARKS: readonly string[] = ['digest', 'content_type', 'revpos'];

/**
 * CouchDB's own attachments are fields of no table. A record of a file has the one that it names, put there once and let go of when the record is
 * withdrawn; nobody but the server's administrators puts or takes any other.
 */
const checkAttachments = (collection: CollectionName, before: unknown, after: Doc): Verdict => {
  const [had, has] = [attachmentsOf(isObject(before) ? before : null), attachmentsOf(after)];
  const markOf = (file: unknown, mark: string): unknown => (isObject(file) ? file[mark] : null);
  const isKept = (name: string): boolean =>
    name in had && FILE_MARKS.every((mark) => markOf(had[name], mark) === markOf(has[name], mark));
  if (Object.keys({ ...had, ...has }).every(isKept)) return ACCEPTED;
  if (collection !== 'attachments') return refuse('forbidden', 'role.fields', { fields: ['_attachments'] });
  const isLetGo = Object.keys(has).length === 0 && (after.active === false || after._deleted === true);
  const isPut = Object.keys(had).length === 0 && isNamedFile(after, has);
  return isLetGo || isPut ? ACCEPTED : refuse('forbidden', 'attachment.not_named');
};

/** What was withdrawn stays so: its bytes are gone, and others were told. */
const checkWithdrawn = (collection: CollectionName, before: Doc | null, after: Doc): Verdict =>
  collection === 'attachments' && before?.active === false && after.active !== false
    ? refuse('invalid', 'record.field_kept', { field: 'active' })
    : ACCEPTED;

const checkRoles = (
  collection: CollectionName,
  before: Doc | null,
  after: Doc,
  actor: ServerActor,
): Verdict => {
  if (before === null && isDeviceClaim(collection, after) && hasRole(actor)) return ACCEPTED;
  const kind = kindOf(collection, after);
  if (!mayWrite(collection, kind, before === null ? 'create' : 'change', actor.roles)) {
    return refuse('forbidden', before === null ? 'role.create' : 'role.change', { collection });
  }
  if (before === null) return ACCEPTED;
  const decider = checkDecider(collection, before, after, actor);
  return decider.ok ? checkFields(collection, before, after, actor) : decider;
};

/** What is stored, in today's shape: an edit of an older record brings it along. */
const storedDoc = (before: unknown): Doc | null =>
  isObject(before) && before._deleted !== true ? upgraded(before) : null;

/**
 * Only the server's administrators bring revisions of their own (`new_edits: false`, as replication does). Anybody else names the revision that
 * they replace, so what stands there is what the rules compare with. A made-up one is compared with an older version or with none, and
 * its number can be higher than all.
 */
const checkRevision = (before: unknown, after: Doc): Verdict => {
  const replaced = isObject(before) ? before._rev : undefined;
  return (after._rev ?? null) === (replaced ?? null) ? ACCEPTED : refuse('forbidden', 'record.revision');
};

/**
 * Whether the server stores `after` in place of `before`. `unauthorized`: not signed in; `forbidden`: not for this role;
 * `invalid`: nobody may, the document breaks a rule. Consoles show the reason in their user's words next to the refused record.
 */
export const checkDocumentWrite = (write: DocumentWrite): Verdict => {
  forgetHistories();
  const { collection, actor } = write;
  if (actor.name === null && !actor.roles.includes('_admin')) {
    return refuse('unauthorized', 'session.expired');
  }
  if (!isObject(write.after)) return refuse('invalid', 'record.no_object');
  const after = write.after;
  if (textOf(after._id).indexOf('_design/') === 0) {
    return actor.roles.includes('_admin') ? ACCEPTED : refuse('forbidden', 'role.rules');
  }
  if (!isTrusted(actor)) {
    const revision = checkRevision(write.before, after);
    if (!revision.ok) return revision;
    const files = checkAttachments(collection, write.before, after);
    if (!files.ok) return files;
  }
  const before = storedDoc(write.before);
  if (after._deleted === true) {
    const isFarewell = collection === 'settings' && hasRole(actor) && isOwnFarewell(before, after, actor);
    return isFarewell ? ACCEPTED : checkDeletion(actor);
  }
  const shape = checkShape(before, after);
  if (!shape.ok) return shape;
  if (isOwnDocument(collection, after)) {
    const mayTell = isTrusted(actor) || hasRole(actor);
    const told = mayTell ? checkTable(collection, after) : refuse('forbidden', 'role.change', { collection });
    return told.ok ? checkOwnDocument(before, after, isTrusted(actor) ? null : actor, write.now) : told;
  }
  const named =
    collection === 'settings' ? checkSetting(before, after, isTrusted(actor) ? null : actor) : ACCEPTED;
  if (!named.ok) return named;
  if (!isTrusted(actor)) {
    const roles = checkRoles(collection, before, after, actor);
    if (!roles.ok) return roles;
    const account = checkAccountFields(collection, before, after, actor);
    if (!account.ok) return account;
    const meeting = collection === 'events' ? checkMeeting(before, after, actor) : null;
    if (meeting !== null) return meeting;
    const absences =
      collection === 'directory' && after.type === 'person'
        ? checkAbsences(before, after, actor, write.now)
        : null;
    if (absences !== null) return absences;
    const withdrawn = checkWithdrawn(collection, before, after);
    if (!withdrawn.ok) return withdrawn;
  }
  const table = checkTable(collection, after);
  if (!table.ok) return table;
  const event = checkEvent(collection, before, after);
  if (!event.ok) return event;
  const prepared = collection === 'tickets' ? checkPreparations(before, after) : null;
  if (prepared !== null) return prepared;
  const effects = checkEffects(collection, before, after, isTrusted(actor) ? null : actor.roles);
  if (!effects.ok) return effects;
  const states = checkStates({ collection, before, after, actor, isTrusted: isTrusted(actor) });
  if (!states.ok || isTrusted(actor)) return states;
  return checkHistory({ collection, before, after, actor, now: write.now });
};
