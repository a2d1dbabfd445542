/** Entries that take back an act of their writer (journal/taken-back.ts). Part of the server's rules; CouchDB bundles this. */
import {
  isAfter,
  TAKE_BACK_HOURS,
  TAKEABLE_KINDS,
  TAKES_BACK,
  takesBack,
} from '#domain/journal/taken-back.ts';
import { laterBy } from '#domain/records/instants.ts';
import { sameValue } from '#domain/records/json.ts';
import { type Doc, entriesOf, isBlank, type ServerEntry } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const headOf = (path: string): string => path.split('.')[0] || path;

const stateIn = ({ changes }: ServerEntry) => changes.find(({ field }) => field === 'state');

/** The state goes back to where it was, from where the act took it; both do not touch it otherwise. */
const isStateBack = (entry: ServerEntry, target: ServerEntry): boolean => {
  const [back, there] = [stateIn(entry), stateIn(target)];
  if (back === undefined) return true;
  return there !== undefined && sameValue(back.from, there.to) && sameValue(back.to, there.from);
};

/** Whether an entry takes back one of its writer's own acts, of late, and nothing beside. */
const isTrue = (entry: ServerEntry, after: Doc): boolean => {
  const id = takesBack(entry);
  const target = entriesOf(after).find((one) => one.id === id);
  if (target === undefined) return false;
  const fields = target.changes.map(({ field }) => headOf(field));
  const isOwn = target.by === entry.by && target.kind === entry.kind && TAKEABLE_KINDS.includes(entry.kind);
  const isAct = isBlank(target.effectId) && target.origin !== 'import' && target.origin !== 'worker';
  // An entry stands after what it answers by a little; the console asked the same of its clock.
  const isLate = entry.at > laterBy(target.at, (TAKE_BACK_HOURS + 1) * 3600000);
  const isWithin = entry.changes.every(
    ({ field }) => field === TAKES_BACK || fields.indexOf(headOf(field)) >= 0,
  );
  return isOwn && isAct && !isLate && isAfter(entry, target) && isWithin && isStateBack(entry, target);
};

/** The first new entry that says it takes something back, and does not. */
export const checkTakenBack = (after: Doc, entries: readonly ServerEntry[]): Refusal | null => {
  const untrue = entries.find((entry) => takesBack(entry) !== null && !isTrue(entry, after));
  return untrue === undefined ? null : refuse('invalid', 'act.untrue');
};

/** Whether the entry leads back over a step of its writer's own: no other step is needed for that. */
export const leadsBack = (entry: ServerEntry, after: Doc): boolean =>
  takesBack(entry) !== null && stateIn(entry) !== undefined && isTrue(entry, after);
