/** Two consoles of one company, each with a line of its own to the real server that a test cuts and mends; and rules for approvals that a test needs. */
import { afterAll, beforeAll, expect } from 'vitest';
import type { CollectionName } from '#domain/records/collections.ts';
import { type ServerProcess, startProcess } from '../backend/server-process.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { type Central, type Console, newCentral, openSynced, type Stored, settle } from './world.ts';

export type TwoConsoles = {
  readonly both: () => readonly [Console, Console];
  /** Neither reaches the server any more, and knows it. */
  readonly cutBoth: () => Promise<void>;
  /** The lines come back one after the other; ends when everything is everywhere. */
  readonly mend: (first: 0 | 1) => Promise<void>;
  /** What both consoles and the server have, which must be one and the same, with nothing left to send. */
  readonly everywhere: (collection: CollectionName, id: string) => Promise<Stored>;
};

/** For all tests of a file; `ready` gets them before the first of them. */
export const twoConsoles = (
  logins: readonly [string, string],
  ready: (...consoles: readonly [Console, Console]) => void,
): TwoConsoles => {
  let server: ServerProcess;
  let central: Central;
  let lines: readonly [TcpProxy, TcpProxy];
  let consoles: readonly [Console, Console];
  beforeAll(async () => {
    server = await startProcess();
    central = await newCentral(server);
    await central.seed(10);
    lines = [await startTcpProxy(server.url), await startTcpProxy(server.url)];
    consoles = [
      await openSynced(central, logins[0], { url: lines[0].url }),
      await openSynced(central, logins[1], { url: lines[1].url }),
    ];
    ready(...consoles);
  });
  afterAll(async () => {
    for (const one of consoles) await one.close();
    for (const line of lines) await line.close();
    await server.stop();
  });
  return {
    both: () => consoles,
    cutBoth: async () => {
      for (const line of lines) await line.set('down');
      for (const one of consoles) await one.until(({ phase }) => phase === 'offline');
    },
    mend: async (first) => {
      const order = first === 0 ? ([0, 1] as const) : ([1, 0] as const);
      for (const at of order) {
        await lines[at].set('up');
        await consoles[at].until(({ phase, pending }) => phase === 'online' && pending === 0);
      }
      await settle(...consoles);
    },
    everywhere: async (collection, id) => {
      const [left, right] = [await consoles[0].get(collection, id), await consoles[1].get(collection, id)];
      expect(left).toEqual(right);
      expect(left).toEqual((await central.records(collection)).get(id));
      for (const one of consoles) expect(await one.status()).toMatchObject({ pending: 0, refused: 0 });
      return left as Stored;
    },
  };
};

/** Makes `rule` the only one that changes are approved by, at an administrator's console. */
export const approveBy = async (ada: Console, rule: Stored): Promise<void> => {
  const { settings } = await ada.run('settings.all');
  const known = (settings as readonly Stored[]).find(({ key }) => key === 'approval-rules');
  const board = {
    ...{ id: 'board', name: 'Change advisory board', active: true, changeTypes: ['normal', 'emergency'] },
    ...{ leastRisk: null, share: 100, personIds: [], roles: [] },
  };
  const value = { key: 'approval-rules', remindAfterBusinessDays: 2, rules: [{ ...board, ...rule }] };
  await ada.run('settings.update', { value, baseVersion: known?.version ?? 0 });
};
