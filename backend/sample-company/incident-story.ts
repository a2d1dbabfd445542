import type { FieldChange, JournalEntry } from '#domain/fields/base.ts';
import type { BusinessCalendar } from '#domain/fields/catalogue.ts';
import type { HoldReason, Incident, Priority } from '#domain/fields/tickets.ts';
import { addWorkingMs } from '#domain/sla/calendar.ts';
import { TEAM_IDS } from './accounts.ts';
import { padded } from './base.ts';
import { CALLER_QUESTIONS, type IncidentText } from './incident-texts.ts';
import type { Lookup } from './incident-world.ts';
import type { Random } from './random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Writes a ticket's history forward in time; steps that would lie after `now` do not happen. */
export type Story = {
  readonly ticket: Incident;
  readonly journal: JournalEntry[];
  atMs: number;
};

export const write = (
  story: Story,
  by: string,
  kind: JournalEntry['kind'],
  changed: Partial<Incident>,
  text: string | null = null,
  minutes: number | null = null,
): void => {
  const { ticket } = story;
  const changes: FieldChange[] = [];
  // A plain loop: a million tickets come through here several times each.
  for (const field in changed) {
    const key = field as keyof Incident;
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

export type Pace = {
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
export const tell = (story: Story, text: IncidentText, pace: Pace, world: Lookup, random: Random): void => {
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
  const solved = { state: 'resolved' as const, closureCode: text.code, closureNotes: text.solution };
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
