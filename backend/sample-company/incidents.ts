import type { ConfigItem } from '#domain/fields/config-items.ts';
import type { Person } from '#domain/fields/directory.ts';
import type { Impact, Incident } from '#domain/fields/tickets.ts';
import { blankBase } from '#domain/journal/journal.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { recompute } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { blankIncident } from '#domain/processes/incident-blank.ts';
import { derivePriority } from '#domain/processes/ticket-rules.ts';
import { recomputeSla } from '#domain/sla/sla-clock.ts';
import { TEAM_IDS } from './accounts.ts';
import { padded, SAMPLE_BLOCK } from './base.ts';
import { CALENDAR_ALWAYS, SERVICES } from './catalogue.ts';
import { type Story, tell, write } from './incident-story.ts';
import { type ConfigItemChoice, INCIDENT_TEXTS, type IncidentText, SINCE } from './incident-texts.ts';
import type { Lookup } from './incident-world.ts';
import { articlesUsed, knownErrorId } from './knowledge.ts';
import type { Random } from './random.ts';

const DAY_MS = 86_400_000;

const deviceFor = (
  choice: ConfigItemChoice,
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

const CHANNELS = ['phone', 'phone', 'phone', 'email', 'email', 'self_service', 'walk_in', 'chat'] as const;

/** What an incident is about and who calls. */
type Occasion = {
  readonly text: IncidentText;
  readonly caller: Person;
  readonly item: ConfigItem | null;
};

const opened = (
  index: number,
  openedMs: number,
  { text, caller, item }: Occasion,
  world: Lookup,
  random: Random,
): Incident => {
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
  return blankIncident({
    ...blankBase(id, at, 'person-sd-1'),
    number: nextNumber(INCIDENT.numbers, SAMPLE_BLOCK, index + 1),
    title: fill(text.title),
    description: fill(text.detail),
    requesterId: caller.id,
    affectedPersonId: caller.id,
    channel: isMonitoring ? 'monitoring' : random.pick(CHANNELS),
    placeId: caller.placeId,
    category: text.category,
    subcategory: text.subcategory,
    serviceId: text.service,
    ciId: item?.id ?? null,
    impact,
    urgency: text.urgency,
    priority: derivePriority(world.settings.matrix, impact, text.urgency),
    teamId: TEAM_IDS.desk,
    knowledgeIds: [
      ...(text.error !== undefined && random.chance(0.6) ? [knownErrorId(text.error)] : []),
      ...articlesUsed(text.subcategory, index),
    ],
    openedAt: at,
    openedBy: random.pick(world.organisation.staff.desk),
  });
};

// On a weekend nothing of the office hours' work is due soon; these are.
const ROUND_THE_CLOCK_TEXTS = INCIDENT_TEXTS.filter(({ service }) =>
  SERVICES.some(({ id, gold }) => gold && id === service),
);

/** Share of tickets that are still open by age in days: the work of a desk that keeps up, about 3 % over half a year. */
const OPEN_SHARES = [
  { belowDays: 1, share: 0.6 },
  { belowDays: 3, share: 0.4 },
  { belowDays: 7, share: 0.25 },
  { belowDays: 14, share: 0.12 },
  { belowDays: 30, share: 0.05 },
] as const;
const OLD_OPEN_SHARE = 0.006;

const openShare = (ageDays: number): number =>
  OPEN_SHARES.find(({ belowDays }) => ageDays < belowDays)?.share ?? OLD_OPEN_SHARE;

/** An incident and the kind of incident that it is one of. */
export type ToldIncident = { readonly incident: Incident; readonly text: IncidentText };

/** The `index`th incident, opened at `openedMs`, with its whole history up to now and every derived field computed. */
export const incidentOf = (
  index: number,
  openedMs: number,
  isFresh: boolean,
  world: Lookup,
  random: Random,
): ToldIncident => {
  const text = random.pick(isFresh && index % 2 === 0 ? ROUND_THE_CLOCK_TEXTS : INCIDENT_TEXTS);
  const caller = random.pick(world.organisation.people);
  const item = deviceFor(text.ci, caller.id, text.service, world, random);
  return incidentAbout(index, openedMs, isFresh, { text, caller, item }, world, random);
};

/** The same about this device, by this caller. */
export const incidentAbout = (
  index: number,
  openedMs: number,
  isOpen: boolean,
  occasion: Occasion,
  world: Lookup,
  random: Random,
): ToldIncident => {
  const { text } = occasion;
  const ticket = opened(index, openedMs, occasion, world, random);
  const agreement = world.agreementOf(text.service, ticket.priority);
  const calendar = agreement?.calendarId === CALENDAR_ALWAYS ? world.always : world.office;
  const story: Story = { ticket, journal: ticket.journal, atMs: openedMs };
  const { state, impact, urgency, priority, teamId } = ticket;
  ticket.createdBy = ticket.openedBy;
  write(story, ticket.openedBy, 'created', { state, impact, urgency, priority, teamId });
  const staysOpen = isOpen || random.chance(openShare((world.nowMs - openedMs) / DAY_MS));
  tell(story, text, { calendar, staysOpen }, world, random);
  const incident = recompute(INCIDENT, ticket, {
    settings: world.settings,
    sla: (one) => recomputeSla(one, { agreement, calendar }),
  });
  return { incident, text };
};
