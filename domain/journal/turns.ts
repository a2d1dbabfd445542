/**
 * What an entry of a history says beyond its kind, told by the fields that it sets: an escalation, a word on whether an incident is major, an update to
 * those who wait. So no kind of its own is needed that consoles of before could not read.
 */
import type { JournalEntry } from '#domain/fields/base.ts';
import { byTime } from './journal.ts';
import { inForce } from './taken-back.ts';

export const TURN_KINDS = [
  'opened',
  'proposed',
  'accepted',
  'rejected',
  'team',
  'lead',
  'taken_on',
  'escalation_ended',
  'state',
  'assigned',
  'update',
] as const;
export type TurnKind = (typeof TURN_KINDS)[number];
export type Turn = {
  readonly kind: TurnKind;
  readonly entry: JournalEntry;
  /** The state, team or person that it came to. */
  readonly to: string | null;
};

type Told = Pick<JournalEntry, 'kind' | 'changes'>;

/** Whether an entry is an update to the audience of a major incident: public words from which the plan's clock starts. */
export const isUpdate = ({ kind, changes }: Told): boolean =>
  kind === 'comment' && changes.some(({ field }) => field === 'updatedLastAt');

/** Whether an entry is a functional escalation: the ticket was given on, and says from whom. */
export const isFunctional = ({ kind, changes }: Told): boolean =>
  kind === 'assigned' && changes.some(({ field, to }) => field === 'escalatedFromTeamId' && to != null);

/**
 * Whether an entry only says that what was corrected is shown again to those who had taken note of it: a comment without words, which consoles of before count as news,
 * too.
 */
export const isShownAgain = ({ kind, text, changes }: Told & Pick<JournalEntry, 'text'>): boolean =>
  kind === 'comment' && text === null && changes.length === 0;

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const MAJOR_TURNS: readonly unknown[] = ['proposed', 'accepted', 'rejected'] satisfies readonly TurnKind[];

/** The turn that an entry is; null for what changed nothing about how it stands. */
export const turnOf = (entry: JournalEntry): Turn | null => {
  const setTo = (field: string): unknown => entry.changes.find((change) => change.field === field)?.to;
  const turn = (kind: TurnKind, to: unknown = null): Turn => ({ kind, entry, to: textOrNull(to) });
  if (entry.kind === 'created') return turn('opened');
  if (isUpdate(entry)) return turn('update');
  const major = setTo('majorState');
  if (MAJOR_TURNS.includes(major)) return turn(major as TurnKind);
  const escalation = setTo('escalation');
  if (escalation === 'taken_on') return turn('taken_on', setTo('escalatedToId'));
  if (escalation === null) return turn('escalation_ended');
  // One that nobody had taken on went higher.
  if (escalation === 'open' || setTo('escalationLevel') != null) return turn('lead', setTo('escalatedToId'));
  if (isFunctional(entry)) return turn('team', setTo('teamId'));
  if (setTo('state') !== undefined) return turn('state', setTo('state'));
  const assigned = setTo('assigneeId') ?? setTo('teamId');
  return entry.kind === 'assigned' && assigned != null ? turn('assigned', assigned) : null;
};

const isDone = ({ kind }: JournalEntry): boolean => !['merged', 'clash', 'clash_resolved'].includes(kind);

/** How it went, in the order of the time: what was decided and told, and by whom, without what was taken back. */
export const turnsOf = (journal: readonly JournalEntry[]): readonly Turn[] =>
  [...inForce(journal)]
    .filter(isDone)
    .sort(byTime)
    .flatMap((entry) => turnOf(entry) ?? []);

/** The last entry that stands and in which a person set `field` to `to`: who, when, why. */
export const lastSetting = (
  journal: readonly JournalEntry[],
  field: string,
  to: unknown,
): JournalEntry | undefined =>
  [...inForce(journal)]
    .filter(
      (entry) =>
        isDone(entry) && entry.changes.some((change) => change.field === field && (change.to ?? null) === to),
    )
    .sort(byTime)
    .at(-1);
