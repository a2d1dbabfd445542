import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, type Wire } from '#contracts/client.ts';
import type { FromHost, ToHost } from '#contracts/host-process.ts';
import { type Bundle, bundleForNode } from '../support/bundle.ts';
import { actAs, KEY, openProfile, PASSWORD } from './support/test-host.ts';

let entry: Bundle;

type Process = {
  readonly tell: (message: ToHost) => void;
  readonly next: () => Promise<FromHost>;
  readonly wire: () => Wire;
  readonly connect: () => Client;
  readonly end: () => Promise<unknown>;
};

const running: Process[] = [];
const startProcess = (): Process => {
  const worker = new Worker(entry.script, { stderr: false });
  const arrived: FromHost[] = [];
  const waiting: ((message: FromHost) => void)[] = [];
  worker.on('message', (message: FromHost) => {
    const first = waiting.shift();
    if (first === undefined) arrived.push(message);
    else first(message);
  });
  const wire = (): Wire => {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ data: { type: 'connect' }, ports: [port1] }, [port1]);
    return {
      send: (message) => port2.postMessage(message),
      listen: (listener) => void port2.on('message', listener),
      close: () => port2.close(),
    };
  };
  const started: Process = {
    tell: (data) => worker.postMessage({ data, ports: [] }),
    next: () =>
      new Promise((done) => {
        const first = arrived.shift();
        if (first === undefined) waiting.push(done);
        else done(first);
      }),
    wire,
    connect: () => {
      const client = createClient();
      client.connect(wire());
      return client;
    },
    end: () => worker.terminate(),
  };
  running.push(started);
  return started;
};

/** The next message of a type; others are passed over. */
const until = async <T extends FromHost['type']>(
  process: Process,
  type: T,
  wanted: (message: Extract<FromHost, { type: T }>) => boolean = () => true,
): Promise<Extract<FromHost, { type: T }>> => {
  for (;;) {
    const message = await process.next();
    if (message.type === 'fatal' && type !== 'fatal') throw new Error(message.error.reason);
    const found = message as Extract<FromHost, { type: T }>;
    if (message.type === type && wanted(found)) return found;
  }
};

type Init = Extract<ToHost, { type: 'init' }>;
const init = (profile: string, more: Partial<Init> = {}): Init => ({
  type: 'init',
  profileDir: join(entry.folder, profile),
  key: KEY,
  setAside: false,
  resume: null,
  options: { appVersion: '1.0.0', deviceName: 'test', serverUrl: null, sampleCompany: false },
  ...more,
});

beforeAll(async () => {
  entry = await bundleForNode('tests/integration/host/entry-worker.ts');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.end();
});
afterAll(() => entry.remove());

describe('the data host process', () => {
  it('serves each window, also one that came before the store was open, and stops when told', async () => {
    const host = startProcess();
    const early = host.connect();
    const waiting = early.query('session.status', {});
    host.tell(init('served'));
    expect(await host.next()).toEqual({ type: 'ready' });
    expect(await waiting).toMatchObject({ ok: true, data: { state: 'signed_out' } });
    const late = host.connect();
    expect(await late.query('tickets.detail', { id: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'signed_out' },
    });
    host.tell({ type: 'stop' });
    expect(await host.next()).toEqual({ type: 'stopped' });
    const again = startProcess();
    again.tell(init('served'));
    expect(await again.next()).toEqual({ type: 'ready' });
  });

  it('says why it can not open a profile', async () => {
    const first = startProcess();
    first.tell(init('locked'));
    expect(await first.next()).toEqual({ type: 'ready' });
    first.tell({ type: 'stop' });
    expect(await first.next()).toEqual({ type: 'stopped' });
    const wrong = startProcess();
    wrong.tell(init('locked', { key: 'another key' }));
    expect(await wrong.next()).toMatchObject({ type: 'fatal', error: { code: 'wrong-key' } });
  });

  it('starts anew where the user asks to set a profile aside, and keeps the old one', async () => {
    const old = startProcess();
    old.tell(init('aside'));
    expect(await old.next()).toEqual({ type: 'ready' });
    old.tell({ type: 'stop' });
    expect(await old.next()).toEqual({ type: 'stopped' });
    const fresh = startProcess();
    fresh.tell(init('aside', { key: 'another key', setAside: true }));
    expect(await fresh.next()).toEqual({ type: 'ready' });
    const files = readdirSync(join(entry.folder, 'aside'));
    expect(files.some((name) => name.startsWith('store.db.set-aside-'))).toBe(true);
  });

  it('dies and comes back with the person, the lock and the draft there were', async () => {
    const profile = join(entry.folder, 'dies');
    const before = await openProfile(profile);
    await actAs(before, { roles: ['service-desk'], personId: 'desk-1' });
    await before.close();
    const signedIn = { login: 'desk-1', password: PASSWORD, locked: false };
    const draft = { key: 'incident:1', label: 'One', fields: { title: 'half a sent' } };

    const first = startProcess();
    first.tell(init('dies', { resume: signedIn }));
    await until(first, 'ready');
    const client = first.connect();
    expect(await client.command('drafts.save', draft)).toMatchObject({ ok: true });
    expect(await client.command('session.lock', {})).toMatchObject({ ok: true });
    const { resume } = await until(first, 'session', ({ resume: one }) => one?.locked === true);
    await first.end();
    client.disconnect();

    const second = startProcess();
    second.tell(init('dies', { resume }));
    await until(second, 'ready');
    client.connect(second.wire());
    expect(await client.query('session.status', {})).toMatchObject({
      data: { state: 'locked', user: { personId: 'desk-1' } },
    });
    expect(await client.command('session.unlock', { password: PASSWORD })).toMatchObject({ ok: true });
    expect(await client.query('drafts.get', { key: draft.key })).toMatchObject({ data: draft });
  });
});
