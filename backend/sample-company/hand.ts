import type { ProcessResult } from '#domain/processes/engine.ts';
import type { ProcessContext, ProcessRecord } from '#domain/processes/process.ts';
import type { Role } from '#domain/records/common.ts';
import { recomputeSla, selectAgreement } from '#domain/sla/sla-clock.ts';
import { padded } from './base.ts';
import { CALENDAR_ALWAYS } from './catalogue.ts';
import type { Lookup } from './incident-world.ts';

/** Who does something when, in the sample's world. Ids follow from the record and count up. */
export type Hand = (atMs: number, by?: string, role?: Role) => ProcessContext;

export const handOf = (recordId: string, world: Lookup, usual: string, usualRole: Role): Hand => {
  let made = 0;
  return (atMs, by = usual, role = usualRole) => ({
    env: {
      now: new Date(Math.floor(atMs)).toISOString(),
      newId: () => {
        made += 1;
        return `${recordId}-e${padded(made, 3)}`;
      },
      actor: { personId: by, roles: [role], teamIds: [], deviceId: 'sample-company' },
    },
    settings: world.settings,
    sla: (ticket) => {
      const agreement = selectAgreement(world.agreements, ticket);
      const calendar = agreement?.calendarId === CALENDAR_ALWAYS ? world.always : world.office;
      return recomputeSla(ticket, { agreement, calendar });
    },
  });
};

/** What was done; what a rule refuses is a mistake of the sample's. */
export const taken = <R extends ProcessRecord>(result: ProcessResult<R>): R => {
  if (!result.ok) throw new Error(`The sample company breaks a rule: ${result.error.reason}`);
  return result.value;
};
