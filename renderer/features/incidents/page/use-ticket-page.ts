import { useMemo } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import type { CommandName } from '#domain/permissions/permissions.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { allowedSteps, type Step } from '#domain/processes/process.ts';
import { type IncidentSettings, incidentSettings } from '#domain/settings/defaults.ts';
import { type DraftHandle, useDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { useCalendar } from '#renderer/shared/ui/sla-calendars.ts';

/** What the sections of a ticket's page share. */
export type TicketPage = {
  readonly detail: TicketDetail;
  readonly ticket: Incident;
  readonly draft: DraftHandle;
  readonly settings: IncidentSettings;
  /** The business hours the ticket's clocks count by; null for round the clock, undefined until they are known. */
  readonly calendar: BusinessCalendar | null | undefined;
  /** Steps to offer to this user now; none for types that have no state machine yet. */
  readonly steps: readonly Step[];
  /** Whether this user may send a command about this ticket; never for types that are only read here. */
  readonly can: (command: CommandName) => boolean;
};

export const useTicketPage = (detail: TicketDetail): TicketPage => {
  const user = useSessionUser();
  const may = useMay();
  // Problems are read on this page until they have their own.
  const ticket = detail.ticket as Incident;
  const draft = useDraft(user.personId, `incident:${ticket.id}`, `${ticket.number} ${ticket.title}`);
  const stored = useLive('settings.all', {});
  const settings = useMemo(
    () => incidentSettings(stored.data?.settings.map((setting) => setting.value)),
    [stored.data],
  );
  const calendar = useCalendar(ticket.sla.calendarId);
  const isIncident = ticket.type === 'incident';
  return {
    detail,
    ticket,
    draft,
    settings,
    calendar,
    steps: isIncident && may('incidents.step', ticket) ? allowedSteps(INCIDENT, ticket, user) : [],
    can: (command) => isIncident && may(command, ticket),
  };
};
