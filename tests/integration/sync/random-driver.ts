import type { CollectionName } from '#domain/records/collections.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import type { Random } from '../../simulator/random.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { type Central, type Console, openConsole, openSynced, type Stored, settle } from './world.ts';

/** One change of one field that a console acknowledged, and all its user could know of the record by then. */
export type Edit = {
  readonly key: string;
  readonly field: string;
  readonly value: unknown;
  readonly entryId: string;
  readonly known: ReadonlySet<string>;
};
export type Oracle = {
  /** `collection/id` to the journal entries that were acknowledged, by their ids. */
  readonly entries: Map<string, ReadonlyMap<string, Stored>>;
  readonly edits: Edit[];
};

const ACCOUNTS = ['anna.sd', 'finn.field', 'lea.lead', 'carl.change', 'ada.admin'] as const;
const PEOPLE = ['person-sd-1', 'person-lead-1', 'person-field-1'];
const TEAMS = ['team-service-desk', 'team-field-service', 'team-network'];

const { codes: CLOSURE_CODES } = DEFAULT_SETTINGS['closure-codes'];
const { categories: CATEGORIES } = DEFAULT_SETTINGS.categories;

/** What a command answered goes into the oracle; new entries are those that were not seen in the record before. */
const note = (oracle: Oracle, collection: CollectionName, record: Stored): void => {
  const key = `${collection}/${record.id}`;
  const seen = oracle.entries.get(key) ?? new Map<string, Stored>();
  const answered = new Map<string, Stored>(record.journal.map((entry: Stored) => [entry.id, entry]));
  const known = new Set(answered.keys());
  for (const entry of record.journal as readonly Stored[]) {
    if (seen.has(entry.id) || entry.origin === 'sync') continue;
    for (const change of entry.changes) {
      const edit = { key, field: change.field, value: change.to, entryId: entry.id, known };
      if (entry.kind !== 'created') oracle.edits.push(edit);
    }
  }
  oracle.entries.set(key, new Map([...seen, ...answered]));
};

export type Desk = {
  /** The one of the servers that it works with. */
  readonly central: Central;
  console: Console;
  readonly proxy: TcpProxy;
  login: string;
  /** More than one person worked here, so some of what waits here only another one may send. */
  isShared: boolean;
};

export const openDesk = async (central: Central, login: string, profileDir?: string): Promise<Desk> => {
  const proxy = await startTcpProxy(central.server.url);
  const options = { url: proxy.url, ...(profileDir === undefined ? {} : { profileDir }) };
  return { central, console: await openSynced(central, login, options), proxy, login, isShared: false };
};

/** The records a run is about: few, so that the consoles meet. */
export type Stage = {
  readonly tickets: string[];
  readonly orders: readonly string[];
  readonly cis: readonly string[];
};

export const chooseStage = async (desk: Desk, random: Random): Promise<Stage> => {
  const tickets = [...(await desk.console.records('tickets')).values()].filter((one) => one.active);
  const orders = [...(await desk.console.records('orders')).values()].filter((one) => one.active);
  const cis = [...(await desk.console.records('configItems')).keys()];
  return {
    tickets: [random.pick(tickets).id, random.pick(tickets).id, random.pick(tickets).id],
    orders: orders.length === 0 ? [] : [random.pick(orders).id, random.pick(orders).id],
    cis: [random.pick(cis), random.pick(cis)],
  };
};

type Action = (desk: Desk, stage: Stage, random: Random, oracle: Oracle) => Promise<void>;

const attempt = async (
  desk: Desk,
  oracle: Oracle,
  collection: CollectionName,
  name: string,
  input: unknown,
): Promise<Stored | null> => {
  const reply = await desk.console.tryRun(name, input);
  if (!reply.ok) {
    // A value that nobody declares is always refused: the run would be about less than it says.
    if (['internal_error', 'unknown_value', 'invalid_input'].includes(reply.error.code))
      throw new Error(`${name}: ${reply.error.reason}`);
    return null;
  }
  const answer = reply.data as Stored;
  const record = name === 'orders.confirmDevice' ? answer.order : answer;
  note(oracle, collection, record);
  return record;
};

