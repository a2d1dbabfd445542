import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, type Wire } from '#contracts/client.ts';
import type { FromHost, ToHost } from '#contracts/host-process.ts';
import { type Bundle, bundleForNode } from '../support/bundle.ts';
import type { FromEntry, ToEntry } from './entry-process.ts';
import { actAs, KEY, openProfile, PASSWORD } from './support/test-host.ts';

let entry: Bundle;

type Process = {
  readonly tell: (message: ToHost) => void;
  readonly next: () => Promise<FromHost>;
  readonly wire: () => Wire;
  readonly connect: () => Client;
  /** Hands a port over as the main process does. */
  readonly pass: (message: ToHost, port: MessagePort) => void;
  readonly disturb: (how: 'throws' | 'rejects') => void;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  /** As a crash does. */
  readonly kill: () => Promise<unknown>;
};

const running: Process[] = [];
let windows = 0;
/** A process and no thread: ended in the middle of libsql, a thread takes the whole process along, which would be that of the tests. */
const startProcess = (): Process => {
  const child = fork(entry.script, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const arrived: FromHost[] = [];
  const waiting: ((message: FromHost) => void)[] = [];
  const ports: MessagePort[] = [];
  const send = (message: ToEntry): void => {
    if (child.connected) child.send(message);
  };
  child.on('message', (message: FromEntry) => {
    if (message.type === 'said') ports[message.port]?.postMessage(message.message);
    else if (message.type === 'closed') ports[message.port]?.close();
    else {
      const first = waiting.shift();
      if (first === undefined) arrived.push(message.data);
      else first(message.data);
    }
  });
  const pass = (data: ToHost, given: MessagePort): void => {
    const port = ports.push(given) - 1;
    send({ type: 'told', data, ports: [port] });
    given.on('message', (message) => send({ type: 'said', port, message }));
    given.on('close', () => send({ type: 'closed', port }));
  };
  const wire = (): Wire => {
    const { port1, port2 } = new MessageChannel();
    windows += 1;
    pass({ type: 'connect', window: windows }, port1);
    return {
      send: (message) => port2.postMessage(message),
      listen: (listener) => void port2.on('message', listener),
      close: () => port2.close(),
    };
  };
  const ended = once(child, 'exit').then(([code]): number | null => {
    for (const port of ports) port.close();
    return code;
  });
  const started: Process = {
    tell: (data) => send({ type: 'told', data, ports: [] }),
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
    pass,
    disturb: (how) => send({ type: 'disturb', how }),
    ended,
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
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
  without: [],
  options: { appVersion: '1.0.0', deviceName: 'test', serverUrl: null, sampleAccounts: [] },
  ...more,
});

beforeAll(async () => {
  entry = await bundleForNode('tests/integration/host/entry-process.ts');
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.kill();
});
afterAll(() => entry.remove());

describe('the data host process', () => {
  it('serves each window, also one that came before the store was open, and stops when told', async () => {
    const host = startProcess();
    const early = host.connect();
    const waiting = early.query('session.status', {});
    host.tell(init('served'));
    await until(host, 'ready');
    expect(await waiting).toMatchObject({ ok: true, data: { state: 'signed_out' } });
    const late = host.connect();
    expect(await late.query('tickets.detail', { id: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'signed_out' },
    });
    host.tell({ type: 'stop' });
    await until(host, 'stopped');
    const again = startProcess();
    again.tell(init('served'));
    await until(again, 'ready');
  });

  it('says why it can not open a profile', async () => {
    const first = startProcess();
    first.tell(init('locked'));
    await until(first, 'ready');
    first.tell({ type: 'stop' });
    await until(first, 'stopped');
    const wrong = startProcess();
    wrong.tell(init('locked', { key: 'another key' }));
    expect((await until(wrong, 'fatal')).error.code).toBe('wrong-key');
  });

  it('starts anew where the user asks to set a profile aside, and keeps the old one', async () => {
    const old = startProcess();
    old.tell(init('aside'));
    await until(old, 'ready');
    old.tell({ type: 'stop' });
    await until(old, 'stopped');
    const fresh = startProcess();
    fresh.tell(init('aside', { key: 'another key', setAside: true }));
    await until(fresh, 'ready');
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
    await first.kill();
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

  it('locks itself whatever a window does, and answers nobody until the password is given', async () => {
    const profile = join(entry.folder, 'locks');
    const before = await openProfile(profile);
    await actAs(before, { roles: ['service-desk'], personId: 'desk-1' });
    await before.close();
    const host = startProcess();
    host.tell(init('locks', { resume: { login: 'desk-1', password: PASSWORD, locked: false } }));
    await until(host, 'ready');
    const client = host.connect();
    const heard: string[] = [];
    const followed = new Promise<void>((resolve) => {
      client.live(
        'directory.teams',
        {},
        {
          data: () => heard.push('data'),
          failed: ({ code }) => {
            heard.push(code);
            resolve();
          },
        },
      );
    });
    expect(await client.query('directory.teams', {})).toMatchObject({ ok: true });
    host.tell({ type: 'lock' });
    await until(host, 'session', ({ resume }) => resume?.locked === true);
    await followed;
    expect(heard).toEqual(['data', 'locked']);
    for (const name of ['directory.teams', 'drafts.list'] as const) {
      expect(await client.query(name, {})).toMatchObject({ ok: false, error: { code: 'locked' } });
    }
    expect(await client.command('session.unlock', { password: PASSWORD })).toMatchObject({ ok: true });
    expect(await client.query('directory.teams', {})).toMatchObject({ ok: true });
    // What was followed ended with the lock: unlocking alone brings nothing.
    expect(heard).toEqual(['data', 'locked']);
  });

  it('locks who comes back after a crash, if that was asked for meanwhile', async () => {
    const profile = join(entry.folder, 'locks-early');
    const before = await openProfile(profile);
    await actAs(before, { roles: ['service-desk'], personId: 'desk-1' });
    await before.close();
    const host = startProcess();
    host.tell(init('locks-early', { resume: { login: 'desk-1', password: PASSWORD, locked: false } }));
    host.tell({ type: 'lock' });
    await until(host, 'ready');
    expect(await host.connect().query('directory.teams', {})).toMatchObject({ error: { code: 'locked' } });
  });

  it('has one port for a window: the one before ends with what it followed', async () => {
    const host = startProcess();
    host.tell(init('ports'));
    await until(host, 'ready');
    const closed = new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port2.on('close', resolve);
      host.pass({ type: 'connect', window: 7_000 }, port1);
    });
    const { port1, port2 } = new MessageChannel();
    host.pass({ type: 'connect', window: 7_000 }, port1);
    await closed;
    const answered = new Promise((resolve) => port2.on('message', resolve));
    port2.postMessage({ t: 'call', id: 1, name: 'session.status', input: {} });
    expect(await answered).toMatchObject({ t: 'reply', id: 1, reply: { ok: true } });
    port2.close();
  });

  it('says what it begins, answers a ping, and does without what it is told to do without', async () => {
    const profile = join(entry.folder, 'parts');
    const before = await openProfile(profile);
    await actAs(before, { roles: ['service-desk'], personId: 'desk-1' });
    before.context.values.set('server.url', 'http://127.0.0.1:9');
    await before.close();
    const resume = { login: 'desk-1', password: PASSWORD, locked: false };
    const phases = async (more: Partial<Init>): Promise<readonly string[]> => {
      const host = startProcess();
      host.tell(init('parts', { resume, ...more }));
      const begun: string[] = [];
      for (;;) {
        const message = await host.next();
        if (message.type === 'phase') begun.push(message.phase);
        if (message.type === 'ready') break;
      }
      host.tell({ type: 'ping' });
      await until(host, 'pong');
      host.tell({ type: 'stop' });
      await until(host, 'stopped');
      return begun;
    };
    expect(await phases({})).toEqual(['background', 'sync']);
    expect(await phases({ without: ['sync'] })).toEqual(['background']);
    expect(await phases({ without: ['sync', 'search', 'background'] })).toEqual([]);
    // There is a server, and it is not the line that lacks.
    const host = startProcess();
    host.tell(init('parts', { resume, without: ['sync'] }));
    await until(host, 'ready');
    expect(await host.connect().query('sync.status', {})).toMatchObject({
      ok: true,
      data: { phase: 'switchedOff', serverUrl: 'http://127.0.0.1:9' },
    });
  });

  it('outlives a promise that fails unheard, and ends in order after an exception that nobody caught', async () => {
    const host = startProcess();
    host.tell(init('throws'));
    await until(host, 'ready');
    host.disturb('rejects');
    expect(await host.connect().query('session.status', {})).toMatchObject({ ok: true });
    host.disturb('throws');
    expect(await host.ended).toBe(1);
    // The store was closed: its lock is free.
    const next = startProcess();
    next.tell(init('throws'));
    await until(next, 'ready');
  });
});
