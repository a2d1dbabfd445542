import type { Actor, Id, Role } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';

/**
 * Every command the data host accepts, and a few rights that no console command asks for yet but imports and the server's
 * own checks do (`directory.update`, `knowledge.update`, `imports.run`, `admin.provision`).
 */
export const COMMAND_NAMES = [
  'session.signIn',
  'session.signOut',
  'session.lock',
  'session.unlock',
  'session.setServer',
  'session.setStartPage',
  'session.setLanguage',
  'sync.now',
  'sync.setPaused',
  'sync.setScope',
  'incidents.create',
  'incidents.update',
  'incidents.assign',
  'incidents.transition',
  'incidents.addNote',
  'incidents.addComment',
  'incidents.bookTime',
  'incidents.linkCi',
  'incidents.setParent',
  'incidents.linkKnowledge',
  'tickets.bulkAssign',
  'configItems.create',
  'configItems.update',
  'orders.create',
  'orders.update',
  'orders.assign',
  'orders.start',
  'orders.confirmDevice',
  'orders.completeTask',
  'orders.skipTask',
  'orders.complete',
  'orders.cancel',
  'directory.update',
  'knowledge.update',
  'settings.update',
  'conflicts.resolve',
  'sync.retryRefused',
  'sync.dropRefused',
  'views.save',
  'views.delete',
  'drafts.save',
  'drafts.discard',
  'imports.run',
  'admin.provision',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/**
 * How far a right reaches. `own`: assigned to the actor. `team`: that, or assigned to one of the actor's teams.
 * `free`: that, or assigned to nobody yet. `all`: every record.
 */
export type Scope = 'none' | 'own' | 'team' | 'free' | 'all';

type Row = Readonly<Record<Role, Scope>>;
const row = (desk: Scope, field: Scope, lead: Scope, change: Scope, admin: Scope, worker: Scope): Row => ({
  'service-desk': desk,
  field,
  'team-lead': lead,
  'change-manager': change,
  administrator: admin,
  worker,
});

/** Who may do what, and to which records. Several roles add up. The console, the data host and CouchDB all ask this table. */
// biome-ignore format: a table is read by its columns
export const PERMISSIONS: Readonly<Record<CommandName, Row>> = {
  //                           desk    field   lead   change  admin  worker
  'session.signIn':          row('all',  'all',  'all', 'all',  'all', 'all'),
  'session.signOut':         row('all',  'all',  'all', 'all',  'all', 'all'),
  'session.lock':            row('all',  'all',  'all', 'all',  'all', 'all'),
  'session.unlock':          row('all',  'all',  'all', 'all',  'all', 'all'),
  'session.setServer':       row('all',  'all',  'all', 'all',  'all', 'all'),
  'session.setStartPage':    row('all',  'all',  'all', 'all',  'all', 'none'),
  'session.setLanguage':     row('all',  'all',  'all', 'all',  'all', 'none'),
  'sync.now':                row('all',  'all',  'all', 'all',  'all', 'all'),
  'sync.setPaused':          row('all',  'all',  'all', 'all',  'all', 'all'),
  'sync.setScope':           row('all',  'all',  'all', 'all',  'all', 'all'),

  'incidents.create':        row('all',  'all',  'all', 'all',  'all', 'all'),
  'incidents.update':        row('all',  'none', 'all', 'none', 'all', 'all'),
  'incidents.assign':        row('all',  'none', 'all', 'none', 'all', 'all'),
  'incidents.transition':    row('all',  'none', 'all', 'none', 'all', 'all'),
  'incidents.addNote':       row('all',  'all',  'all', 'all',  'all', 'all'),
  'incidents.addComment':    row('all',  'all',  'all', 'all',  'all', 'all'),
  'incidents.bookTime':      row('all',  'all',  'all', 'all',  'all', 'none'),
  'incidents.linkCi':        row('all',  'none', 'all', 'none', 'all', 'all'),
  'incidents.setParent':     row('all',  'none', 'all', 'none', 'all', 'none'),
  'incidents.linkKnowledge': row('all',  'none', 'all', 'none', 'all', 'none'),
  'tickets.bulkAssign':      row('free', 'none', 'all', 'none', 'all', 'none'),

  'configItems.create':      row('all',  'none', 'all', 'all',  'all', 'all'),
  'configItems.update':      row('all',  'none', 'all', 'all',  'all', 'all'),

  'orders.create':           row('all',  'none', 'all', 'all',  'all', 'all'),
  'orders.update':           row('all',  'none', 'all', 'all',  'all', 'all'),
  'orders.assign':           row('all',  'none', 'all', 'all',  'all', 'all'),
  'orders.start':            row('all',  'team', 'all', 'none', 'all', 'none'),
  'orders.confirmDevice':    row('all',  'team', 'all', 'none', 'all', 'none'),
  'orders.completeTask':     row('all',  'team', 'all', 'none', 'all', 'none'),
  'orders.skipTask':         row('all',  'team', 'all', 'none', 'all', 'none'),
  'orders.complete':         row('all',  'team', 'all', 'none', 'all', 'none'),
  'orders.cancel':           row('all',  'none', 'all', 'all',  'all', 'none'),

  'directory.update':        row('all',  'none', 'all', 'none', 'all', 'all'),
  'knowledge.update':        row('all',  'none', 'all', 'all',  'all', 'none'),
  'settings.update':         row('none', 'none', 'none','none', 'all', 'none'),

  'conflicts.resolve':       row('all',  'team', 'all', 'all',  'all', 'none'),
  'sync.retryRefused':       row('all',  'all',  'all', 'all',  'all', 'all'),
  'sync.dropRefused':        row('all',  'all',  'all', 'all',  'all', 'all'),
  'views.save':              row('all',  'all',  'all', 'all',  'all', 'none'),
  'views.delete':            row('all',  'all',  'all', 'all',  'all', 'none'),
  'drafts.save':             row('all',  'all',  'all', 'all',  'all', 'none'),
  'drafts.discard':          row('all',  'all',  'all', 'all',  'all', 'none'),

  'imports.run':             row('none', 'none', 'all', 'none', 'all', 'all'),
  'admin.provision':         row('none', 'none', 'none','none', 'all', 'none'),
};

const RANK: Readonly<Record<Scope, number>> = { none: 0, own: 1, team: 2, free: 3, all: 4 };

/** The widest scope that any of `roles` has for `command`; unknown role names count for nothing. */
export const scopeOf = (roles: readonly string[], command: CommandName): Scope => {
  const scopes: Readonly<Record<string, Scope>> = PERMISSIONS[command];
  let widest: Scope = 'none';
  for (const role of roles) {
    const scope = Object.keys(scopes).includes(role) ? (scopes[role] ?? 'none') : 'none';
    if (RANK[scope] > RANK[widest]) widest = scope;
  }
  return widest;
};

/** The part of a record that scopes look at. */
export type PermissionTarget = { readonly teamId: Id | null; readonly assigneeId: Id | null };

const reaches = (scope: Scope, actor: Actor, target: PermissionTarget): boolean => {
  const isOwn = target.assigneeId === actor.personId;
  const isTeam = target.teamId !== null && actor.teamIds.includes(target.teamId);
  switch (scope) {
    case 'none':
      return false;
    case 'own':
      return isOwn;
    case 'team':
      return isOwn || isTeam;
    case 'free':
      return isOwn || isTeam || (target.teamId === null && target.assigneeId === null);
    case 'all':
      return true;
  }
};

/**
 * Whether `actor` may send `command` about `target`. Without a target the answer is whether there is any record at all they
 * may send it about, which is what the console needs to show or hide a command. Error: `forbidden`.
 */
export const may = (
  actor: Actor,
  command: CommandName,
  target?: PermissionTarget | undefined,
): Result<null, 'forbidden'> => {
  const scope = scopeOf(actor.roles, command);
  if (scope === 'none') {
    return fail('forbidden', 'role.command', { command, roles: actor.roles });
  }
  if (target !== undefined && !reaches(scope, actor, target)) {
    return fail('forbidden', 'role.scope', { command, scope });
  }
  return ok(null);
};