const editTicket: Action = async (desk, stage, random, oracle) => {
  const changes = random.pick<Stored>([
    { title: `title ${random.below(1000)}` },
    { description: `description ${random.below(1000)}` },
    { impact: 1 + random.below(3) },
    { urgency: 1 + random.below(3), tags: [`tag-${random.below(5)}`] },
  ]);
  await attempt(desk, oracle, 'tickets', 'incidents.update', { id: random.pick(stage.tickets), changes });
};

const assignTicket: Action = async (desk, stage, random, oracle) => {
  const input = {
    id: random.pick(stage.tickets),
    teamId: random.pick(TEAMS),
    assigneeId: random.chance(0.5) ? random.pick(PEOPLE) : null,
  };
  await attempt(desk, oracle, 'tickets', 'incidents.assign', input);
};

const moveTicket: Action = async (desk, stage, random, oracle) => {
  const to = random.pick(['in_progress', 'on_hold', 'resolved', 'closed', 'cancelled']);
  const extra: Readonly<Record<string, Stored>> = {
    on_hold: { holdReason: 'awaiting_vendor' },
    resolved: {
      ...{ closureCode: random.pick(CLOSURE_CODES).code, closureNotes: `solved ${random.below(100)}` },
      ...{
        category: random.pick(CATEGORIES).name,
        teamId: random.pick(TEAMS),
        assigneeId: random.pick(PEOPLE),
      },
    },
    cancelled: { note: 'not needed any more' },
  };
  const input = { id: random.pick(stage.tickets), to, ...extra[to] };
  await attempt(desk, oracle, 'tickets', 'incidents.step', input);
};

const sayTicket: Action = async (desk, stage, random, oracle) => {
  const id = random.pick(stage.tickets);
  const text = `words ${random.below(10_000)}`;
  const [name, input] = random.pick<readonly [string, unknown]>([
    ['incidents.addNote', { id, text }],
    ['incidents.addComment', { id, text, byRequester: random.chance(0.5) }],
    ['incidents.bookTime', { id, minutes: 1 + random.below(60), text: null }],
  ]);
  await attempt(desk, oracle, 'tickets', name, input);
};

const createTicket: Action = async (desk, stage, random, oracle) => {
  const input = { title: `new ${random.below(1000)}`, ciId: random.pick(stage.cis) };
  const made = await attempt(desk, oracle, 'tickets', 'incidents.create', input);
  if (made !== null) stage.tickets[random.below(stage.tickets.length)] = made.id;
};

const editCi: Action = async (desk, stage, random, oracle) => {
  const id = random.pick(stage.cis);
  const changes = random.pick<Stored>([
    { name: `ci ${random.below(1000)}` },
    { userId: random.pick(PEOPLE) },
    { tags: [`tag-${random.below(5)}`, `tag-${random.below(5)}`] },
  ]);
  await attempt(desk, oracle, 'configItems', 'configItems.update', { id, changes });
};

const workOnOrder: Action = async (desk, stage, random, oracle) => {
  const order =
    stage.orders.length === 0 ? null : await desk.console.get('orders', random.pick(stage.orders));
  if (order === null) return;
  const { id } = order;
  if (order.state !== 'work_in_progress') {
    await attempt(desk, oracle, 'orders', 'orders.start', { id });
    return;
  }
  const unconfirmed = order.devices.find((device: Stored) => device.confirmedCode === null);
  if (unconfirmed !== undefined && random.chance(0.6)) {
    const ci = await desk.console.get('configItems', unconfirmed.ciId);
    const code = ci?.assetTag ?? ci?.serial ?? 'unknown';
    await attempt(desk, oracle, 'orders', 'orders.confirmDevice', { id, code });
    return;
  }
  const open = order.tasks.filter((task: Stored) => task.state === 'open' && task.kind !== 'scan');
  if (open.length > 0) {
    const task = random.pick<Stored>(open);
    await attempt(desk, oracle, 'orders', 'orders.completeTask', { id, taskId: task.id, value: 'P-17' });
    return;
  }
  const done = await attempt(desk, oracle, 'orders', 'orders.complete', { id, notes: null, minutes: 5 });
  for (const effect of done?.effects ?? []) {
    const target = await desk.console.get(effect.collection, effect.targetId);
    if (target !== null) note(oracle, effect.collection, target);
  }
};

