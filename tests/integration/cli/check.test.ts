import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPendingMarks } from '#main/host/local/pending.ts';
import type { Connection } from '#main/host/storage/driver.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { storeSchemaOf } from '#main/host/store/schemas.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { cli, cliJson } from './run-cli.ts';

/** Their table of the present version. */
const TICKETS = `tickets_v${storeSchemaOf('tickets').version}`;

let folder: string;
let profile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskhand-check-'));
  profile = join(folder, 'profile');
  const seeded = await cliJson(['seed', '--profile', profile, '--cis', '40', '--tickets', '60']);
  if (seeded.code !== 0) throw new Error(seeded.stderr);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const inStore = async <T>(work: (connection: Connection) => T): Promise<T> => {
  const opened = openStoreFile(storePathOf(profile), 'test-key');
  if (!opened.ok) throw new Error(opened.error.reason);
  const answer = work(opened.value.connection);
  await opened.value.close();
  return answer;
};

it('says what it set aside, what was lost with it, and what it wrote anew', async () => {
  const [edited = '', sent = '', garbled = ''] = await inStore((connection) => {
    const ids = connection
      .prepare(`SELECT id FROM ${TICKETS} ORDER BY id LIMIT 3`)
      .all([])
      .map(([id]) => String(id));
    const pending = createPendingMarks(connection);
    pending.clear('tickets', ids, pending.now());
    pending.mark('tickets', [String(ids[0])]);
    const spoil = connection.prepare(
      `UPDATE ${TICKETS}_json SET data = replace(data, '"urgency":', '"urgencz":') WHERE n = (SELECT n FROM ${TICKETS} WHERE id = ?)`,
    );
    for (const id of ids.slice(0, 2)) spoil.run([id]);
    connection.prepare(`UPDATE ${TICKETS} SET f_number = 'garbled' WHERE id = ?`).run([String(ids[2])]);
    return ids;
  });
  const { code, stdout } = await cli(['check', '--profile', profile]);
  expect(code, stdout).toBe(0);
  expect(stdout).toContain(
    '2 damaged records were set aside; they are fetched from the server at the next sync.',
  );
  expect(stdout).toContain('1 record had its columns written anew.');
  expect(stdout).toContain(`tickets ${edited} was damaged with edits that had not been sent; they are lost.`);
  expect(stdout).not.toContain(sent);
  expect(
    await inStore((connection) =>
      connection.prepare(`SELECT count(*) FROM ${TICKETS} WHERE f_number = 'garbled'`).get([]),
    ),
  ).toEqual([0]);
  expect(garbled).not.toBe('');

  const again = await cliJson(['check', '--profile', profile]);
  expect(again).toMatchObject({
    code: 0,
    reply: { data: { problems: [], repaired: { damaged: 0, mended: 0 } } },
  });
  expect((again.reply.data as { readonly setAside?: unknown }).setAside).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: edited, state: 'waiting', hadUnsent: true }),
      expect.objectContaining({ id: sent, state: 'waiting', hadUnsent: false }),
    ]),
  );
});
