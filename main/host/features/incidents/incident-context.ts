import type { IncidentContext } from '#domain/incidents/incident.commands.ts';
import type { HostContext } from '../../kernel/context.ts';

/** What the domain's incident commands need, taken from the host at this moment. */
export const incidentContext = (context: HostContext): IncidentContext => ({
  env: context.env(),
  settings: context.settings.incident(),
  sla: context.settings.withSla,
});
