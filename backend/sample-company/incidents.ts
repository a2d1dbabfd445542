import { recomputeTicket } from '#domain/incidents/incident.recompute.ts';
import { derivePriority } from '#domain/incidents/priority.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import type { Agreement, BusinessCalendar } from '#domain/records/catalogue.ts';
import type { Instant } from '#domain/records/common.ts';
import type { ConfigItem } from '#domain/records/config-item.ts';
import type { FieldChange, JournalEntry } from '#domain/records/journal.ts';
import {
  type HoldReason,
  type Impact,
  NEVER_DUE,
  type Priority,
  type Ticket,
} from '#domain/records/ticket.ts';
import { type IncidentSettings, incidentSettings } from '#domain/settings/defaults.ts';
import { addWorkingMs } from '#domain/sla/calendar.ts';
import { recomputeSla, selectAgreement } from '#domain/sla/sla-clock.ts';
import { TEAM_IDS } from './accounts.ts';
import { padded, SAMPLE_BLOCK } from './base.ts';
import { CALENDAR_ALWAYS, SERVICES } from './catalogue.ts';
import {
  CALLER_QUESTIONS,
  type CiChoice,
  INCIDENT_TEXTS,
  type IncidentText,
  SINCE,
} from './incident-texts.ts';
import { knownErrorId } from './knowledge.ts';
import type { Organisation } from './organisation.ts';
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What all incidents are made from. */
export type IncidentWorld = {
  readonly organisation: Organisation;
  readonly items: readonly ConfigItem[];
  readonly agreements: readonly Agreement[];
  readonly office: BusinessCalendar;
  readonly always: BusinessCalendar;
  readonly nowMs: number;
};
type Lookup = IncidentWorld & {
  readonly settings: IncidentSettings;
  readonly byUser: ReadonlyMap<string, readonly ConfigItem[]>;
  readonly shared: Readonly<Record<'printer' | 'network' | 'server' | 'service', readonly ConfigItem[]>>;
  readonly placeNames: ReadonlyMap<string, string>;
  /** The agreement by service and priority, since the choice is the same for every ticket of them. */
  readonly agreementOf: (serviceId: string, priority: Priority) => Agreement | null;
};

export const lookupOf = (world: IncidentWorld): Lookup => {
  const byUser = new Map<string, ConfigItem[]>();
  for (const item of world.items) {
    if (item.userId !== null) {
      byUser.set(item.userId, [...(byUser.get(item.userId) ?? []), item]);
    }
  }
  const ofClass = (...classes: readonly ConfigItem['ciClass'][]) =>
    world.items.filter((item) => classes.includes(item.ciClass));
  const chosen = new Map<string, Agreement | null>();
  return {
    ...world,
    settings: incidentSettings(),
    byUser,
    shared: {
      printer: ofClass('printer'),
      network: ofClass('network_device'),
      server: ofClass('server', 'storage'),
      service: ofClass('service'),
    },
    placeNames: new Map(world.organisation.places.map((place) => [place.id, place.name])),
    agreementOf: (serviceId, priority) => {
      const key = `${serviceId}/${priority}`;
      const known = chosen.get(key);
      if (known !== undefined) {
        return known;
      }
      const agreement = selectAgreement(world.agreements, { type: 'incident', serviceId, priority });
      chosen.set(key, agreement);
      return agreement;
    },
  };
};

const deviceFor = (
  choice: CiChoice,
  userId: string,
  service: string,
  world: Lookup,
  random: Random,
): ConfigItem | null => {
  const own = world.byUser.get(userId) ?? [];
  switch (choice) {
    case 'computer':
      return own.find((item) => ['notebook', 'desktop', 'thin_client'].includes(item.ciClass)) ?? null;
    case 'monitor':
      return own.find((item) => item.ciClass === 'monitor') ?? null;
    case 'phone':
      return own.find((item) => item.ciClass === 'phone' || item.ciClass === 'mobile_phone') ?? null;
    case 'service': {
      const position = ['service-workplace', 'service-mail', 'service-erp'].indexOf(service);
      return world.shared.service[position] ?? null;
    }
    case 'printer':
    case 'network':
    case 'server': {
      const shared = world.shared[choice];
      return shared.length === 0 ? null : random.pick(shared);
    }
    case 'none':
      return null;
  }
};

/** Writes a ticket's history forward in time; steps that would lie after `now` do not happen. */
type Story = {
  readonly ticket: Ticket;
  readonly journal: JournalEntry[];
  atMs: number;
};

const write = (
  story: Story,
  by: string,
  kind: JournalEntry['kind'],
  changed: Partial<Ticket>,
  text: string | null = null,
  minutes: number | null = null,
): void => {
  const { ticket } = story;
  const changes: FieldChange[] = [];
  // A plain loop: a million tickets come through here several times each.
  for (const field in changed) {
    const key = field as keyof Ticket;
    changes.push({ field, from: kind === 'created' ? null : ticket[key], to: changed[key] });
  }
  Object.assign(ticket, changed);
  const at = new Date(story.atMs).toISOString();
  story.ticket.updatedAt = at;
  story.ticket.updatedBy = by;
  story.journal.push({
    id: `${story.ticket.id}-j${padded(story.journal.length + 1, 2)}`,
    at,
    by,
    device: 'sample-company',
    origin: 'console',
    kind,
    changes,
    text,
    minutes,
    effectId: null,
  });
};

