import { describe, expect, test } from 'vitest';
import type { FromHost, ToHost } from '#contracts/host-process.ts';
import type { HostState } from '#contracts/native.ts';
import { createHostSupervisor, restartDelayMs } from '#main/electron/host-supervisor.ts';

const DAMAGED = { code: 'damaged', reason: 'store.damaged', details: { cause: 'page 3' } } as const;
type FakeHost = {
  readonly heard: { readonly message: ToHost; readonly ports: readonly string[] }[];
  readonly say: (message: FromHost) => void;
  readonly die: () => void;
};

/** A host, a clock and windows that do what the test says. */
function setUp() {
  const hosts: FakeHost[] = [];
  const waiting: { readonly ms: number; readonly then: () => void }[] = [];
  const states: HostState[] = [];
  let channels = 0;
  const supervisor = createHostSupervisor<string, string>({
    fork: () => {
      const heard: FakeHost['heard'] = [];
      let listener: (message: FromHost) => void = () => {};
      let exit: (code: number) => void = () => {};
      hosts.push({ heard, say: (message) => listener(message), die: () => exit(1) });
      return {
        post: (message, ports = []) => heard.push({ message, ports }),
        onMessage: (given) => {
          listener = given;
        },
        onExit: (given) => {
          exit = given;
        },
        kill: () => exit(0),
      };
    },
    openChannel: (window) => {
      channels += 1;
      return `${window}-${channels}`;
    },
    wait: (ms, then) => waiting.push({ ms, then }),
    onState: (state) => states.push(state),
    profileDir: '/profile',
    options: { appVersion: '1', deviceName: 'pc', serverUrl: null, sampleAccounts: [] },
  });
  const host = (index: number): FakeHost => {
    const found = hosts[index];
    if (found === undefined) throw new Error(`host ${index} was not started`);
    return found;
  };
  /** Lets the time of the oldest wait of that length pass. */
  const due = (ms: number): void => {
    const index = waiting.findIndex((one) => one.ms === ms);
    if (index < 0) throw new Error(`nothing waits ${ms} ms but ${waiting.map((one) => one.ms)}`);
    waiting.splice(index, 1)[0]?.then();
  };
  const portsGiven = (index: number) => host(index).heard.flatMap(({ ports }) => ports);
  return { supervisor, hosts, host, waiting, due, states, portsGiven };
}

