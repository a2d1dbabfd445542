import type { PlanningRow } from '#contracts/events.ts';
import type { Names } from '#contracts/shared.ts';
import {
  createPlanningEvent,
  PLANNING_TABLES,
  type PlanningInput,
  updatePlanningEvent,
} from '#domain/events/planning-events.ts';
import { MAINTENANCE_WINDOW_FIELDS, type PlanningEvent } from '#domain/fields/events.ts';
import { type CommandName, may } from '#domain/permissions/permissions.ts';
import { ontoStored } from '#domain/records/list-edit.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { actorOf } from '../actor.ts';
import { changedReferences, checkReferences, tableReferences } from '../references.ts';
import { done, insertOnce, notFound, toReply } from '../reply.ts';
import { keepFile, keptFile } from './calendar-file.ts';
import { calendarRows } from './calendar-rows.ts';

/** What is asked beyond the right to write events. */
const RIGHTS: Readonly<Partial<Record<PlanningEvent['type'], CommandName>>> = {
  blackout: 'blackouts.update',
  lockdown: 'lockdowns.update',
};

const mayWrite = (context: HostContext, type: PlanningEvent['type']): Result<null, 'forbidden'> => {
  const right = RIGHTS[type];
  return right === undefined ? ok(null) : may(actorOf(context), right);
};

const isPlanning = (event: { readonly type: string } | null): event is PlanningEvent =>
  event !== null && Object.keys(PLANNING_TABLES).includes(event.type);

const planningEvent = async (context: HostContext, id: string): Promise<PlanningEvent | null> => {
  const event = await context.records.get('events', id);
  return isPlanning(event) ? event : null;
};

const withoutHistory = ({ journal, clashes, openClashes, ...now }: PlanningEvent): PlanningRow => now;

const namesIn = ({ settings, read }: HostContext, rows: readonly PlanningRow[]): Names => {
  const services = settings.services().map(({ id, name }) => [id, name] as const);
  return {
    ...Object.fromEntries(services),
    ...read.ciNames(rows.flatMap(({ ciIds }) => ciIds)),
    ...read.names(rows.flatMap(({ placeIds }) => placeIds)),
  };
};

export const eventsHandlers: FeatureHandlers<'events'> = {
  commands: {
    create: async (context, input) => {
      const allowed = mayWrite(context, input.type);
      if (!allowed.ok) return toReply(allowed);
      const references = tableReferences(MAINTENANCE_WINDOW_FIELDS, input, actorOf(context));
      const known = await checkReferences(context, references);
      if (!known.ok) return toReply(known);
      const created = createPlanningEvent(input as PlanningInput, context.env());
      if (!created.ok) return toReply(created);
      const reply = await insertOnce(context, 'events', created.value);
      // The id is that of an event of another type.
      if (reply.ok && !isPlanning(reply.data)) return fail('exists', 'record.exists', { id: reply.data.id });
      return reply as Awaited<ReturnType<FeatureHandlers<'events'>['commands']['create']>>;
    },
    update: async (context, { id, changes, seen }) => {
      const current = await planningEvent(context, id);
      if (current === null) return notFound(id);
      const table = PLANNING_TABLES[current.type];
      const references = tableReferences(table, changes, actorOf(context));
      const known = await checkReferences(context, changedReferences(references, current));
      if (!known.ok) return toReply(known);
      const env = context.env();
      const changed = await context.records.change('events', id, (event) => {
        if (!isPlanning(event)) return fail('not_found', 'record.missing', { id });
        const allowed = mayWrite(context, event.type);
        return allowed.ok
          ? updatePlanningEvent(event, ontoStored(table, event, changes, seen), env)
          : allowed;
      });
      return toReply(changed) as Awaited<ReturnType<FeatureHandlers<'events'>['commands']['update']>>;
    },
    keepFile: async (context, { folderId }) => {
      const folder = folderId === null ? null : context.offered.path(folderId);
      if (folderId !== null && folder === null) return notFound(folderId);
      return toReply(await keepFile(context, folder));
    },
  },
  queries: {
    file: async (context) => done(keptFile(context)),
    list: async (context, { over }) => {
      const rows = context.read.planningEvents(over ? null : context.clock.now()).map(withoutHistory);
      return done({ rows, names: namesIn(context, rows) });
    },
    one: async (context, { id }) => {
      const event = await planningEvent(context, id);
      if (event === null) return notFound(id);
      const row = withoutHistory(event);
      return done({ row, names: namesIn(context, [row]) });
    },
    calendar: async (context, input) => done(calendarRows(context, input)),
  },
};