type Pace = {
  readonly calendar: BusinessCalendar;
  /** Nothing is solved yet; where the work stands is left to chance. */
  readonly staysOpen: boolean;
};

/** Goes `minutes` of working time on; false when that lies in the future. */
const forward = (story: Story, minutes: number, pace: Pace, nowMs: number): boolean => {
  const next = addWorkingMs(pace.calendar, story.atMs, Math.max(1, Math.round(minutes)) * MINUTE_MS);
  if (next === null || next > nowMs) {
    return false;
  }
  story.atMs = next;
  return true;
};

/** Working minutes until the solution by priority, before chance stretches them. */
const TYPICAL_MINUTES: Readonly<Record<Priority, number>> = { 1: 60, 2: 150, 3: 400, 4: 800, 5: 1_500 };

const hold = (story: Story, staff: string, pace: Pace, world: Lookup, random: Random): boolean => {
  const holdReason: HoldReason = random.chance(0.7) ? 'awaiting_caller' : 'awaiting_vendor';
  if (holdReason === 'awaiting_caller') {
    write(story, staff, 'comment', {}, random.pick(CALLER_QUESTIONS));
  }
  write(story, staff, 'state', { state: 'on_hold', holdReason });
  const isLastStep = pace.staysOpen && random.chance(0.5);
  if (isLastStep || !forward(story, random.between(60, 900), pace, world.nowMs)) {
    return false;
  }
  write(story, staff, 'state', { state: 'in_progress', holdReason: null });
  return true;
};

/** From the new ticket to wherever chance and `now` let it come. */
const tell = (story: Story, text: IncidentText, pace: Pace, world: Lookup, random: Random): void => {
  const { organisation, nowMs } = world;
  const { ticket } = story;
  const remaining = TYPICAL_MINUTES[ticket.priority] * (0.2 - Math.log(1 - random.next() * 0.98));
  if (pace.staysOpen && random.chance(0.25)) {
    return;
  }
  const quick = ticket.priority <= 2 ? 12 : 90;
  if (!forward(story, random.between(2, quick), pace, nowMs)) {
    return;
  }
  const assigneeId = random.pick(organisation.staff[text.team]);
  const teamId = TEAM_IDS[text.team];
  write(
    story,
    ticket.openedBy,
    'assigned',
    teamId === ticket.teamId ? { assigneeId } : { teamId, assigneeId },
  );
  if ((pace.staysOpen && random.chance(0.2)) || !forward(story, random.between(1, quick), pace, nowMs)) {
    return;
  }
  write(story, assigneeId, 'state', { state: 'in_progress' });
  if (!forward(story, remaining / 3, pace, nowMs)) {
    return;
  }
  write(story, assigneeId, 'work_note', {}, text.note, random.between(5, 25));
  if (
    random.chance(0.22) &&
    (!forward(story, remaining / 6, pace, nowMs) || !hold(story, assigneeId, pace, world, random))
  ) {
    return;
  }
  if (pace.staysOpen || !forward(story, remaining / 2, pace, nowMs)) {
    return;
  }
  const solved = { state: 'resolved', closureCode: text.code, closureNotes: text.solution };
  write(story, assigneeId, 'state', solved, null, random.between(5, 45));
  if (random.chance(0.03) && forward(story, random.between(30, 600), pace, nowMs)) {
    write(
      story,
      ticket.openedBy,
      'state',
      { state: 'in_progress', closureCode: null, closureNotes: null },
      'Caller says that it is back.',
    );
    if (forward(story, remaining / 2, pace, nowMs)) {
      write(story, assigneeId, 'state', solved, null, 15);
    }
  }
  const closesAtMs = story.atMs + 7 * DAY_MS;
  if (ticket.state === 'resolved' && closesAtMs <= nowMs) {
    story.atMs = closesAtMs;
    write(story, 'worker', 'state', { state: 'closed' });
  }
};

const EMPTY_SLA: Ticket['sla'] = {
  agreementId: null,
  calendarId: null,
  responseMinutes: null,
  resolutionMinutes: null,
  responseDueAt: null,
  respondedAt: null,
  responseBreached: false,
  resolutionDueAt: null,
  resolutionBreached: false,
  pausedSince: null,
};

const CHANNELS = ['phone', 'phone', 'phone', 'email', 'email', 'self_service', 'walk_in', 'chat'] as const;

