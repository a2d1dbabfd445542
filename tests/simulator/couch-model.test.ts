import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadRulesBundle } from '#backend/databases/rules-bundle.ts';
import { compileValidation } from '#backend/databases/validation.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';
import {
  addUser,
  type Client,
  clientOf,
  type ServerProcess,
  startProcess,
} from '../integration/backend/server-process.ts';
import type { Answer } from './couch-answers.ts';
import type { Doc } from './couch-database.ts';
import { CouchNode } from './couch-model.ts';
import { type Random, randomFrom } from './random.ts';
import { ticketsForRules } from './ticket-samples.ts';

/** The simulator's server against the embedded one: the same random requests, the same answers but for names of revisions and sequences. */
const SEQUENCES = 30;
const LENGTH = 60;
const IDS = ['a', 'b', 'c'];

let server: ServerProcess;
let admin: Client;
let member: Client;
const ROLES = ['team-lead', 'person:person-0'];

beforeAll(async () => {
  server = await startProcess();
  admin = clientOf(server.url, server.admin);
  member = await addUser(server, 'member', [...ROLES, 'member']);
});
afterAll(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: JSON answers of a server under test
type Json = any;
type Both = {
  readonly asked: string;
  readonly model: Json;
  readonly real: Json;
  readonly status: readonly [number, number];
};

const newNode = (): CouchNode =>
  new CouchNode({
    name: 'n0',
    accounts: new Map([['member', { password: '', roles: ROLES }]]),
    ruleOf: () => (after, before, actor) => {
      if (!String(after._id).startsWith('inc-')) return null;
      const verdict = checkDocumentWrite({
        collection: 'tickets',
        before,
        after,
        actor,
        now: new Date().toISOString(),
      });
      return verdict.ok
        ? null
        : { error: verdict.code === 'unauthorized' ? 'unauthorized' : 'forbidden', reason: '' };
    },
    nowMs: () => 0,
    later: () => ({ close: () => {} }),
    sinceOf: () => 0,
  });

/** The order in which losing leaves are named means nothing, nor whether a deleted document is none or not there. */
const parsed = (text: string): Json =>
  JSON.parse(text, (name, value) => {
    if (name === '_conflicts') return value.sort();
    return name === 'doc' && value === null ? undefined : value;
  });

/** Asks both; `real` says `_rev` names as the model does. */
class Pair {
  /** The real server's names of revisions, by the model's. */
  private readonly realRevs = new Map<string, string>();
  private readonly modelRevs = new Map<string, string>();
  private readonly database: string;
  private readonly node: CouchNode;
  private readonly client: Client;
  private readonly cookie: string;
  constructor(database: string, node: CouchNode, client: Client, cookie: string) {
    this.database = database;
    this.node = node;
    this.client = client;
    this.cookie = cookie;
  }

  private replaced(value: unknown, names: ReadonlyMap<string, string>): Json {
    // With its number, or as one of a path.
    const text = JSON.stringify(value ?? null).replace(
      /(?:\d+-)?[0-9a-f]{32}/g,
      (rev) => names.get(rev) ?? rev,
    );
    return parsed(text);
  }

  async ask(method: string, path: string, body?: unknown): Promise<Both> {
    const model = await new Promise<Answer>((resolve) =>
      this.node.handle({ method, path: `/db${path}`, body, cookie: this.cookie }, resolve),
    );
    const realPath = path.replace(/\d+-[0-9a-z]+/g, (rev) => this.realRevs.get(rev) ?? rev);
    const real = await this.client(
      method,
      `/${this.database}${realPath}`,
      body === undefined ? undefined : this.replaced(body, this.realRevs),
    );
    const answered = parsed(model.body);
    this.learn(answered, real.body);
    return {
      model: answered,
      asked: `${method} ${path} ${JSON.stringify(body)}`,
      real: this.replaced(real.body, this.modelRevs),
      status: [model.status, real.status],
    };
  }

  /** What the same write is called on either side. */
  private learn(model: Json, real: Json): void {
    const [ours, theirs] = [model, real].map((body) => (Array.isArray(body) ? body : [body]));
    for (const [index, row] of (ours ?? []).entries()) {
      const other = theirs?.[index];
      if (typeof row?.rev !== 'string' || typeof other?.rev !== 'string') continue;
      for (const part of [(rev: string) => rev, (rev: string) => rev.slice(rev.indexOf('-') + 1)]) {
        this.realRevs.set(part(row.rev), part(other.rev));
        this.modelRevs.set(part(other.rev), part(row.rev));
      }
    }
  }
}

const told = (body: Json): Json =>
  Array.isArray(body)
    ? body.map(told)
    : body?.error === undefined
      ? body
      : { error: body.error, id: body.id };

/** A hash above or below all that a server makes, so that both find the same winner. */
const madeUp = (random: Random): string =>
  `${random.pick(['ffff', '0000'])}${random.below(90) + 10}`.padEnd(32, '0');

type Known = { readonly revs: Map<string, string[]>; readonly seqs: (readonly [string, string])[] };

const someRev = (known: Known, id: string, random: Random): string | undefined => {
  const revs = known.revs.get(id) ?? [];
  const choice = random.below(10);
  if (choice < 7) return revs.at(-1);
  if (choice < 8) return undefined;
  return revs.length === 0 ? '1-abc' : random.pick(revs);
};

const write = async (pair: Pair, known: Known, random: Random): Promise<Both> => {
  const id = random.pick(IDS);
  const rev = someRev(known, id, random);
  const doc = { n: random.below(1_000), ...(rev === undefined ? {} : { _rev: rev }) };
  if (random.chance(0.15))
    return pair.ask('DELETE', `/${id}${rev === undefined ? '?rev=1-abc' : `?rev=${rev}`}`);
  if (random.chance(0.5)) return pair.ask('PUT', `/${id}`, doc);
  const other = random.pick(IDS.filter((one) => one !== id));
  const docs = [
    { _id: id, ...doc },
    { _id: other, n: random.below(1_000), _rev: someRev(known, other, random) },
  ];
  return pair.ask('POST', '/_bulk_docs', { docs });
};

/** A conflicting revision, as another node brings it. */
const branch = async (pair: Pair, known: Known, random: Random): Promise<Both> => {
  const id = random.pick(IDS);
  const revs = known.revs.get(id) ?? [];
  const parent = revs.length === 0 ? null : random.pick(revs);
  const start = parent === null ? 1 : Number(parent.split('-')[0]) + 1;
  const ids = [madeUp(random), ...(parent === null ? [] : [parent.split('-')[1]])];
  const doc = { _id: id, n: random.below(1_000), _rev: `${start}-${ids[0]}`, _revisions: { start, ids } };
  return pair.ask('POST', '/_bulk_docs', { docs: [doc], new_edits: false });
};

const READS: readonly ((known: Known, random: Random) => readonly [string, string, unknown?])[] = [
  (_, random) => ['GET', `/${random.pick(IDS)}?conflicts=true`],
  (known, random) => {
    const id = random.pick(IDS);
    return ['GET', `/${id}?rev=${known.revs.get(id)?.at(-1) ?? '1-abc'}`];
  },
  (_, random) => ['POST', `/_all_docs?include_docs=${random.chance(0.5)}`, { keys: [...IDS, 'none'] }],
  (known, random) => {
    const id = random.pick(IDS);
    return ['POST', '/_revs_diff', { [id]: [known.revs.get(id)?.at(-1) ?? '1-abc', '7-cafe'] }];
  },
];

const read = async (pair: Pair, known: Known, random: Random): Promise<void> => {
  const { model, real, status } = await pair.ask(...random.pick(READS)(known, random));
  expect(status[0]).toBe(status[1]);
  if (real.rows !== undefined) expect(model.rows).toEqual(real.rows);
  else if (model.error === undefined) expect(model).toEqual(withoutAncestors(real));
  else expect(model.error).toBe(real.error);
};

const withoutAncestors = (body: Json): Json => {
  for (const row of Object.values<Json>(body)) if (row?.missing) delete row.possible_ancestors;
  return body;
};

/** Everything that the feed tells, from the beginning or from an earlier reading. */
const follow = async (pair: Pair, known: Known, random: Random): Promise<void> => {
  const [ours, theirs] = random.chance(0.4) || known.seqs.length === 0 ? ['0', '0'] : random.pick(known.seqs);
  const query = `include_docs=true&conflicts=${random.chance(0.5)}&style=${random.pick(['main_only', 'all_docs'])}`;
  const limit = random.chance(0.3) ? '&limit=2' : '';
  const [model, real] = await Promise.all(
    [ours, theirs].map(async (since, index) => {
      const both = await pair.ask('GET', `/_changes?${query}${limit}&since=${since}`);
      return index === 0 ? both.model : both.real;
    }),
  );
  const rows = (body: Json): Json =>
    body.results.map(({ seq, changes, ...row }: Json) => ({
      ...row,
      changes: changes.map(({ rev }: Json) => rev).sort(),
    }));
  expect(rows(model)).toEqual(rows(real));
  known.seqs.push([model.last_seq, real.last_seq]);
};

const record = (known: Known, { model }: Both): void => {
  for (const row of Array.isArray(model) ? model : [model]) {
    if (row?.rev !== undefined) known.revs.set(row.id, [...(known.revs.get(row.id) ?? []), row.rev]);
  }
};

test('the model answers random requests as the embedded server does', async () => {
  for (let seed = 1; seed <= SEQUENCES; seed += 1) {
    const random = randomFrom(seed);
    const database = `model-${seed}`;
    await admin('PUT', `/${database}`);
    const node = newNode();
    node.create('db', 'i1');
    const pair = new Pair(database, node, admin, 'admin');
    const known: Known = { revs: new Map(), seqs: [] };
    for (let step = 0; step < LENGTH; step += 1) {
      const choice = random.below(10);
      if (choice < 5) {
        const both = choice < 4 ? await write(pair, known, random) : await branch(pair, known, random);
        const where = `seed ${seed} step ${step} ${both.asked}`;
        expect(both.status[0], where).toBe(both.status[1]);

        expect(told(both.model), where).toMatchObject(told(both.real));
        record(known, both);
      } else if (choice < 8) await read(pair, known, random);
      else await follow(pair, known, random);
    }
  }
});

/** A server's answer about a note without its revision: CouchDB counts from the one that is named, the embedded server from the one that is there. */
const unversioned = (body: Json): Json => {
  const { rev: _rev, _rev: _own, ...rest } = body;
  return rest;
};

test('a note takes the place of the one that is there, whatever revision it names', async () => {
  await admin('PUT', '/model-notes');
  const node = newNode();
  node.create('db', 'i1');
  const pair = new Pair('model-notes', node, admin, 'admin');
  for (let seed = 1; seed <= SEQUENCES; seed += 1) {
    const random = randomFrom(seed);
    for (let step = 0; step < 10; step += 1) {
      const path = `/_local/${random.pick(IDS)}`;
      const rev = random.pick([{}, { _rev: '0-1' }, { _rev: `0-${random.below(9)}` }]);
      const write = ['PUT', { token: step, ...rev }] as const;
      const [method, body] = random.pick([write, write, ['GET'] as const, ['DELETE'] as const]);
      const both = await pair.ask(method, path, body);
      const where = `seed ${seed} step ${step} ${both.asked}`;
      expect(both.status[0], where).toBe(both.status[1]);
      expect(told(unversioned(both.model)), where).toMatchObject(told(unversioned(both.real)));
    }
  }
});

test('the model refuses what the compiled rules refuse', async () => {
  await admin('PUT', '/model-rules');
  await admin('PUT', '/model-rules/_security', { members: { names: [], roles: ['member'] } });
  const rules = compileValidation('tickets', await loadRulesBundle());
  await admin('PUT', '/model-rules/_design/deskhand', { validate_doc_update: rules });
  const node = newNode();
  node.create('db', 'i1');
  const pair = new Pair('model-rules', node, member, 'AuthSession=member.0');
  for (const doc of ticketsForRules()) {
    const both = await pair.ask('PUT', `/${(doc as Doc)._id}`, doc);
    expect(both.status[0], JSON.stringify([doc, both])).toBe(both.status[1]);
  }
});
