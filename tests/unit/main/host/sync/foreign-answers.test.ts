import { afterEach, expect, it, vi } from 'vitest';
import { authenticateWith } from '#main/host/sync/authenticate.ts';
import { sendDocuments } from '#main/host/sync/bulk-docs.ts';
import { createCheckpoint } from '#main/host/sync/checkpoint.ts';
import { CouchError, createCouchClient } from '#main/host/sync/couch-client.ts';
import { createGenerationCheck, DatabaseRecreated } from '#main/host/sync/generation.ts';
import { documentsById, pullPage, recordsOfPage, waitForChange } from '#main/host/sync/pull.ts';
import { pushRows } from '#main/host/sync/push.ts';
import { type Random, randomFrom } from '../../../../simulator/random.ts';

afterEach(() => vi.unstubAllGlobals());

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const JUNK: readonly Json[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'x',
  '\ud800',
  [],
  {},
  [null],
  [[1]],
  { id: 1 },
  { rev: {} },
];

/** The same JSON with one thing in it put wrong: another value in its place, or nothing. */
const spoiled = (value: Json, random: Random): Json => {
  if (typeof value !== 'object' || value === null || random.chance(0.25)) return random.pick(JUNK);
  const keys = Object.keys(value);
  if (keys.length === 0) return random.pick(JUNK);
  const key = random.pick(keys);
  const inner = (value as { [key: string]: Json })[key] ?? null;
  if (Array.isArray(value))
    return value.map((one, at) => (String(at) === key ? spoiled(inner, random) : one));
  if (random.chance(0.2)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [key]: spoiled(inner, random) };
};

const DOC: Json = {
  ...{ _id: 't-1', _rev: '2-b', id: 't-1', type: 'incident', journal: [], generation: 'g-1' },
  ...{ _conflicts: ['2-a'], _revisions: { start: 2, ids: ['b', 'a'] }, name: 'Anna' },
};

/** What an honest server answers. */
const answerTo = (path: string, method: string): Json => {
  if (path.startsWith('/_session'))
    return { ok: true, name: 'anna', roles: ['deskhand-member', 'person:p-1'] };
  if (path.includes('/_changes'))
    return {
      results: [{ id: 't-1', seq: '2-x', changes: [{ rev: '2-b' }], doc: DOC }],
      last_seq: '2-x',
      pending: 0,
    };
  if (path.includes('/_all_docs'))
    return { total_rows: 1, rows: [{ id: 't-1', key: 't-1', value: { rev: '2-b' }, doc: DOC }] };
  if (path.includes('/_bulk_docs')) return [{ ok: true, id: 't-1', rev: '3-c' }];
  if (path.includes('/_revs_diff')) return {};
  if (path.includes('/_local/'))
    return method === 'PUT' ? { ok: true, id: 'x', rev: '0-2' } : { _id: 'x', _rev: '0-1', token: 'w' };
  return DOC;
};

const signal = new AbortController().signal;
const memory = () => {
  const kept = new Map<string, string>([
    ['checkpoint', JSON.stringify({ token: 'w', isBehind: true, since: { 't-1': '2-b' } })],
  ]);
  return {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => {
      // As SQLite does.
      if (typeof value !== 'string') throw new TypeError('no text');
      kept.set(key, value);
    },
    remove: (key: string) => void kept.delete(key),
    setting: () => null,
    increment: () => 0,
  } as unknown as Parameters<typeof createCheckpoint>[2];
};

type Client = ReturnType<typeof createCouchClient>;
const request = { collection: 'tickets', checkpoint: undefined, limit: 1, selector: null } as const;
const record = { id: 't-1', _deleted: false };
const QUESTIONS: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  'signing in': (client) => authenticateWith(client, 'anna', 'deskhand'),
  'pulling a page': (client) => pullPage(client, 'db', request, signal),
  'a page of the first load': async (client) => recordsOfPage('tickets', await client.bytes('/db/_changes')),
  'documents by id': (client) => documentsById(client, 'db', 'tickets', ['t-1'], signal),
  'hearing of changes': (client) => waitForChange(client, 'db', '1', signal),
  'sending documents': (client) => sendDocuments(client, 'db', [{ _id: 't-1' }], signal),
  pushing: (client) =>
    pushRows(client, 'db', 'tickets', [{ newDocumentState: record }], (_collection, mine) => mine, signal),
  'where the server was': (client) =>
    createCheckpoint(client, 'db', memory(), 'checkpoint', 'device').isWhereItWas(signal),
  'noting how far': (client) =>
    createCheckpoint(client, 'db', memory(), 'checkpoint', 'device').moved(signal),
  'which database': (client) =>
    createGenerationCheck(client, 'db', memory(), 'generation', () => 1, {
      isWhereItWas: async () => true,
      forget: () => {},
    }).check(signal),
};

/** A server that answers each question of others as it should, and those of one kind wrongly. */
const RUNS = 300;

it.each(Object.entries(QUESTIONS))(
  '%s takes any answer, or says that it is none of CouchDB',
  async (name, ask) => {
    const random = randomFrom(name.length * 7919);
    for (let run = 0; run < RUNS; run += 1) {
      const said: string[] = [];
      vi.stubGlobal('fetch', async (url: string, { method = 'GET' }: RequestInit = {}) => {
        const honest = answerTo(url.replace('http://couch.example', ''), method);
        const isSpoiled = name === 'signing in' || !url.endsWith('/_session');
        const body = JSON.stringify(isSpoiled ? spoiled(honest, random) : honest);
        said.push(body);
        const status = random.chance(0.1) ? random.pick([400, 403, 404, 409, 500]) : 200;
        return new Response(body, {
          status: isSpoiled ? status : 200,
          headers: { 'set-cookie': 'AuthSession=x' },
        });
      });
      const client = createCouchClient({ url: 'http://couch.example', login: 'anna', password: 'x' });
      const outcome = await ask(client).catch((error: unknown) => error);
      const isExpected = outcome instanceof CouchError || outcome instanceof DatabaseRecreated;
      const isUnexpected = outcome instanceof Error && !isExpected;
      expect(isUnexpected ? `${String(outcome)}\n${outcome.stack}\n${said.join('\n')}` : 'as expected').toBe(
        'as expected',
      );
    }
  },
);
