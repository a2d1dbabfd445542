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
    const sync = (profile: string, user: string, password: string, ...more: readonly string[]) =>
      cliJson(['sync', '--profile', profile, '--server', server.url, '--user', user, '--once', ...more], {
        DESKHAND_PASSWORD: password,
      });
    expect(await sync(one, 'anna.sd', 'anna-deskhand')).toMatchObject({
      code: 0,
      reply: { data: { pending: 0, refused: 0 } },
    });
    await cli(
      [
        'run',
        'incidents.create',
        '{"title":"Made without a network"}',
        '--profile',
        one,
        '--as-user',
        'anna.sd',
      ],
      { DESKHAND_PASSWORD: 'anna-deskhand' },
    );
    expect(await sync(one, 'anna.sd', 'anna-deskhand')).toMatchObject({ code: 0 });
    expect(await sync(two, 'lea.lead', 'lea-deskhand')).toMatchObject({ code: 0 });
    const plan = join(folder, 'plan.ics');
    expect(await sync(two, 'lea.lead', 'lea-deskhand', '--calendar', plan)).toMatchObject({ code: 0 });
    expect(await readFile(plan, 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n.*END:VCALENDAR\r\n$/s);
    const nowhere = join(folder, 'nowhere', 'plan.ics');
    expect(await sync(two, 'lea.lead', 'lea-deskhand', '--calendar', nowhere)).toMatchObject({
      code: 1,
      reply: { error: { code: 'invalid', reason: 'calendarFile.no_folder' } },
    });
    const three = join(folder, 'three months');
    const narrow = await sync(three, 'lea.lead', 'lea-deskhand', '--ended-months', '3');
    expect(narrow).toMatchObject({ code: 0, reply: { data: { scope: { endedMonths: 3 } } } });
    const whole = await sync(three, 'lea.lead', 'lea-deskhand', '--ended-months', 'all');
    expect(whole).toMatchObject({ code: 0, reply: { data: { scope: { endedMonths: null } } } });
    expect((await sync(three, 'lea.lead', 'lea-deskhand', '--ended-months', '0')).code).toBe(2);
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

  it('says that there are no databases instead of ending well or blaming the line', async () => {
    const profile = join(folder, 'mistyped');
    const words = ['sync', '--profile', profile, '--server', server.url, '--user', 'anna.sd'];
    const env = { DESKHAND_PASSWORD: 'anna-deskhand' };
    for (const once of [['--once'], []]) {
      const missing = await cliJson([...words, '--prefix', 'deskhnad', ...once], env);
      expect(missing).toMatchObject({ code: 1, reply: { error: { code: 'no_databases' } } });
      expect(missing.reply.error.message).toContain(
        'lacks databases with the prefix "deskhnad": run provision, or give the right --prefix',
      );
    }
  });

  it('ends with 1 when the server lets the user of a running sync in no more', async () => {
    const admin = async (method: string, path: string, body?: unknown) => {
      const url = new URL(path, server.url);
      const { username, password } = new URL(adminUrl);
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      const headers = { authorization, 'content-type': 'application/json' };
      return (await fetch(url, { method, headers, body: JSON.stringify(body) })).json();
    };
    const before = await admin('GET', '/deskhand-settings');
    const words = ['--server', server.url, '--user'];
    const running = cliJson(['sync', '--profile', join(folder, 'live'), ...words, 'finn.field'], {
      DESKHAND_PASSWORD: 'finn-deskhand',
    });
    // It has signed in when its device has put its name down.
    await admin('GET', `/deskhand-settings/_changes?feed=longpoll&since=${before.update_seq}`);
    const user = '/_users/org.couchdb.user:finn.field';
    await admin('PUT', user, { ...(await admin('GET', user)), password: 'another-password' });
    // Somebody's work wakes it, should it be waiting for news with the old cookie.
    const other = ['--profile', join(folder, 'two')];
    const lea = { DESKHAND_PASSWORD: 'lea-deskhand' };
    await cli(['run', 'incidents.create', '{"title":"news"}', ...other, '--as-user', 'lea.lead'], lea);
    await cli(['sync', '--once', ...other, ...words, 'lea.lead'], lea);
    expect(await running).toMatchObject({ code: 1, reply: { error: { code: 'refused' } } });
  });

  it('does not start on a port that is taken', async () => {
    const port = new URL(server.url).port;
    const taken = await cliJson(['serve', '--port', port, '--data', join(folder, 'other')]);
    expect(taken).toMatchObject({ code: 1, reply: { error: { code: 'port-in-use' } } });
  });
});
