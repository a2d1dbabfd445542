import type { RecordBase } from '#domain/fields/base.ts';
import { INCIDENT_FIELDS, type Incident, NEVER_DUE } from '#domain/fields/tickets.ts';
import { blankOf } from './engine.ts';

/** What has to be said of an incident; everything else may be. */
type Opening = RecordBase &
  Pick<Incident, 'number' | 'title' | 'impact' | 'urgency' | 'priority' | 'openedAt' | 'openedBy'> &
  Partial<Incident>;

/** An incident in state `new` with nothing in it but `opening`: no clock attached, nothing due, its journal as given. */
export const blankIncident = (opening: Opening): Incident => ({
  ...(blankOf(INCIDENT_FIELDS) as Incident),
  state: 'new',
  active: true,
  channel: 'phone',
  dueAt: NEVER_DUE,
  ...opening,
});
