import type { Reply } from '#contracts/define.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { assignTicket } from '#domain/processes/ticket-acts.ts';
import { conflictsHandlers } from '#main/host/features/conflicts/conflicts.handlers.ts';
import { changeByRule } from '#main/host/features/processes/change-by-rule.ts';
import { createByRule, processHandlers } from '#main/host/features/processes/process-handlers.ts';
import { COLLECTION, type SimConsole } from './console.ts';
import type { ActKind } from './plan.ts';
import { type Random, randomFrom } from './random.ts';

/** What somebody did: words for the story, and what the console answered. */
export type Done = {
  readonly words: string;
  readonly id: string | null;
  readonly reply: Promise<Reply<unknown>>;
};

const TEAMS = ['team-a', 'team-b', 'team-c'];
const PEOPLE = ['person-0', 'person-1', 'person-2'];
const CONTROL = { signal: { aborted: false }, progress: () => {} };
const HANDLERS = processHandlers(INCIDENT);
const nothing: Done = {
  words: 'finds nothing to do',
  id: null,
  reply: Promise.resolve({ ok: true, data: null }),
};

/** Mostly one of the two incidents that are there from the beginning, so that people meet. */
const pickId = (ids: readonly string[], random: Random): string =>
  random.pick(random.chance(0.75) ? ids.slice(0, 2) : ids);

type Act = (console: SimConsole, ids: readonly string[], random: Random) => Promise<Done>;

const edit: Act = async ({ context }, ids, random) => {
  const id = pickId(ids, random);
  const changes = random.pick([
    { title: `title ${random.below(1000)}` },
    { description: `description ${random.below(1000)}` },
    { impact: (1 + random.below(3)) as 1 | 2 | 3 },
    { urgency: (1 + random.below(3)) as 1 | 2 | 3, tags: [`tag-${random.below(5)}`] },
  ]);
  const reply = HANDLERS.update(context, { id, changes }, CONTROL);
  return { words: `edits ${id}: ${JSON.stringify(changes)}`, id, reply };
};

const assign: Act = async ({ context }, ids, random) => {
  const id = pickId(ids, random);
  const input = { teamId: random.pick(TEAMS), assigneeId: random.chance(0.5) ? random.pick(PEOPLE) : null };
  const reply = changeByRule<Incident>(context, INCIDENT, 'assign', id, (ticket, ctx) =>
    assignTicket(INCIDENT, ticket as Incident, input, ctx),
  );
  return { words: `assigns ${id}: ${JSON.stringify(input)}`, id, reply };
};

const step: Act = async ({ context }, ids, random) => {
  const id = pickId(ids, random);
  const to = random.pick(['in_progress', 'on_hold', 'resolved', 'closed', 'cancelled']);
  const extra: Readonly<Record<string, object>> = {
    on_hold: { holdReason: 'awaiting_vendor' },
    resolved: {
      ...{ closureCode: 'training', closureNotes: `solved ${random.below(100)}` },
      ...{ category: 'Network', teamId: random.pick(TEAMS), assigneeId: random.pick(PEOPLE) },
    },
    cancelled: { note: 'not needed any more' },
  };
  const input = { to, ...extra[to] };
  const reply = changeByRule<Incident>(context, INCIDENT, 'step', id, (ticket, ctx) =>
    takeStep(INCIDENT, ticket as Incident, input, ctx),
  );
  return { words: `takes ${id} to ${to}`, id, reply };
};

const say: Act = async ({ context }, ids, random) => {
  const id = pickId(ids, random);
  const text = `words ${random.below(10_000)}`;
  const minutes = 1 + random.below(60);
  const choice = random.below(3);
  if (choice === 0) {
    return { words: `notes on ${id}: ${text}`, id, reply: HANDLERS.addNote(context, { id, text }, CONTROL) };
  }
  if (choice === 1) {
    const input = { id, text, byRequester: random.chance(0.5) };
    return { words: `comments ${id}: ${text}`, id, reply: HANDLERS.addComment(context, input, CONTROL) };
  }
  const reply = HANDLERS.bookTime(context, { id, minutes, text: null }, CONTROL);
  return { words: `books ${minutes} min on ${id}`, id, reply };
};

const create: Act = async ({ context }, _ids, random) => {
  const id = context.newId();
  const reply = createByRule(context, INCIDENT, { id, title: `new ${random.below(1000)}` });
  return { words: `makes ${id}`, id, reply };
};

/** Decides an open clash, if there is one. */
const decide: Act = async (console, ids, random) => {
  const open: { readonly id: string; readonly clashId: string }[] = [];
  for (const id of ids) {
    const record = await console.context.records.get(COLLECTION, id);
    for (const clash of record?.clashes ?? []) {
      if (clash.resolvedAt === null) open.push({ id, clashId: clash.id });
    }
  }
  if (open.length === 0) return nothing;
  const { id, clashId } = random.pick(open);
  const take = random.pick(['mine', 'theirs'] as const);
  const input = { collection: COLLECTION, recordId: id, clashId, take, value: undefined } as const;
  const reply = conflictsHandlers.commands
    .resolve(console.context, input, CONTROL)
    .then(async (decided) =>
      decided.ok ? { ok: true as const, data: await console.context.records.get(COLLECTION, id) } : decided,
    );
  return { words: `decides a clash of ${id}: ${take}`, id, reply };
};

const BY_KIND: Readonly<Record<ActKind, Act>> = { edit, assign, step, say, create, decide };

/** Does one thing on a console, as its user would. Which, follows from the seed and from what is there. */
export const act = (
  kind: ActKind,
  console: SimConsole,
  ids: readonly string[],
  seed: number,
): Promise<Done> => BY_KIND[kind](console, ids, randomFrom(seed));
