import type { Role } from '#domain/records/common.ts';

/**
 * How far a right reaches. `own`: assigned to the actor. `team`: that, or assigned to one of the actor's teams.
 * `free`: that, or assigned to nobody yet. `all`: every record.
 */
export type Scope = 'none' | 'own' | 'team' | 'free' | 'all';

export type RightsRow = Readonly<Record<Role, Scope>>;
/** Rights by command, `<feature>.<command>`; each feature and process has its own table, domain/permissions/permissions.ts joins them. */
export type RightsTable = Readonly<Record<string, RightsRow>>;

/** One row of a rights table, read by its columns. */
export const row = (
  desk: Scope,
  field: Scope,
  lead: Scope,
  problem: Scope,
  knowledge: Scope,
  change: Scope,
  admin: Scope,
  worker: Scope,
): RightsRow => ({
  'service-desk': desk,
  field,
  'team-lead': lead,
  'problem-manager': problem,
  'knowledge-manager': knowledge,
  'change-manager': change,
  administrator: admin,
  worker,
});
