import type { SyncPhase, SyncStatus } from '#contracts/sync.ts';

export type SyncTone = 'good' | 'busy' | 'attention' | 'bad' | 'off';

const TONES: Readonly<Record<SyncPhase, SyncTone>> = {
  none: 'off',
  connecting: 'busy',
  online: 'good',
  offline: 'off',
  refused: 'bad',
  expired: 'attention',
  reset: 'busy',
  unprepared: 'attention',
  stalled: 'bad',
  paused: 'off',
  switchedOff: 'attention',
};

type Counted = Pick<SyncStatus, 'phase' | 'pending' | 'refused' | 'unreadable' | 'lost' | 'conflicts'>;
type Decided = Pick<Counted, 'refused' | 'lost' | 'conflicts'>;

/** Whether what the first sync brings is here; undefined: nobody knows yet. */
export const isLoaded = (sync: Pick<SyncStatus, 'initial' | 'phase'> | undefined): boolean =>
  sync !== undefined && sync.initial === null && sync.phase !== 'connecting';

/** How many edits wait for a person: refused by the server, lost with a damaged record, or met by another one. */
export const toDecide = ({ refused, lost, conflicts }: Decided): number => refused + lost + conflicts;

const MINUTE_MS = 60_000;
export const minutesOff = (offsetMs: number | null): number => Math.abs(offsetMs ?? 0) / MINUTE_MS;
/** Some seconds are nobody's concern; with minutes the machine wants looking after, though the server's time is used. */
export const isClockOff = (offsetMs: number | null): boolean => minutesOff(offsetMs) >= 2;

type Standing = Decided &
  Partial<
    Pick<Loading, 'initial'> &
      Pick<SyncStatus, 'clockOffsetMs'> & { readonly files: Pick<SyncStatus['files'], 'failed'> }
  > &
  Pick<Counted, 'phase'>;

/** How the sync stands in one word for colour: what needs a person comes before how the line is. */
export const toneOf = ({
  phase,
  initial = null,
  clockOffsetMs = null,
  files,
  ...decided
}: Standing): SyncTone => {
  const tone = TONES[phase];
  const needsPerson = toDecide(decided) > 0 || isClockOff(clockOffsetMs) || (files?.failed ?? 0) > 0;
  if (tone !== 'bad' && needsPerson) return 'attention';
  return tone === 'good' && initial !== null ? 'busy' : tone;
};

type Loading = {
  readonly phase: SyncPhase;
  readonly initial: Pick<NonNullable<SyncStatus['initial']>, 'done' | 'total'> | null;
};

/** How much of the first load is here, while it runs: lists are not complete before. Null: it is through, or stands. */
export const loadedPercent = ({ phase, initial }: Loading): number | null =>
  phase === 'online' && initial !== null
    ? Math.min(99, Math.floor((100 * initial.done) / Math.max(1, initial.total)))
    : null;

/**
 * How the first load goes: `stands` where nothing comes for now, for whatever reason; `uncounted` where something does, and nobody knows how much:
 * the server has not told of each collection yet.
 */
export const loadingOf = (
  phase: SyncPhase,
  { done, total }: NonNullable<Loading['initial']>,
): 'stands' | 'running' | 'uncounted' => {
  if (TONES[phase] !== 'good' && TONES[phase] !== 'busy') return 'stands';
  return total > done ? 'running' : 'uncounted';
};

let isLoading = false;

/** Whether the first load is still to end, as the shell was told last: what has no name yet may get one. */
export const isFirstLoad = (): boolean => isLoading;
export const setFirstLoad = (loads: boolean): void => {
  isLoading = loads;
};

/** What more than one of them failed by, which is worth saying once: the line is cut. */
export const commonError = (collections: SyncStatus['collections']): string | null => {
  const counts = new Map<string, number>();
  for (const { lastError } of collections)
    if (lastError !== null) counts.set(lastError, (counts.get(lastError) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most !== undefined && most[1] > 1 ? most[0] : null;
};

/** Why there is no line to the server, or why it lets nobody in. */
export const whyOutOfTouch = ({
  phase,
  collections,
}: Pick<SyncStatus, 'phase' | 'collections'>): string | null =>
  phase === 'offline' || phase === 'refused' ? commonError(collections) : null;

const OUT_OF_TOUCH: ReadonlySet<SyncPhase> = new Set([
  'connecting',
  'offline',
  'refused',
  'expired',
  'paused',
  'switchedOff',
]);

/** Whether a sync can be asked for, paused and resumed: there is a server, and the sync was not switched off. */
export const canSync = ({ phase, serverUrl }: Pick<SyncStatus, 'phase' | 'serverUrl'>): boolean =>
  serverUrl !== null && phase !== 'switchedOff';

/** Whether the chip says when the server was last heard: it has one and does not hear it now. */
export const isOutOfTouch = (phase: SyncPhase): boolean => OUT_OF_TOUCH.has(phase);

const COUNTS = ['pending', 'refused', 'unreadable', 'lost', 'conflicts'] as const;

/** The counts worth a word, in the order they are shown. */
export const countsOf = (
  status: Counted,
): readonly { readonly what: (typeof COUNTS)[number]; readonly count: number }[] =>
  COUNTS.map((what) => ({ what, count: status[what] })).filter(({ count }) => count > 0);

/** The first collection for which nothing goes through though the server answers, and why; null: none. */
export const stalledIn = ({
  phase,
  collections,
}: Pick<SyncStatus, 'phase' | 'collections'>): SyncStatus['collections'][number] | null =>
  phase === 'stalled' ? (collections.find((one) => one.phase === 'stalled') ?? null) : null;
