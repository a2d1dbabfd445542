import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKeyRing, type KeyRing } from '#main/electron/key-ring.ts';
import { openHost } from '#main/host/host.ts';
import { keyFileOf, type Sealer } from '#main/profile/key-file.ts';
import { eventLog, notebook } from '../import/import-host.ts';
import { cli, cliJson } from './run-cli.ts';

const ANNA = { DESKHAND_PASSWORD: 'anna-deskhand' };

describe('verbs on a profile', () => {
  let folder: string;
  let profile: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-cli-'));
    profile = join(folder, 'profile');
    const seeded = await cliJson([
      'seed',
      '--profile',
      profile,
      '--tickets',
      '20',
      '--cis',
      '60',
      '--seed',
      '7',
      '--now',
      '2026-05-04T08:00:00Z',
    ]);
    expect(seeded).toMatchObject({
      code: 0,
      reply: { ok: true, data: { collections: { tickets: { written: 20 } } } },
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const on = (...words: readonly string[]): readonly string[] => [...words, '--profile', profile];

  it('seeds the same company again', async () => {
    const other = join(folder, 'again');
    const words = ['seed', '--tickets', '20', '--cis', '60', '--seed', '7', '--now', '2026-05-04T08:00:00Z'];
    await cli([...words, '--profile', other]);
    const [one, two] = [
      await cli(on('export', 'tickets', '--as', 'json')),
      await cli(['export', 'tickets', '--as', 'json', '--profile', other]),
    ];
    expect(one.code).toBe(0);
    expect(JSON.parse(one.stdout)).toEqual(JSON.parse(two.stdout));
  });

  it('adds files of this machine to a record, and writes those of an export beside it', async () => {
    const created = await cliJson(
      on('run', 'incidents.create', '{"title":"With a picture"}', '--as-user', 'anna.sd'),
      ANNA,
    );
    const { id, number } = created.reply.data as unknown as Record<'id' | 'number', string>;
    const owner = JSON.stringify({ ownerCollection: 'tickets', ownerId: id });
    const path = join(folder, 'nul.txt');
    await writeFile(path, 'what the screen said');
    const run = (...more: readonly string[]) =>
      cliJson(on('run', 'attachments.add', owner, '--as-user', 'anna.sd', ...more), ANNA);
    expect(await run('--file', path, '--file', path)).toMatchObject({ code: 0, reply: { ok: true } });
    const program = join(folder, 'tool.bin');
    await writeFile(program, '\x7fELF');
    expect(await run('--file', program)).toMatchObject({
      code: 1,
      reply: { error: { reason: 'attachment.program' } },
    });
    expect(await run('--file', join(folder, 'nothing'))).toMatchObject({ code: 2 });

    const out = join(folder, 'files');
    const exported = (what: string) => cliJson(on('export', what, '--as', 'csv', '--files', out));
    expect(await exported('tickets')).toMatchObject({ reply: { data: { files: { written: 2, away: 0 } } } });
    expect((await readdir(join(out, number))).sort()).toEqual(['_nul (2).txt', '_nul.txt']);
    expect(await readFile(join(out, number, '_nul.txt'), 'utf8')).toBe('what the screen said');
    // Nothing is written over.
    expect(await exported('tickets')).toMatchObject({ code: 2 });
  });

  it('runs a command with the checks of the console', async () => {
    const done = await cliJson(
      on('run', 'incidents.create', '{"title":"No picture on the left screen"}', '--as-user', 'anna.sd'),
      ANNA,
    );
    expect(done).toMatchObject({
      code: 0,
      reply: {
        ok: true,
        data: {
          title: 'No picture on the left screen',
          createdBy: 'person-sd-1',
          journal: [{ by: 'person-sd-1', origin: 'cli' }],
        },
      },
    });
    const found = await cliJson(on('search', 'picture left', '--kind', 'ticket'));
    expect(found.reply.data[0]).toMatchObject({ title: 'No picture on the left screen' });
    const forbidden = await cliJson(on('run', 'settings.activate', '{}', '--as-user', 'anna.sd'), ANNA);
    expect(forbidden).toMatchObject({ code: 1, reply: { ok: false } });
    const stranger = await cliJson(on('run', 'incidents.create', '{"title":"x"}', '--as-user', 'mallory'));
    expect(stranger).toMatchObject({ code: 1, reply: { error: { code: 'unknown_user' } } });
    expect((await cli(on('run', 'incidents.create', '{nonsense', '--as-user', 'anna.sd'))).code).toBe(2);
    for (const [env, code] of [
      [{}, 'password_needed'],
      [{ DESKHAND_PASSWORD: 'lea-deskhand' }, 'wrong_password'],
    ] as const) {
      const words = on('run', 'incidents.create', '{"title":"In her name"}', '--as-user', 'anna.sd');
      expect(await cliJson(words, env)).toMatchObject({ code: 1, reply: { error: { code } } });
    }
  });

  it('answers Mango queries', async () => {
    const query = '{"selector":{"type":"person"},"sort":[{"name":"asc"}],"limit":3}';
    const found = await cliJson(on('query', 'directory', query));
    expect(found).toMatchObject({ code: 0, reply: { ok: true } });
    expect(found.reply.data).toHaveLength(3);
    const lines = (await cli(on('query', 'directory', query))).stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(found.reply.data);
    expect((await cliJson(on('query', 'directory', '{"name":{"$dance":1}}'))).reply.error.code).toBe(
      'bad_query',
    );
  });

  it('looks for patterns in a way that ends, and says which it can not read', async () => {
    const greedy =
      '{"selector":{"type":"person","name":{"$regex":"([A-Za-z ]+)+$|((a+)+)+!"}},"limit":2,"skip":1}';
    const found = await cliJson(on('query', 'directory', greedy));
    expect(found).toMatchObject({ code: 0, reply: { ok: true } });
    expect(found.reply.data).toHaveLength(2);
    const broken = await cliJson(on('query', 'directory', '{"name":{"$regex":"(?=x)"}}'));
    expect(broken).toMatchObject({ code: 1, reply: { error: { code: 'bad_query' } } });
    expect(broken.reply.error.message).toContain('The pattern (?=x) can not be used');
  });

  it.each([
    ['{"selector":{},"limit":-1}', 'limit: must be at least 1'],
    ['{"selector":{},"limit":"x"}', 'limit: must be a number'],
    ['{"selector":{},"skip":-4}', 'skip: must be at least 0'],
    ['{"selector":{},"sort":[{"colour":"asc"}]}', 'have no field "colour"'],
    ['{"selector":{},"sort":[{"name":"up"}]}', 'sort.0.name: must be asc or desc'],
    ['{"selector":{},"fields":[]}', 'unknown: fields'],
    ['[]', 'A query is an object'],
  ])('takes %s as wrong usage and says what is wrong', async (query, words) => {
    const answer = await cliJson(on('query', 'directory', query));
    expect(answer).toMatchObject({ code: 2, reply: { ok: false, error: { code: 'usage' } } });
    expect(answer.reply.error.message).toContain(words);
  });

  it('knows only its own collections', async () => {
    expect((await cli(on('query', 'spaceships', '{}'))).code).toBe(2);
  });

  it('reports the dashboard for a period', async () => {
    const report = await cliJson(
      on('report', 'dashboard', '--from', '2026-04-01', '--to', '2026-05-04', '--zone', 'Europe/Berlin'),
    );
    expect(report).toMatchObject({ code: 0, reply: { data: { from: '2026-04-01', to: '2026-05-04' } } });
    const csv = await cli(
      on('report', 'dashboard', '--from', '2026-04-01', '--to', '2026-05-04', '--as', 'csv'),
    );
    expect(csv.stdout).toMatch(
      /^from,to,about,key,name,figure,unit,value,before\r\n2026-04-01,2026-05-04,all,/,
    );
    const rows = await cli(on('report', 'dashboard', '--as', 'json'));
    expect((JSON.parse(rows.stdout) as { figures: unknown[] }).figures.length).toBeGreaterThan(100);
    expect((await cli(on('report', 'dashboard', '--as', 'xml'))).code).toBe(2);
    expect((await cli(on('report', 'dashboard', '--from', '2026-02-31'))).code).toBe(2);
    expect((await cli(on('report', 'weather'))).code).toBe(2);
  });

  it('writes what is planned as a calendar file', async () => {
    const file = join(folder, 'plan.ics');
    const { reply } = await cliJson(on('calendar', '--out', file, '--from', '2026-05-04'));
    expect(reply).toMatchObject({ data: { file, capped: [] } });
    const text = await readFile(file, 'utf8');
    expect(text).toContain('SUMMARY:Stocktaking\r\n');
    const count = text.match(/BEGIN:VEVENT/g)?.length;
    expect(reply).toMatchObject({ data: { count } });
    expect(
      (await cli(on('calendar', '--out', file, '--from', '2026-05-04', '--to', '2026-05-01'))).code,
    ).toBe(2);
  });

  it('exports tables a spreadsheet can not be harmed by', async () => {
    await cli(
      on(
        'run',
        'incidents.create',
        '{"title":"=HYPERLINK(\\"http://x\\"), \\"quoted\\""}',
        '--as-user',
        'anna.sd',
      ),
      ANNA,
    );
    const out = join(folder, 'tickets.csv');
    const done = await cliJson(on('export', 'tickets', '--as', 'csv', '--out', out));
    expect(done).toMatchObject({ code: 0, reply: { data: { file: out } } });
    const text = await readFile(out, 'utf8');
    expect(text).toContain('"\'=HYPERLINK(""http://x""), ""quoted"""');
    expect(text.split('\r\n')[0]).toContain('sla.resolutionDueAt');
    const rows = await cliJson(on('export', 'tickets', '--as', 'servicenow'));
    expect(rows.reply.data).toMatchObject({ format: 'servicenow', content: { result: expect.any(Array) } });
    expect((await cli(on('export', 'orders', '--as', 'servicenow'))).code).toBe(2);
    const nowhere = await cli(
      on('export', 'tickets', '--as', 'csv', '--out', join(folder, 'no', 'such', 'place.csv')),
    );
    expect(nowhere.code).toBe(1);
  });

  it('imports, says what it would do first, and refuses bad files with 1', async () => {
    const log = join(folder, 'log.csv');
    await writeFile(log, eventLog());
    const fresh = join(folder, 'fresh');
    const words = ['import', log, '--as', 'servicenow-incidents', '--profile'];
    const dry = await cli([...words, fresh, '--dry-run']);
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain('created\tincident\tINC0700001');
    expect((await cli(['check', '--profile', fresh])).code).toBe(1);
    expect(await cliJson([...words, fresh])).toMatchObject({
      code: 0,
      reply: { data: { skipped: 0, updated: 0 } },
    });
    expect(await cliJson([...words, fresh])).toMatchObject({
      code: 0,
      reply: { data: { created: 0, updated: 0 } },
    });

    const bad = join(folder, 'bad.json');
    await writeFile(bad, JSON.stringify(notebook({ monitors: 'two' })));
    const refused = await cliJson(['import', bad, '--as', 'glpi', '--profile', fresh]);
    expect(refused).toMatchObject({ code: 1, reply: { ok: false, error: { code: 'import_refused' } } });
    expect(refused.stderr).toContain(`${bad}: content.monitors: `);
    const tableless = await cliJson(['import', log, '--as', 'csv', '--profile', fresh]);
    expect(tableless).toMatchObject({ code: 2, reply: { error: { code: 'usage' } } });
    expect(tableless.reply.error.message).toContain('needs --map');
    expect((await cli(['import', bad, '--as', 'magic', '--profile', fresh])).code).toBe(2);
    expect((await cli(['import', bad, '--profile', fresh])).code).toBe(2);
  });

  it('leaves no profile behind when it made one for an import that was refused', async () => {
    const bad = join(folder, 'refused.json');
    await writeFile(bad, JSON.stringify(notebook({ monitors: 'two' })));
    const parent = join(folder, 'not', 'there');
    const inNothing = ['--profile', join(parent, 'yet')];
    expect((await cli(['import', bad, '--as', 'glpi', ...inNothing])).code).toBe(1);
    expect(existsSync(join(folder, 'not'))).toBe(false);
    expect((await cliJson(['query', 'tickets', '{}', ...inNothing])).reply.error.code).toBe('no_profile');

    // In a folder that was there, its own files stay.
    await mkdir(parent, { recursive: true });
    await writeFile(join(parent, 'notes.txt'), 'mine');
    expect((await cli(['import', bad, '--as', 'glpi', '--profile', parent])).code).toBe(1);
    expect(await readdir(parent)).toEqual(['notes.txt']);
  });

  it('checks the store and builds its search anew', async () => {
    const checked = await cliJson(on('check'));
    expect(checked).toMatchObject({
      code: 0,
      reply: { data: { problems: [], repaired: { searchRebuilt: true } } },
    });
  });

  it('says in words that another process has the profile open', async () => {
    const opened = await openHost({ profileDir: profile, key: 'test-key' });
    if (!opened.ok) throw new Error(opened.error.reason);
    const refused = await cliJson(on('search', 'x'));
    await opened.value.close();
    expect(refused).toMatchObject({ code: 1, reply: { error: { code: 'locked' } } });
    expect(refused.reply.error.message).toContain('Another process has this profile open');
  });

  it('refuses a wrong key, a missing key and a profile that is not there', async () => {
    expect(await cliJson(on('search', 'x'), { DESKHAND_KEY: 'wrong' })).toMatchObject({
      code: 1,
      reply: { error: { code: 'wrong-key' } },
    });
    expect(await cliJson(on('search', 'x'), { DESKHAND_KEY: '' })).toMatchObject({
      code: 2,
      reply: { error: { code: 'usage' } },
    });
    const keyFile = join(folder, 'key');
    await writeFile(keyFile, 'test-key\n');
    expect((await cli(on('search', 'x', '--key-file', keyFile), { DESKHAND_KEY: '' })).code).toBe(0);
    expect(await cliJson(['search', 'x', '--profile', join(folder, 'mistyped')])).toMatchObject({
      code: 1,
      reply: { error: { code: 'no_profile' } },
    });
  });
});

describe("a profile of the console's", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskhand-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** As the console does at its first start, with the answer of somebody who is asked how to keep the key. */
  const start = async (keychain: Sealer | null, answer: (ring: KeyRing) => unknown): Promise<void> => {
    const file = keyFileOf(folder);
    const ring = createKeyRing({ file, keychain, givenKey: null, onUnlocked: () => {} });
    await answer(ring);
    const opened = await openHost({ profileDir: folder, key: ring.key() ?? '' });
    if (!opened.ok) throw new Error(opened.error.reason);
    await opened.value.close();
  };
  const search = (env = {}, ...more: readonly string[]) =>
    cliJson(['search', 'x', '--profile', folder, ...more], { DESKHAND_KEY: '', ...env });

  it('opens with the key it keeps in a file, named or not', async () => {
    await start(null, (ring) => ring.acceptPlainKey());
    expect(await search()).toMatchObject({ code: 0, reply: { ok: true } });
    expect(await search({}, '--key-file', keyFileOf(folder))).toMatchObject({ code: 0 });
    expect(await search({ DESKHAND_KEY: 'another' })).toMatchObject({
      code: 1,
      reply: { error: { code: 'wrong-key' } },
    });
  });

  it('opens with the passphrase, and asks for it', async () => {
    await start(null, (ring) => ring.unlockWithPassphrase('a long passphrase'));
    expect(await search({ DESKHAND_PASSPHRASE: 'a long passphrase' })).toMatchObject({ code: 0 });
    const without = await search();
    expect(without).toMatchObject({ code: 2, reply: { error: { code: 'usage' } } });
    expect(without.reply.error.message).toContain('set DESKHAND_PASSPHRASE');
    expect(await search({ DESKHAND_PASSPHRASE: 'another one' })).toMatchObject({
      code: 1,
      reply: { error: { code: 'wrong-passphrase' } },
    });
  });

  it('says that a key in the keychain is for the console only', async () => {
    const keychain = { seal: (text: string) => Buffer.from(text), open: (sealed: Buffer) => `${sealed}` };
    await start(keychain, () => {});
    expect(await search()).toMatchObject({ code: 1, reply: { error: { code: 'key-in-keychain' } } });
  });

  it('does not take a damaged key file for a key', async () => {
    await start(null, (ring) => ring.acceptPlainKey());
    await writeFile(keyFileOf(folder), '{"version":1,"protection":"plain-file"');
    expect(await search()).toMatchObject({ code: 2, reply: { error: { code: 'usage' } } });
  });
});

describe('the command line', () => {
  it.each([
    [[]],
    [['dance']],
    [['search', 'x', '--profile', '/tmp/x', '--frobnicate']],
    [['seed']],
    [['provision', '--server', 'ftp://x']],
  ])('ends with 2 on wrong usage: %j', async (words) => {
    const plain = await cli(words);
    expect(plain.code).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).not.toBe('');
  });

  it('answers wrong usage in JSON when asked to, and help with 0', async () => {
    expect(await cliJson(['dance'])).toMatchObject({
      code: 2,
      reply: { ok: false, error: { code: 'usage' } },
    });
    expect((await cli(['import', '--help'])).code).toBe(0);
  });
});
