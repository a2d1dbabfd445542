import type { CallControl, Reply } from '#contracts/define.ts';
import type { Incident, Problem } from '#domain/fields/tickets.ts';
import { may } from '#domain/permissions/permissions.ts';
import { noteUnlinked } from '#domain/problems/problem.effects.ts';
import { refuseForeign } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { linkProblem } from '#domain/processes/ticket-acts.ts';
import { fail } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
import { actorOf } from '../actor.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { done, toReply } from '../reply.ts';

/** The incidents with these ids, if all are there, are incidents, and may be given a problem by who is signed in. */
export const incidentsToLink = async (
  context: HostContext,
  ids: readonly string[],
): Promise<Reply<readonly Incident[]>> => {
  const wanted = [...new Set(ids)];
  const found = new Map((await context.records.getMany('tickets', wanted)).map((one) => [one.id, one]));
  const incidents: Incident[] = [];
  for (const id of wanted) {
    const ticket = found.get(id);
    const foreign = ticket === undefined ? null : refuseForeign(INCIDENT, ticket);
    if (foreign !== null) return toReply(foreign);
    if (ticket?.type !== 'incident') {
      return toReply(fail('not_found', 'reference.missing', { field: 'incidentIds', kind: 'ticket', id }));
    }
    const allowed = may(actorOf(context), 'incidents.linkProblem', ticket);
    if (!allowed.ok) return toReply(allowed);
    incidents.push(ticket);
  }
  return done(incidents);
};

/** Takes incidents off the problem one by one, then notes there which; those before it was called off, if it was. */
export const unlinkIncidents = async (
  context: HostContext,
  id: string,
  incidents: readonly Incident[],
  control: CallControl,
): Promise<Reply<{ readonly problem: Problem; readonly changed: number }>> => {
  const own = incidents.filter(({ problemId }) => problemId === id);
  const ids: string[] = [];
  for (const incident of own) {
    if (control.signal.aborted) break;
    const taken = await changeByRule<Incident>(context, INCIDENT, 'linkProblem', incident.id, (stored, ctx) =>
      linkProblem(INCIDENT, stored, { problemId: null }, ctx),
    );
    if (!taken.ok) return taken;
    ids.push(incident.id);
    control.progress(ids.length, own.length, incident.number);
    await nextTurn();
  }
  const reply = await changeByRule<Problem>(context, PROBLEM, 'linkIncidents', id, (problem, ctx) =>
    noteUnlinked(problem, ids, ctx),
  );
  return reply.ok ? done({ problem: reply.data, changed: ids.length }) : reply;
};
