import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, cliJson, type ServeProcess, serveCli } from './run-cli.ts';

describe('verbs with a server', () => {
  let folder: string;
  let server: ServeProcess;
  let adminUrl: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-cli-'));
    server = await serveCli(join(folder, 'backend'));
    const admin = JSON.parse(await readFile(join(folder, 'backend', 'admin.json'), 'utf8')) as {
      user: string;
      password: string;
    };
    const url = new URL(server.url);
    url.username = admin.user;
    url.password = admin.password;
    adminUrl = url.href;
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });

  it('provisions once and finds it done the second time', async () => {
    const first = await cliJson(['provision', '--server', adminUrl, '--prefix', 'other']);
    expect(first.code).toBe(0);
    expect(first.reply.data).toMatchObject({
      worker: { name: 'other-worker', generatedPassword: expect.any(String) },
    });
    const again = await cli(['provision', '--server', adminUrl, '--prefix', 'other']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 changed, /) });
    const stranger = await cliJson(['provision', '--server', server.url]);
    expect(stranger).toMatchObject({ code: 1, reply: { error: { code: 'wrong-credentials' } } });
  });

  it('seeds, syncs, and carries an edit to another console', async () => {
    const words = [
      'seed',
      '--server',
      adminUrl,
      '--tickets',
      '10',
      '--cis',
      '60',
      '--seed',
      '7',
      '--now',
      '2026-05-04T08:00:00Z',
    ];
    expect(await cliJson(words)).toMatchObject({
      code: 0,
      reply: { data: { collections: { tickets: { written: 10 } } } },
    });
    expect(await cliJson(words)).toMatchObject({
      code: 0,
      reply: { data: { collections: { tickets: { written: 0, present: 10 } } } },
    });

    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const sync = (profile: string, user: string, password: string) =>
      cliJson(['sync', '--profile', profile, '--server', server.url, '--user', user, '--once'], {
        DESKHAND_PASSWORD: password,
      });
    expect(await sync(one, 'anna.sd', 'anna-deskhand')).toMatchObject({
      code: 0,
      reply: { data: { pending: 0, refused: 0 } },
    });
    await cli([
      'run',
      'incidents.create',
      '{"title":"Made without a network"}',
      '--profile',
      one,
      '--as-user',
      'anna.sd',
    ]);
    expect(await sync(one, 'anna.sd', 'anna-deskhand')).toMatchObject({ code: 0 });
    expect(await sync(two, 'lea.lead', 'lea-deskhand')).toMatchObject({ code: 0 });
    const found = await cliJson(['search', 'made without', '--profile', two]);
    expect(found.reply.data[0]).toMatchObject({ title: 'Made without a network' });
  });

  it('tells a wrong password from a server that is not there', async () => {
    const profile = join(folder, 'three');
    const words = ['sync', '--profile', profile, '--user', 'anna.sd', '--once', '--server'];
    expect(await cliJson([...words, server.url], { DESKHAND_PASSWORD: 'wrong' })).toMatchObject({
      code: 1,
      reply: { error: { code: 'wrong_password' } },
    });
    expect(
      (await cliJson([...words, 'http://127.0.0.1:9'], { DESKHAND_PASSWORD: 'anna-deskhand' })).code,
    ).toBe(1);
    expect((await cli([...words, server.url], { DESKHAND_PASSWORD: '' })).code).toBe(2);
  });

  it('does not start on a port that is taken', async () => {
    const port = new URL(server.url).port;
    const taken = await cliJson(['serve', '--port', port, '--data', join(folder, 'other')]);
    expect(taken).toMatchObject({ code: 1, reply: { error: { code: 'port-in-use' } } });
  });
});
