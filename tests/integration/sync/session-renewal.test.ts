import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startEmbedded } from '../backend/server-process.ts';
import { type Central, newCentral, openSynced, settle } from './world.ts';

let server: ServerProcess;
let central: Central;
beforeAll(async () => {
  server = await startEmbedded({ sessionSeconds: 2 });
  central = await newCentral(server);
  await central.seed(5);
});
afterAll(() => server.stop());

test('the session cookie runs out and is renewed without anybody noticing', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const before = (await central.records('tickets')).size;
  for (let round = 0; round < 3; round += 1) {
    // Sessions last two seconds on this server, and only time ends them.
    await sleep(2_100);
    await desk.run('incidents.create', { title: `round ${round}` });
    await settle(desk);
    expect((await desk.status()).phase).toBe('online');
  }
  expect((await central.records('tickets')).size).toBe(before + 3);
  await desk.close();
});