describe('the data host', () => {
  test('starts only with a key, and gets it first', () => {
    const { supervisor, hosts, host } = setUp();
    expect(supervisor.state()).toEqual({ state: 'waiting-for-key' });
    expect(hosts).toHaveLength(0);
    supervisor.start('k');
    supervisor.start('other');
    expect(hosts).toHaveLength(1);
    expect(host(0).heard[0]?.message).toMatchObject({ type: 'init', profileDir: '/profile', key: 'k' });
  });

  test('tells windows how far an older store is on its way, until it is ready', () => {
    const { supervisor, host, states } = setUp();
    supervisor.start('k');
    const steps = [
      { step: 'checksums', done: 250, total: 1_000 },
      { step: 'migration', done: 3, total: 4 },
    ] as const;
    for (const preparing of steps) host(0).say({ type: 'preparing', preparing });
    expect(states.slice(-2)).toEqual(steps.map((preparing) => ({ state: 'starting', preparing })));
    host(0).say({ type: 'ready' });
    host(0).say({ type: 'preparing', preparing: steps[0] });
    expect(supervisor.state()).toMatchObject({ state: 'ready' });
  });

  test('a window that asked early gets its port when the host is ready; a later one at once', () => {
    const { supervisor, host, portsGiven } = setUp();
    supervisor.connect('a');
    supervisor.start('k');
    expect(portsGiven(0)).toEqual([]);
    host(0).say({ type: 'ready' });
    supervisor.connect('b');
    expect(portsGiven(0)).toEqual(['a-1', 'b-2']);
  });

  test('is started again when it dies, and every open window gets a fresh port', () => {
    const { supervisor, hosts, host, due, states, portsGiven } = setUp();
    supervisor.start('k');
    supervisor.connect('a');
    supervisor.connect('closed');
    host(0).say({ type: 'ready' });
    supervisor.disconnect('closed');
    host(0).die();
    expect(supervisor.state()).toEqual({ state: 'reconnecting', attempt: 1 });
    due(100);
    expect(hosts).toHaveLength(2);
    host(1).say({ type: 'ready' });
    expect(portsGiven(1)).toEqual(['a-3']);
    expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'reconnecting', 'ready']);
  });

  test('waits longer each time until one has been ready for a while, and still answers', () => {
    const { supervisor, host, waiting, due } = setUp();
    supervisor.start('k');
    host(0).die();
    due(100);
    host(1).die();
    due(200);
    host(2).say({ type: 'phase', phase: 'sync' });
    host(2).say({ type: 'ready' });
    host(2).die();
    due(400);
    host(3).say({ type: 'ready' });
    due(60_000);
    due(60_000);
    expect(host(3).heard.at(-1)?.message).toEqual({ type: 'ping' });
    host(3).say({ type: 'phase', phase: 'serving' });
    host(3).die();
    // It was asked and did not answer.
    due(800);
    host(4).say({ type: 'ready' });
    due(60_000);
    host(4).say({ type: 'pong' });
    host(4).die();
    due(100);
    expect(waiting).toEqual([]);
    expect(restartDelayMs(50)).toBe(10_000);
  });

  test('that dies three times in the same part is started without it, and says so until somebody tries again', () => {
    const { supervisor, hosts, host, states, due, portsGiven } = setUp();
    supervisor.start('k');
    supervisor.connect('a');
    for (let at = 0; at < 3; at += 1) {
      host(at).say({ type: 'ready' });
      host(at).say({ type: 'phase', phase: 'sync' });
      host(at).die();
      due(100 * 2 ** at);
    }
    expect(host(2).heard[0]?.message).toMatchObject({ without: [] });
    expect(host(3).heard[0]?.message).toMatchObject({ type: 'init', without: ['sync'] });
    host(3).say({ type: 'ready' });
    expect(supervisor.state()).toEqual({ state: 'ready', without: ['sync'] });
    supervisor.retry();
    supervisor.retry();
    expect(host(3).heard.at(-1)?.message).toEqual({ type: 'stop' });
    expect(supervisor.state()).toEqual({ state: 'reconnecting', attempt: 1 });
    host(3).say({ type: 'stopped' });
    expect(hosts).toHaveLength(5);
    expect(host(4).heard[0]?.message).toMatchObject({ type: 'init', without: [] });
    host(4).say({ type: 'ready' });
    expect(states.at(-1)).toEqual({ state: 'ready', without: [] });
    expect(portsGiven(4)).toEqual(['a-5']);
    // With everything there is nothing to try again.
    supervisor.retry();
    expect(host(4).heard.map(({ message }) => message.type)).toEqual(['init', 'connect']);
  });

  test('that can not even open its store is given up, until somebody tries again', () => {
    const { supervisor, hosts, host, due, waiting } = setUp();
    supervisor.start('k');
    host(0).die();
    due(100);
    host(1).die();
    due(200);
    host(2).die();
    expect(waiting).toEqual([]);
    expect(supervisor.state()).toMatchObject({ state: 'failed', error: { code: 'keeps-dying' } });
    supervisor.retry();
    expect(hosts).toHaveLength(4);
    expect(supervisor.state()).toEqual({ state: 'starting' });
    host(3).die();
    due(100);
    expect(hosts).toHaveLength(5);
  });

  test('a window that asks for ports again and again is one window', () => {
    const { supervisor, host } = setUp();
    supervisor.start('k');
    host(0).say({ type: 'ready' });
    for (const window of ['a', 'a', 'b', 'a']) supervisor.connect(window);
    const connected = host(0).heard.flatMap(({ message }) =>
      message.type === 'connect' ? [message.window] : [],
    );
    expect(connected).toEqual([1, 1, 2, 1]);
  });

  test('is locked at once, and one that is just being started begins locked', () => {
    const { supervisor, host, due } = setUp();
    const resume = { login: 'anna', password: 'secret', locked: false };
    supervisor.start('k');
    host(0).say({ type: 'ready' });
    host(0).say({ type: 'session', resume });
    supervisor.lock();
    expect(host(0).heard.at(-1)?.message).toEqual({ type: 'lock' });
    host(0).die();
    supervisor.lock();
    due(100);
    expect(host(1).heard[0]?.message).toMatchObject({ type: 'init', resume: { ...resume, locked: true } });
  });

  test('is not started again after it said why it cannot run, until asked', () => {
    const { supervisor, hosts, host, waiting } = setUp();
    supervisor.start('k');
    host(0).say({ type: 'fatal', error: DAMAGED });
    host(0).die();
    expect(supervisor.state()).toEqual({ state: 'failed', error: DAMAGED });
    expect(waiting).toHaveLength(0);
    supervisor.retry();
    expect(hosts).toHaveLength(2);
    expect(supervisor.state()).toEqual({ state: 'starting' });
  });

  test('brings the person who was signed in back after a crash, nobody after signing out', () => {
    const { supervisor, host, due } = setUp();
    const resume = { login: 'anna', password: 'secret', locked: false };
    supervisor.start('k');
    expect(host(0).heard[0]?.message).toMatchObject({ type: 'init', resume: null });
    host(0).say({ type: 'ready' });
    host(0).say({ type: 'session', resume });
    host(0).die();
    due(100);
    expect(host(1).heard[0]?.message).toMatchObject({ type: 'init', resume });
    host(1).say({ type: 'session', resume: null });
    host(1).die();
    due(200);
    expect(host(2).heard[0]?.message).toMatchObject({ type: 'init', resume: null });
  });

  test('keeps the store aside once when asked to, not at later starts', () => {
    const { supervisor, host, due } = setUp();
    supervisor.start('k');
    supervisor.setAside();
    expect(host(0).heard[0]?.message).toMatchObject({ type: 'init', setAside: false });
    host(0).say({ type: 'fatal', error: DAMAGED });
    host(0).die();
    supervisor.setAside();
    expect(host(1).heard[0]?.message).toMatchObject({ type: 'init', setAside: true });
    host(1).say({ type: 'ready' });
    host(1).die();
    due(100);
    expect(host(2).heard[0]?.message).toMatchObject({ type: 'init', setAside: false });
  });

  test('is let finish at the end and not started again', async () => {
    const { supervisor, hosts, host } = setUp();
    supervisor.start('k');
    host(0).say({ type: 'ready' });
    const stopped = supervisor.stop();
    expect(host(0).heard.at(-1)?.message).toEqual({ type: 'stop' });
    host(0).say({ type: 'stopped' });
    await stopped;
    expect(hosts).toHaveLength(1);
  });

  test('one that does not finish is ended when its time is over', async () => {
    const { supervisor, waiting } = setUp();
    supervisor.start('k');
    const stopped = supervisor.stop();
    waiting[0]?.then();
    await stopped;
  });

  test('a stop between two attempts starts nothing more', async () => {
    const { supervisor, hosts, host, waiting } = setUp();
    supervisor.start('k');
    host(0).die();
    await supervisor.stop();
    waiting[0]?.then();
    expect(hosts).toHaveLength(1);
  });
});
