/** Decisions in a meeting are of who decided, and of those who lead it. Part of the server's rules; CouchDB bundles this. */
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { scopeOf } from './permissions.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, isBlank, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const SAID = ['decision', 'reason', 'decidedBy', 'decidedAt'] as const;
const isUndecided = (item: Doc | undefined): boolean => item === undefined || isBlank(item.decision);

/**
 * Whether what is written down as decided was decided by the writer, who leads the meeting or writes its minutes, once it has begun; nobody takes a decision away. Who may
 * not plan meetings writes nothing into one that they do not lead. What a decision means for a change is a vote there, with rules of its own.
 */
export const checkMeeting = (before: Doc | null, after: Doc, actor: ServerActor): Refusal | null => {
  if (after.type !== 'cab_meeting') return null;
  const writer = writerOf(actor);
  const leaders = [before, after].flatMap((one) => (one === null ? [] : [one.chairId, one.minuteTakerId]));
  const hasLeaders = leaders.some((one) => !isBlank(one));
  const mayPlan = scopeOf(actor.roles, 'meetings.update') !== 'none';
  const leads = hasLeaders ? leaders.includes(writer) : mayPlan;
  if (!mayPlan && !leads) return refuse('forbidden', 'meeting.not_leading');
  const isPlanned = (doc: Doc | null): boolean => isBlank(doc?.stage) || doc?.stage === 'planned';
  const isMoved =
    (before?.stage ?? null) !== (after.stage ?? null) && !(isPlanned(before) && isPlanned(after));
  if (isMoved && !leads) return refuse('forbidden', 'meeting.not_leading');
  const had = new Map(elementsOf(before?.agendaItems).map((item) => [textOf(item.id), item]));
  const has = new Map(elementsOf(after.agendaItems).map((item) => [textOf(item.id), item]));
  for (const [id, item] of has) {
    const known = had.get(id);
    // What was decided is told of the ticket that it was decided about.
    if (item.ticketId !== id) return refuse('invalid', 'record.other_id');
    const isSame = SAID.every((field) => sameValue(known?.[field] ?? null, item[field] ?? null));
    if (isSame) continue;
    if (!leads) return refuse('forbidden', 'meeting.not_leading');
    if (isUndecided(item) || item.decidedBy !== writer) return refuse('forbidden', 'meeting.foreign');
    if (isPlanned(after)) return refuse('invalid', 'meeting.stage', { title: after.title });
  }
  const lost = [...had].some(([id, item]) => !isUndecided(item) && !has.has(id));
  return lost ? refuse('forbidden', 'meeting.foreign') : null;
};
