import { ORDER } from '#domain/processes/order.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import type { Actor, Id } from '#domain/records/common.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import { CONSOLE_RIGHTS, RECORD_RIGHTS } from './feature-rights.ts';
import type { RightsRow, Scope } from './rights.ts';

/**
 * Who may do what, and to which records: the one table of all commands, joined from those of the processes and features. Several roles add
 * up. The console, the data host and CouchDB all ask it.
 */
export const PERMISSIONS: { readonly [C in CommandName]: RightsRow } = Object.assign(
  { ...CONSOLE_RIGHTS, ...RECORD_RIGHTS, ...ORDER.rights },
  ...Object.values(PROCESSES).map(({ rights }) => rights),
);
type KeyOf<T> = T extends unknown ? keyof T & string : never;
export type CommandName =
  | KeyOf<typeof CONSOLE_RIGHTS | typeof RECORD_RIGHTS | typeof ORDER.rights>
  | KeyOf<(typeof PROCESSES)[keyof typeof PROCESSES]['rights']>;
export const COMMAND_NAMES = Object.keys(PERMISSIONS) as readonly CommandName[];

/** Whether there is a command of this name. */
export const isCommand = (name: string): name is CommandName => rowOf(name) !== null;

const RANK: Readonly<Record<Scope, number>> = { none: 0, own: 1, team: 2, free: 3, all: 4 };

const rowOf = (command: string): RightsRow | null => {
  const table: Readonly<Record<string, RightsRow>> = PERMISSIONS;
  return Object.keys(table).includes(command) ? (table[command] ?? null) : null;
};

/** The widest scope that any of `roles` has for `command`; unknown roles and commands count for nothing. */
export const scopeOf = (roles: readonly string[], command: string): Scope => {
  const scopes: Readonly<Record<string, Scope>> = rowOf(command) ?? {};
  let widest: Scope = 'none';
  for (const role of roles) {
    const scope = Object.keys(scopes).includes(role) ? (scopes[role] ?? 'none') : 'none';
    if (RANK[scope] > RANK[widest]) widest = scope;
  }
  return widest;
};

/** The part of a record that scopes look at; records that belong to nobody are everybody's. */
export type PermissionTarget = { readonly teamId?: Id | null; readonly assigneeId?: Id | null };

/** Whether a right with this scope reaches `target`. */
export const reaches = (scope: Scope, actor: Actor, target: PermissionTarget): boolean => {
  const teamId = target.teamId ?? null;
  const assigneeId = target.assigneeId ?? null;
  const isOwn = assigneeId === actor.personId;
  const isTeam = teamId !== null && actor.teamIds.includes(teamId);
  switch (scope) {
    case 'none':
      return false;
    case 'own':
      return isOwn;
    case 'team':
      return isOwn || isTeam;
    case 'free':
      return isOwn || isTeam || (teamId === null && assigneeId === null);
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
  if (scope === 'none') return fail('forbidden', 'role.command', { command, roles: actor.roles });
  if (target !== undefined && !reaches(scope, actor, target)) {
    return fail('forbidden', 'role.scope', { command, scope });
  }
  return ok(null);
};
