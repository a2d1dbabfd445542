import { append, diff, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Env, Id, Instant } from '#domain/records/common.ts';
import type { JournalEntry } from '#domain/records/journal.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Channel, Impact, Ticket, Urgency } from '#domain/records/ticket.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import { blankIncident } from './incident.blank.ts';
import { recomputeTicket, type SlaRecompute } from './incident.recompute.ts';
import type { TransitionErrorCode } from './incident.transitions.ts';
import { derivePriority } from './priority.ts';

/** What an incident command needs of the world. */
export type IncidentContext = {
  readonly env: Env;
  readonly settings: IncidentSettings;
  readonly sla: SlaRecompute;
  readonly origin?: JournalEntry['origin'] | undefined;
};

export type IncidentErrorCode =
  | TransitionErrorCode
  | 'invalid'
  | 'not_editable'
  | 'not_found'
  | 'cycle'
  | 'nothing_to_do';
export type IncidentResult = Result<Ticket, IncidentErrorCode>;

export type CreateIncidentInput = {
  /** The next number of the device's block. */
  readonly number: string;
  readonly title: string;
  readonly id?: Id | undefined;
  readonly externalId?: string | null | undefined;
  readonly description?: string | undefined;
  readonly requesterId?: Id | null | undefined;
  /** The requester when left out. */
  readonly affectedPersonId?: Id | null | undefined;
  readonly channel?: Channel | undefined;
  readonly placeId?: Id | null | undefined;
  readonly category?: string | null | undefined;
  readonly subcategory?: string | null | undefined;
  readonly symptom?: string | null | undefined;
  readonly serviceId?: Id | null | undefined;
  readonly ciId?: Id | null | undefined;
  readonly ciIds?: readonly Id[] | undefined;
  readonly impact?: Impact | undefined;
  readonly urgency?: Urgency | undefined;
  readonly teamId?: Id | null | undefined;
  readonly assigneeId?: Id | null | undefined;
  readonly knowledgeIds?: readonly Id[] | undefined;
  readonly openedAt?: Instant | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
};

/** Fields whose first value the `created` entry records, so that the history and the clocks start from it. */
const OPENING_FIELDS = ['state', 'impact', 'urgency', 'priority', 'teamId', 'assigneeId'] as const;

/** A category must be one of the settings', a subcategory one of its category's. */
export const checkCategory = (
  categories: IncidentSettings['categories'],
  category: string | null,
  subcategory: string | null,
): Result<null, 'unknown_value'> => {
  if (category === null && subcategory === null) return ok(null);
  const known = categories.find((candidate) => candidate.name === category);
  if (known === undefined) {
    return category === null
      ? fail('unknown_value', 'category.first', { field: 'category' })
      : fail('unknown_value', 'category.unknown', { value: category, field: 'category' });
  }
  if (subcategory !== null && !known.subcategories.includes(subcategory)) {
    return fail('unknown_value', 'subcategory.unknown', {
      value: subcategory,
      category: known.name,
      field: 'subcategory',
    });
  }
  return ok(null);
};

/** A title is one line of 1 to 400 characters. */
export const checkTitle = (title: string): Result<string, 'invalid' | 'missing_fields'> => {
  const trimmed = title.trim();
  if (trimmed === '') return fail('missing_fields', 'title.missing', { fields: ['title'] });
  if (trimmed.length > 400) {
    return fail('invalid', 'title.too_long', { max: 400 });
  }
  return ok(trimmed);
};

const openedTicket = (
  input: CreateIncidentInput,
  title: string,
  { env, settings }: IncidentContext,
): Ticket => {
  const impact = input.impact ?? settings.options.defaultImpact;
  const urgency = input.urgency ?? settings.options.defaultUrgency;
  return blankIncident({
    ...newRecordBase(env, { id: input.id, externalId: input.externalId }),
    number: input.number,
    title,
    description: input.description ?? '',
    requesterId: input.requesterId ?? null,
    affectedPersonId: input.affectedPersonId ?? input.requesterId ?? null,
    channel: input.channel ?? 'phone',
    placeId: input.placeId ?? null,
    category: input.category ?? null,
    subcategory: input.subcategory ?? null,
    symptom: input.symptom ?? null,
    serviceId: input.serviceId ?? null,
    ciId: input.ciId ?? null,
    ciIds: [...new Set(input.ciIds ?? [])].filter((id) => id !== input.ciId),
    impact,
    urgency,
    priority: derivePriority(settings.matrix, impact, urgency),
    teamId: input.teamId ?? null,
    assigneeId: input.assigneeId ?? null,
    knowledgeIds: [...new Set(input.knowledgeIds ?? [])],
    openedAt: input.openedAt ?? env.now,
    openedBy: env.actor.personId,
    tags: [...(input.tags ?? [])],
    extra: { ...input.extra },
  });
};

/**
 * A new incident in state `new`, its priority from the matrix. The first argument is the ticket that is there already:
 * the same command sent twice (a double click, a replay) answers with it instead of making a second one.
 * Errors: `missing_fields`, `invalid`, `unknown_value` (category).
 */
export const createIncident = (
  existing: Ticket | null,
  input: CreateIncidentInput,
  ctx: IncidentContext,
): IncidentResult => {
  if (existing !== null) return ok(existing);
  const title = checkTitle(input.title);
  if (!title.ok) return title;
  const category = checkCategory(ctx.settings.categories, input.category ?? null, input.subcategory ?? null);
  if (!category.ok) return category;
  const ticket = openedTicket(input, title.value, ctx);
  const created = entry(ctx.env, 'created', {
    changes: diff<Ticket>(null, ticket, OPENING_FIELDS),
    origin: ctx.origin,
  });
  return ok(recomputeTicket(append(ticket, created), ctx.settings, ctx.sla));
};
