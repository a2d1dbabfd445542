import type { IncidentContext } from '#domain/incidents/incident.commands.ts';
import type { Actor } from '#domain/records/common.ts';
import type { HostContext } from '../../kernel/context.ts';

/** What the domain's incident commands need, taken from the host at this moment; `actor` is who is signed in when left out. */
export const incidentContext = (
  context: Pick<HostContext, 'env' | 'settings'>,
  actor?: Actor,
): IncidentContext => ({
  env: context.env(actor),
  settings: context.settings.incident(),
  sla: context.settings.withSla,
});
