import type { RESOLVE_INCIDENTS } from '#contracts/problems.ts';
import type { Problem } from '#domain/fields/tickets.ts';
import { may } from '#domain/permissions/permissions.ts';
import { problemFromIncidents } from '#domain/problems/from-incidents.ts';
import { linkIncidents, resolveAlong, tellWorkaround } from '#domain/problems/problem.effects.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import { takeStep } from '#domain/processes/steps.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { tieChange } from '../changes/change-links.ts';
import { withEffects } from '../effects/effects.ts';
import { changeByRule } from '../processes/change-by-rule.ts';
import { createByRule, processHandlers } from '../processes/process-handlers.ts';
import { done, toReply } from '../reply.ts';
import { dismissTrend, restoreTrend } from './dismissals.ts';
import { createKnownError } from './known-error.ts';
import { incidentsToLink, unlinkIncidents } from './problem-incidents.ts';
import { trends } from './trends.ts';

/** Fields that were given, as far as they were; null is given, too. */
const givenOf = (input: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

const openOf = (
  { read }: HostContext,
  id: string,
  which: (typeof RESOLVE_INCIDENTS)[number],
): readonly string[] => {
  switch (which) {
    case 'none':
      return [];
    case 'waiting':
      return read.waitingIncidentsOfProblem(id);
    case 'all':
      return read.openIncidentsOfProblem(id);
  }
};

/** Effects of one's own are done without asking again, so who may not resolve these is told before. */
const refuseAlong = (
  context: HostContext,
  incidentIds: readonly string[],
  knownErrorIds: readonly string[],
) => {
  const commands = [
    ...(incidentIds.length > 0 ? (['incidents.step'] as const) : []),
    ...(knownErrorIds.length > 0 ? (['knownErrors.step'] as const) : []),
  ];
  for (const command of commands) {
    const allowed = may(actorOf(context), command);
    if (!allowed.ok) return allowed;
  }
  return null;
};

export const problemsHandlers: FeatureHandlers<'problems'> = {
  commands: {
    ...processHandlers(PROBLEM),
    create: async (context, { incidentIds, ...input }, control) => {
      const id = input.id ?? context.newId();
      const found = await incidentsToLink(context, incidentIds);
      if (!found.ok) return found;
      const incidents = found.data;
      const values = { ...givenOf(input), id };
      if (incidents.length === 0) return createByRule<Problem>(context, PROBLEM, values);
      const { title: _, ...common } = problemFromIncidents(incidents);
      const write = () =>
        createByRule<Problem>(
          context,
          PROBLEM,
          { origin: 'incidents', ...common, ...values },
          (problem, ctx) => linkIncidents(problem, incidents, ctx),
        );
      return withEffects(context, 'tickets', id, write, control);
    },
    step: async (context, { id, resolveIncidents, closureCode, resolveKnownErrors, ...input }, control) => {
      const takesAlong = input.to === 'resolved' || input.to === 'closed';
      const incidentIds = takesAlong ? openOf(context, id, resolveIncidents) : [];
      const knownErrorIds = takesAlong && resolveKnownErrors ? context.read.knownErrorsOfProblem(id) : [];
      const refused = refuseAlong(context, incidentIds, knownErrorIds);
      if (refused !== null) return toReply(refused);
      const along = { incidentIds, closureCode, knownErrorIds };
      const write = () =>
        changeByRule<Problem>(context, PROBLEM, 'step', id, (problem, ctx) => {
          const taken = takeStep(PROBLEM, problem, input, ctx);
          return taken.ok && taken.value !== problem ? resolveAlong(taken.value, along, ctx) : taken;
        });
      const isAlone = incidentIds.length === 0 && knownErrorIds.length === 0;
      return isAlone ? write() : withEffects(context, 'tickets', id, write, control);
    },
    linkIncidents: async (context, { id, incidentIds, linked }, control) => {
      const found = await incidentsToLink(context, incidentIds);
      if (!found.ok) return found;
      if (!linked) return unlinkIncidents(context, id, found.data, control);
      const changed = found.data.filter(({ problemId }) => problemId !== id).length;
      const write = () =>
        changeByRule<Problem>(context, PROBLEM, 'linkIncidents', id, (problem, ctx) =>
          linkIncidents(problem, found.data, ctx),
        );
      const reply = await withEffects(context, 'tickets', id, write, control);
      return reply.ok ? done({ problem: reply.data, changed }) : reply;
    },
    linkChange: async (context, { id, changeId, linked }) => {
      const tied = await tieChange(context, { changeId, ticketId: id, tie: 'fix', linked });
      return tied.ok ? done(tied.data.ticket as Problem) : tied;
    },
    tellWorkaround: async (context, { id }, control) => {
      const open = context.read.openIncidentsOfProblem(id);
      const known = context.read.knownErrorsOfProblem(id);
      let told = 0;
      const write = () =>
        changeByRule<Problem>(context, PROBLEM, 'tellWorkaround', id, (problem, ctx) => {
          const after = tellWorkaround(problem, open, known, ctx);
          told = after.ok ? commentsIn(after.value) - commentsIn(problem) : 0;
          return after;
        });
      const reply = await withEffects(context, 'tickets', id, write, control);
      return reply.ok ? done({ problem: reply.data, told }) : reply;
    },
    createKnownError,
    dismissTrend,
    restoreTrend,
  },
  queries: {
    page: async ({ read }, { filter, sort, offset, limit }) => {
      const problems = { ...filter, types: [PROBLEM.type] };
      const page = await read.ticketPage(problems, sort, { offset, limit });
      return done({ ...page, rows: read.problemRows(page.rows) });
    },
    draftFrom: async (context, { incidentIds }) => {
      const found = await incidentsToLink(context, incidentIds);
      if (!found.ok) return found;
      return done({
        draft: problemFromIncidents(found.data),
        incidents: context.read.tickets(found.data.map(({ id }) => id)),
      });
    },
    similar: async (context, input) => done(await context.read.similarProblems(input)),
    trends,
  },
};

const commentsIn = ({ effects }: Problem): number => effects.filter(({ act }) => act === 'comment').length;
