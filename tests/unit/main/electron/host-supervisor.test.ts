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
    options: { appVersion: '1', deviceName: 'pc', serverUrl: null, sampleCompany: false },
  });
  const host = (index: number): FakeHost => {
    const found = hosts[index];
    if (found === undefined) throw new Error(`host ${index} was not started`);
    return found;
  };
  const portsGiven = (index: number) => host(index).heard.flatMap(({ ports }) => ports);
  return { supervisor, hosts, host, waiting, states, portsGiven };
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
    const { supervisor, hosts, host, waiting, states, portsGiven } = setUp();
    supervisor.start('k');
    supervisor.connect('a');
    supervisor.connect('closed');
    host(0).say({ type: 'ready' });
    supervisor.disconnect('closed');
    host(0).die();
    expect(supervisor.state()).toEqual({ state: 'reconnecting', attempt: 1 });
    waiting[0]?.then();
    expect(hosts).toHaveLength(2);
    host(1).say({ type: 'ready' });
    expect(portsGiven(1)).toEqual(['a-3']);
    expect(states.map(({ state }) => state)).toEqual(['starting', 'ready', 'reconnecting', 'ready']);
  });

  test('waits longer each time until it has been ready once', () => {
    const { supervisor, host, waiting } = setUp();
    supervisor.start('k');
    host(0).die();
    waiting[0]?.then();
    host(1).die();
    waiting[1]?.then();
    host(2).say({ type: 'ready' });
    host(2).die();
    expect(waiting.map(({ ms }) => ms)).toEqual([100, 200, 100]);
    expect(restartDelayMs(50)).toBe(10_000);
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
    const { supervisor, host, waiting } = setUp();
    const resume = { login: 'anna', password: 'secret', locked: false };
    supervisor.start('k');
    expect(host(0).heard[0]?.message).toMatchObject({ type: 'init', resume: null });
    host(0).say({ type: 'ready' });
    host(0).say({ type: 'session', resume });
    host(0).die();
    waiting[0]?.then();
    expect(host(1).heard[0]?.message).toMatchObject({ type: 'init', resume });
    host(1).say({ type: 'session', resume: null });
    host(1).die();
    waiting[1]?.then();
    expect(host(2).heard[0]?.message).toMatchObject({ type: 'init', resume: null });
  });

  test('keeps the store aside once when asked to, not at later starts', () => {
    const { supervisor, host, waiting } = setUp();
    supervisor.start('k');
    supervisor.setAside();
    expect(host(0).heard[0]?.message).toMatchObject({ type: 'init', setAside: false });
    host(0).say({ type: 'fatal', error: DAMAGED });
    host(0).die();
    supervisor.setAside();
    expect(host(1).heard[0]?.message).toMatchObject({ type: 'init', setAside: true });
    host(1).say({ type: 'ready' });
    host(1).die();
    waiting[0]?.then();
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
