/**
 * Waiting, as the history tells it: how often and how long an incident was put on hold, for what, and whether that looks like stopping the clock
 * (field guide 5, misuse of waiting for the user). Signs, not proof: somebody looks at them.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { HoldReason, Incident } from '#domain/fields/tickets.ts';
import { corrections } from '#domain/journal/corrections.ts';
import { byTime } from '#domain/journal/journal.ts';
import { inForce } from '#domain/journal/taken-back.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { phaseOf } from '#domain/processes/process.ts';
import type { Id, Instant } from '#domain/records/common.ts';

const MINUTE_MS = 60_000;
/** Words to the caller count for a hold that begins so soon after them. */
const WORDS_BEFORE_MS = 15 * MINUTE_MS;

/** One stretch of waiting for one reason; a change of the reason begins another one of the same hold. */
export type Hold = {
  readonly from: Instant;
  /** Null: it waits still. */
  readonly to: Instant | null;
  readonly reason: HoldReason | null;
  /** Who put it on hold. */
  readonly by: Id;
  /** Round the clock. */
  readonly minutes: number;
  /** It was not on hold just before: another reason alone is no further hold. */
  readonly isNew: boolean;
  /** What was left of the resolution target when it was put on hold, in working minutes; null without a target. */
  readonly leftMinutes: number | null;
  /** The caller was told something just before or while it waited. */
  readonly isTold: boolean;
};

export const HOLD_SIGNS = ['long', 'often', 'near_target', 'untold'] as const;
export type HoldSign = (typeof HOLD_SIGNS)[number];

/** From where on waiting is a sign. */
export type HoldBounds = {
  /** Of all holds together, round the clock. */
  readonly longMinutes: number;
  readonly times: number;
  /** Working minutes left of the resolution target. */
  readonly nearMinutes: number;
};
export const HOLD_BOUNDS: HoldBounds = { longMinutes: 3 * 24 * 60, times: 3, nearMinutes: 60 };

export type HoldAccount = {
  readonly holds: readonly Hold[];
  /** How often it was put on hold. */
  readonly times: number;
  readonly minutes: number;
  readonly byReason: readonly { readonly reason: HoldReason | null; readonly minutes: number }[];
  readonly signs: readonly HoldSign[];
};

type Held = Pick<Incident, 'journal' | 'openedAt' | 'sla'>;
/** Working minutes between two instants, milliseconds since 1970. */
export type Worked = (fromMs: number, toMs: number) => number;

const isWaiting = (state: string): boolean => phaseOf(INCIDENT, state) === 'waiting';
const isCounting = (state: string): boolean => phaseOf(INCIDENT, state) === 'open';

type Open = Omit<Hold, 'to' | 'minutes' | 'isTold'>;

/** What was said to the caller and stands: words that were withdrawn tell nobody anything. */
const comments = (journal: readonly JournalEntry[]): readonly number[] => {
  const later = corrections(journal);
  return journal
    .filter(({ id, kind }) => kind === 'comment' && later.get(id)?.kind !== 'withdrawn')
    .map(({ at }) => Date.parse(at));
};

/** The holds of an incident at `nowMs`, in their order; what was taken back or merged from elsewhere counts once. */
export const holdsOf = ({ journal, openedAt, sla }: Held, worked: Worked, nowMs: number): readonly Hold[] => {
  const entries = [...inForce(journal)].filter(({ kind }) => kind !== 'merged').sort(byTime);
  const told = comments(entries);
  const target = sla.resolutionMinutes;
  const holds: Hold[] = [];
  let state = 'new';
  let sinceMs = Date.parse(openedAt);
  let counted = 0;
  let open: Open | null = null;
  const end = (at: Instant | null): void => {
    if (open === null) return;
    const [fromMs, toMs] = [Date.parse(open.from), at === null ? nowMs : Date.parse(at)];
    const isTold = told.some((when) => when >= fromMs - WORDS_BEFORE_MS && when <= toMs);
    holds.push({ ...open, to: at, minutes: Math.max(0, toMs - fromMs) / MINUTE_MS, isTold });
    open = null;
  };
  for (const { at, by, changes } of entries) {
    const setTo = (field: string) => changes.find((change) => change.field === field)?.to;
    const [next, reason] = [setTo('state'), setTo('holdReason')];
    const after = typeof next === 'string' ? next : state;
    const isOther = isWaiting(after) && (after !== state || reason !== undefined);
    if (after === state && !isOther) continue;
    const atMs = Math.max(Date.parse(at), sinceMs);
    if (isCounting(state)) counted += worked(sinceMs, atMs);
    const isNew = !isWaiting(state);
    end(at);
    [state, sinceMs] = [after, atMs];
    if (!isOther) continue;
    const leftMinutes = target === null ? null : target - counted;
    open = { from: at, reason: (reason ?? null) as HoldReason | null, by, isNew, leftMinutes };
  }
  end(null);
  return holds;
};

const isNearTarget = ({ isNew, leftMinutes }: Hold, near: number): boolean =>
  isNew && leftMinutes !== null && leftMinutes > 0 && leftMinutes <= near;

const isUntold = ({ reason, isTold }: Hold): boolean => reason === 'awaiting_caller' && !isTold;

/** What there is to say of all holds of an incident together. */
export const holdAccount = (
  incident: Held,
  worked: Worked,
  nowMs: number,
  bounds: HoldBounds = HOLD_BOUNDS,
): HoldAccount => {
  const holds = holdsOf(incident, worked, nowMs);
  const minutes = holds.reduce((sum, hold) => sum + hold.minutes, 0);
  const times = holds.filter(({ isNew }) => isNew).length;
  const sums = new Map<HoldReason | null, number>();
  for (const hold of holds) sums.set(hold.reason, (sums.get(hold.reason) ?? 0) + hold.minutes);
  const found: Readonly<Record<HoldSign, boolean>> = {
    long: minutes > bounds.longMinutes,
    often: times >= bounds.times,
    near_target: holds.some((hold) => isNearTarget(hold, bounds.nearMinutes)),
    untold: holds.some(isUntold),
  };
  return {
    ...{ holds, times, minutes },
    byReason: [...sums]
      .map(([reason, sum]) => ({ reason, minutes: sum }))
      .sort((one, other) => other.minutes - one.minutes),
    signs: HOLD_SIGNS.filter((sign) => found[sign]),
  };
};
