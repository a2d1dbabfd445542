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

/** How many edits wait for a person: refused by the server, lost with a damaged record, or met by another one. */
export const toDecide = ({ refused, lost, conflicts }: Decided): number => refused + lost + conflicts;

/** How the sync stands in one word for colour: what needs a person comes before how the line is. */
export const toneOf = ({ phase, ...decided }: Pick<Counted, 'phase'> & Decided): SyncTone => {
  const tone = TONES[phase];
  return tone !== 'bad' && toDecide(decided) > 0 ? 'attention' : tone;
};

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
