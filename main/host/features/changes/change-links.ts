/** One command, two records: a change and the ticket that it mends or broke name each other. */
import type { ChangeRow, ChangesOfTicket } from '#contracts/changes.ts';
import type { Reply } from '#contracts/define.ts';
import { itemsOf, relatedItems } from '#domain/changes/conflicts.ts';
import { CAUSE_DAYS, likelyCauses } from '#domain/changes/likely-causes.ts';
import {
  type ChangeTie,
  incidentField,
  linkIncidentChange,
  linkProblemChange,
  linkTicket,
} from '#domain/changes/links.ts';
import type { Change } from '#domain/fields/changes.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { refuseForeign } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { recordOf } from '../processes/process-handlers.ts';
import { done, notFound, toReply } from '../reply.ts';

type Tie = {
  readonly changeId: string;
  /** A problem or an incident. */
  readonly ticketId: string;
  readonly tie: ChangeTie;
  readonly linked: boolean;
};

/** Where the change names such a ticket. */
const changeField = (ticket: Ticket, tie: ChangeTie) =>
  ticket.type === 'problem' ? 'problemIds' : tie === 'fix' ? 'incidentIds' : 'causedIncidentIds';

const onChange = (context: HostContext, changeId: string, ticket: Ticket, tie: ChangeTie, linked: boolean) =>
  changeByRule<Change>(context, CHANGE, 'linkTicket', changeId, (change, ctx) =>
    linkTicket(CHANGE, change, changeField(ticket, tie), { id: ticket.id, linked }, ctx),
  );

const onTicket = (context: HostContext, ticket: Ticket, { changeId, tie, linked }: Tie) =>
  ticket.type === 'problem'
    ? changeByRule<Problem>(context, PROBLEM, 'linkChange', ticket.id, (problem, ctx) =>
        linkProblemChange(PROBLEM, problem, { id: changeId, linked }, ctx),
      )
    : changeByRule<Incident>(context, INCIDENT, 'linkChange', ticket.id, (incident, ctx) => {
        // Another one may stand there by now: nothing is taken off that was not named.
        const isOther = !linked && incident[incidentField(tie)] !== changeId;
        return isOther
          ? { ok: true, value: incident }
          : linkIncidentChange(INCIDENT, incident, tie, linked ? changeId : null, ctx);
      });

/**
 * Ties or unties them. The ticket is written first: it counts, and a change that a crash left without its side is told when the same is asked again. An incident's earlier
 * change lets go of it.
 */
export const tieChange = async (
  context: HostContext,
  tie: Tie,
): Promise<Reply<{ readonly change: Change; readonly ticket: Ticket }>> => {
  const [ticket, change] = await Promise.all([
    context.records.get('tickets', tie.ticketId),
    context.records.get('tickets', tie.changeId),
  ]);
  if (ticket === null) return notFound(tie.ticketId);
  const foreign =
    (change === null ? null : refuseForeign(CHANGE, change)) ??
    refuseForeign(ticket.type === 'problem' && tie.tie === 'fix' ? PROBLEM : INCIDENT, ticket);
  if (foreign !== null) return toReply(foreign);
  // What is taken off may be of a change that this device does not have.
  if (change === null && tie.linked) return notFound(tie.changeId);
  const earlier = ticket.type === 'incident' ? ticket[incidentField(tie.tie)] : null;
  const written = await onTicket(context, ticket, tie);
  if (!written.ok) return written;
  if (tie.linked && earlier !== null && earlier !== tie.changeId) {
    const left = await onChange(context, earlier, ticket, tie.tie, false);
    if (!left.ok && left.error.code !== 'not_found') return left;
  }
  if (change === null) return notFound(tie.changeId);
  const told = await onChange(context, tie.changeId, ticket, tie.tie, tie.linked);
  return told.ok ? done({ change: told.data, ticket: written.data }) : told;
};

/** Beside an incident only the best few are of use. */
const SHOWN = 5;
const DAY_MS = 24 * 60 * 60 * 1_000;

const rowsOf = ({ read }: HostContext, ids: readonly string[]): readonly ChangeRow[] =>
  read.changeRows(read.tickets(ids));

const likely = (context: HostContext, incident: Incident): ChangesOfTicket['likely'] => {
  const { read } = context;
  const { openedAt, ciId, ciIds, serviceId } = incident;
  const from = new Date(Date.parse(openedAt) - CAUSE_DAYS * DAY_MS).toISOString();
  const begun = read.begunChanges(from, openedAt).filter(({ id }) => id !== incident.changeId);
  if (begun.length === 0) return [];
  const items = itemsOf(ciId, ciIds);
  const related = relatedItems(items, read.neighbours);
  const found = likelyCauses({ ciIds: items, serviceId, related }, begun).slice(0, SHOWN);
  const rows = new Map(
    rowsOf(
      context,
      found.map(({ id }) => id),
    ).map((row) => [row.id, row]),
  );
  return found.flatMap(({ id, sign }) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ ...row, sign }];
  });
};

export const ofTicket: FeatureHandlers<'changes'>['queries']['ofTicket'] = async (context, { id }) => {
  const problem = await recordOf(context, PROBLEM, id);
  if (problem !== null) {
    return done({ fixes: rowsOf(context, problem.changeIds), cause: null, likely: [] });
  }
  const incident = await recordOf(context, INCIDENT, id);
  if (incident === null) return notFound(id);
  const { changeId, causedByChangeId } = incident;
  return done({
    fixes: changeId === null ? [] : rowsOf(context, [changeId]),
    cause: causedByChangeId === null ? null : (rowsOf(context, [causedByChangeId])[0] ?? null),
    likely: causedByChangeId === null ? likely(context, incident) : [],
  });
};
