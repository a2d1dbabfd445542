/** Decisions in a meeting are of who decided, and of those who lead it. Part of the server's rules; CouchDB bundles this. */
import { LEADERS, MINUTES } from '#domain/meetings/stages.ts';
import { isEmpty } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { scopeOf } from './permissions.ts';
import { elementsOf } from './server-acts.ts';
import { type Doc, entriesOf, isBlank, isMerge, newEntries, type ServerEntry, textOf } from './server-doc.ts';
import { type Refusal, refuse } from './server-verdict.ts';

const SAID = ['decision', 'reason', 'decidedBy', 'decidedAt'] as const;

const isUndecided = (item: Doc | undefined): boolean => item === undefined || isBlank(item.decision);
const isSame = (one: Doc | null | undefined, other: Doc | null | undefined, field: string): boolean =>
  sameValue(one?.[field] ?? null, other?.[field] ?? null);

/** Who led it when the first of the new acts was done: nobody makes themselves its chair and decides in one write. */
const ledBy = (before: Doc | null, after: Doc): readonly unknown[] => {
  const changes = before === null ? newEntries(before, after).flatMap((one) => one.changes) : [];
  const atFirst = (field: string): unknown => {
    const change = changes.find((one) => one.field === field);
    return change === undefined ? (before ?? after)[field] : change.from;
  };
  return LEADERS.map(atFirst).filter((one) => !isBlank(one));
};

const itemsById = (list: unknown): ReadonlyMap<string, Doc> =>
  new Map(elementsOf(list).map((item) => [textOf(item.id), item]));

/** The entries that were written while the meeting was under way, as its history tells: minutes that were closed stay as they are. */
const whileOpen = (after: Doc): ReadonlySet<ServerEntry> => {
  let stage: unknown = null;
  const open = new Set<ServerEntry>();
  for (const entry of entriesOf(after)) {
    if (isMerge(entry)) continue;
    // Who begins it writes down its agenda with that.
    for (const { field, to } of entry.changes) if (field === 'stage') stage = to;
    if (stage === 'open') open.add(entry);
  }
  return open;
};

/** Whether a decision as it stands was told by its maker while the meeting was under way. */
const toldDecision = (before: Doc | null, after: Doc): ((item: Doc) => boolean) => {
  const open = whileOpen(after);
  const told = newEntries(before, after).filter((entry) => open.has(entry));
  return (item) =>
    told.some(
      ({ by, changes }) =>
        by === item.decidedBy &&
        changes.some(({ field, to }) => {
          const said = field === 'agendaItems' ? itemsById(to).get(textOf(item.id)) : undefined;
          return said !== undefined && SAID.every((name) => isSame(said, item, name));
        }),
    );
};

/**
 * Whether what is written down as decided was decided by the writer, who leads the meeting or writes its minutes, while it was under way; nobody takes a decision away. Who may
 * not plan meetings writes nothing into one that they do not lead, and who does not lead it no minutes. What a decision means for a change is a vote there, with rules of its own.
 */
export const checkMeeting = (before: Doc | null, after: Doc, actor: ServerActor): Refusal | null => {
  if (after.type !== 'cab_meeting') return null;
  const writer = writerOf(actor);
  const leaders = ledBy(before, after);
  const mayPlan = scopeOf(actor.roles, 'meetings.update') !== 'none';
  const leads = leaders.length > 0 ? leaders.includes(writer) : mayPlan;
  const foreign = refuse('forbidden', 'meeting.not_leading');
  if (!mayPlan && !leads) return foreign;
  const isPlanned = (doc: Doc | null): boolean => isBlank(doc?.stage) || doc?.stage === 'planned';
  const isMoved = !isSame(before, after, 'stage') && !(isPlanned(before) && isPlanned(after));
  const isMinuted = MINUTES.some(
    (field) => !isSame(before, after, field) && !(isEmpty(before?.[field]) && isEmpty(after[field])),
  );
  if ((isMoved || isMinuted) && !leads) return foreign;
  const mayName = leads || before === null || scopeOf(actor.roles, 'meetings.nameLeaders') !== 'none';
  if (!mayName && LEADERS.some((field) => !isSame(before, after, field))) return foreign;
  const [had, has] = [itemsById(before?.agendaItems), itemsById(after.agendaItems)];
  const isTold = toldDecision(before, after);
  for (const [id, item] of has) {
    const known = had.get(id);
    // What was decided is told of the ticket that it was decided about.
    if (item.ticketId !== id) return refuse('invalid', 'record.other_id');
    if (!leads && textOf(known?.actions) !== textOf(item.actions)) return foreign;
    if (SAID.every((field) => isSame(known, item, field))) continue;
    if (!leads) return foreign;
    if (isUndecided(item) || item.decidedBy !== writer) return refuse('forbidden', 'meeting.foreign');
    if (isPlanned(after) || !isTold(item)) return refuse('invalid', 'meeting.stage', { title: after.title });
  }
  const lost = [...had].some(([id, item]) => !isUndecided(item) && !has.has(id));
  return lost ? refuse('forbidden', 'meeting.foreign') : null;
};