const opened = (
  index: number,
  openedMs: number,
  text: IncidentText,
  world: Lookup,
  random: Random,
): Ticket => {
  const caller = random.pick(world.organisation.people);
  const item = deviceFor(text.ci, caller.id, text.service, world, random);
  const room = world.placeNames.get(caller.placeId ?? '') ?? 'the office';
  const since = random.pick(SINCE);
  const fill = (words: string): string =>
    words
      .replace('{device}', item?.name ?? 'Device')
      .replace('{room}', room)
      .replace('{since}', since);
  const impact: Impact = random.chance(0.9) ? text.impact : 2;
  const id = `ticket-${padded(index + 1, 7)}`;
  const at = new Date(openedMs).toISOString();
  const isMonitoring = text.detail.startsWith('Monitoring');
  return {
    id,
    createdAt: at,
    createdBy: 'person-sd-1',
    updatedAt: at,
    updatedBy: 'person-sd-1',
    externalId: null,
    journal: [],
    clashes: [],
    openClashes: 0,
    type: 'incident',
    number: nextNumber('incident', SAMPLE_BLOCK, index + 1),
    title: fill(text.title),
    description: fill(text.detail),
    state: 'new',
    active: true,
    holdReason: null,
    requesterId: caller.id,
    affectedPersonId: caller.id,
    channel: isMonitoring ? 'monitoring' : random.pick(CHANNELS),
    placeId: caller.placeId,
    category: text.category,
    subcategory: text.subcategory,
    symptom: null,
    serviceId: text.service,
    ciId: item?.id ?? null,
    ciIds: [],
    impact,
    urgency: text.urgency,
    priority: derivePriority(world.settings.matrix, impact, text.urgency),
    teamId: TEAM_IDS.desk,
    assigneeId: null,
    parentId: null,
    problemId: null,
    changeId: null,
    causedByChangeId: null,
    knowledgeIds: text.error !== undefined && random.chance(0.6) ? [knownErrorId(text.error)] : [],
    closureCode: null,
    closureNotes: null,
    openedAt: at,
    openedBy: random.pick(world.organisation.staff.desk),
    resolvedAt: null,
    resolvedBy: null,
    closedAt: null,
    reassignmentCount: 0,
    reopenCount: 0,
    timeSpentMinutes: 0,
    sla: EMPTY_SLA,
    dueAt: NEVER_DUE,
    tags: [],
    extra: {},
  };
};

// On a weekend nothing of the office hours' work is due soon; these are.
const ROUND_THE_CLOCK_TEXTS = INCIDENT_TEXTS.filter(({ service }) =>
  SERVICES.some(({ id, gold }) => gold && id === service),
);

/** Share of tickets that are still open by age in days; about 8 % over half a year. */
const openShare = (ageDays: number): number =>
  ageDays < 1 ? 0.5 : ageDays < 3 ? 0.25 : ageDays < 7 ? 0.14 : ageDays < 30 ? 0.1 : 0.055;

/** The `index`th incident, opened at `openedMs`, with its whole history up to now and every derived field computed. */
export const incidentOf = (
  index: number,
  openedMs: number,
  isFresh: boolean,
  world: Lookup,
  random: Random,
): Ticket => {
  const text = random.pick(isFresh && index % 2 === 0 ? ROUND_THE_CLOCK_TEXTS : INCIDENT_TEXTS);
  const ticket = opened(index, openedMs, text, world, random);
  const agreement = world.agreementOf(text.service, ticket.priority);
  const calendar = agreement?.calendarId === CALENDAR_ALWAYS ? world.always : world.office;
  const story: Story = { ticket, journal: ticket.journal, atMs: openedMs };
  const { state, impact, urgency, priority, teamId } = ticket;
  ticket.createdBy = ticket.openedBy;
  write(story, ticket.openedBy, 'created', { state, impact, urgency, priority, teamId });
  const staysOpen = isFresh || random.chance(openShare((world.nowMs - openedMs) / DAY_MS));
  tell(story, text, { calendar, staysOpen }, world, random);
  return recomputeTicket(ticket, world.settings, (one) => recomputeSla(one, { agreement, calendar }));
};

/**
 * When each of `count` tickets is opened, ascending: over the last 180 days, mostly on weekdays between 7 and 17 o'clock UTC+1, the
 * last few minutes before `now`, so that the queue has something that is due soon whenever it is looked at.
 */
export const openingTimes = (count: number, now: Instant, random: Random): ((index: number) => number) => {
  const nowMs = Date.parse(now);
  const today = Math.floor(nowMs / DAY_MS);
  const days = Array.from({ length: 180 }, (_, index) => today - 179 + index);
  const weight = (day: number) => ([2, 3].includes(((day % 7) + 7) % 7) ? 0.08 : 1);
  const sums: number[] = [];
  for (const day of days) {
    sums.push((sums.at(-1) ?? 0) + weight(day));
  }
  const total = sums.at(-1) ?? 1;
  return (index) => {
    const place = ((index + random.next()) / count) * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const day = days[low] ?? today;
    const within = Math.min(1, Math.max(0, (place - ((sums[low] ?? 0) - weight(day))) / weight(day)));
    const start = day * DAY_MS + 6 * 3_600_000;
    const end = start + 10 * 3_600_000;
    const openedMs = start + within * (end - start);
    return Math.floor(
      openedMs > nowMs - MINUTE_MS ? nowMs - MINUTE_MS * (1 + random.next() * 240) : openedMs,
    );
  };
};