const decideClash: Action = async (desk, _stage, random, oracle) => {
  const { rows } = await desk.console.run('conflicts.list');
  if (rows.length === 0) return;
  const { collection, recordId, id: clashId } = random.pick<Stored>(rows);
  const input = { collection, recordId, clashId, take: random.pick(['mine', 'theirs']) };
  const reply = await desk.console.tryRun('conflicts.resolve', input);
  const record = reply.ok ? await desk.console.get(collection, recordId) : null;
  if (record !== null) note(oracle, collection, record);
};

const WORK: readonly Action[] = [
  editTicket,
  editTicket,
  assignTicket,
  moveTicket,
  sayTicket,
  createTicket,
  editCi,
  workOnOrder,
  workOnOrder,
  decideClash,
];
export const doWork: Action = (desk, stage, random, oracle) => random.pick(WORK)(desk, stage, random, oracle);

const MINUTE_MS = 60_000;
/** How far clocks are wrong: a little fast or slow, a day or a year behind as after a flat battery. */
const CLOCKS_MS = [0, 0, 10 * MINUTE_MS, -10 * MINUTE_MS, -1_440 * MINUTE_MS, -365 * 1_440 * MINUTE_MS];

/** The line breaks, stalls, comes back; the user pauses; the clock jumps; the battery dies; somebody else signs in. */
export const disturb = async (desk: Desk, random: Random): Promise<void> => {
  const choice = random.below(23);
  if (choice < 4) await desk.proxy.set('down');
  else if (choice < 6) await desk.proxy.set('stalled');
  else if (choice < 11) await desk.proxy.set('up');
  else if (choice < 13) desk.proxy.cut();
  else if (choice < 15) await desk.console.tryRun('sync.setPaused', { paused: true });
  else if (choice < 17) await desk.console.tryRun('sync.setPaused', { paused: false });
  else if (choice > 19) await desk.console.setClock(random.pick(CLOCKS_MS));
  else {
    await desk.proxy.set('up');
    const { profileDir } = desk.console;
    if (choice === 17) await desk.console.kill();
    else await desk.console.close();
    if (choice === 19) {
      desk.login = random.pick(ACCOUNTS);
      desk.isShared = true;
    }
    desk.console = await openSyncing(desk, profileDir);
  }
};

const openSyncing = async (desk: Desk, profileDir: string): Promise<Console> => {
  const opened = await openConsole(desk.central, { url: desk.proxy.url, profileDir });
  const signedIn = await opened.signIn(desk.login);
  if (!signedIn.ok) throw new Error(signedIn.error.reason);
  return opened;
};

/** An administrator signs in on the desk, which offers everything that was refused once more. */
const handOver = async (desk: Desk): Promise<void> => {
  await settle(desk.console);
  await desk.console.run('session.signOut');
  const signedIn = await desk.console.signIn('ada.admin');
  if (!signedIn.ok) throw new Error(signedIn.error.reason);
};

/**
 * Everything works again; nobody touches anything until all is sent and fetched. Work that one user left unsent on a shared desk goes out
 * under the next one's name and may be refused; it has to get through once somebody with the right signs in.
 */
export const becomeQuiet = async (desks: readonly Desk[]): Promise<void> => {
  for (const desk of desks) {
    await desk.proxy.set('up');
    await desk.console.tryRun('sync.setPaused', { paused: false });
    await desk.console.tryRun('sync.now');
    await desk.console.until((status) => status.phase === 'online');
  }
  for (const desk of desks.filter((one) => one.isShared)) await handOver(desk);
  await settle(...desks.map((desk) => desk.console));
};
