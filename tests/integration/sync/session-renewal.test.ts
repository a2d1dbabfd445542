import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedProcess, startEmbedded } from '../backend/server-process.ts';
import { type Central, newCentral, openSynced, settle } from './world.ts';

let server: EmbeddedProcess;
let central: Central;
beforeAll(async () => {
  server = await startEmbedded();
  central = await newCentral(server);
  await central.seed(5);
});
afterAll(() => server.stop());

test('the session cookie runs out and is renewed without anybody noticing', async () => {
  const desk = await openSynced(central, 'anna.sd');
  const before = (await central.records('tickets')).size;
  for (let round = 0; round < 3; round += 1) {
    // Sessions last ten minutes.
    await server.setClock((round + 1) * 660_000);
    await desk.run('incidents.create', { title: `round ${round}` });
    await settle(desk);
    expect((await desk.status()).phase).toBe('online');
  }
  expect((await central.records('tickets')).size).toBe(before + 3);
  await desk.close();
});
