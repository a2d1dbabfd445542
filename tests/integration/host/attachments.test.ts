import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_FILES, PART_BYTES } from '#contracts/attachments.ts';
import type { Host } from '#main/host/host.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { attach, type GivenFile, readFile, stage, tryStage } from './support/files.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, NO_CONTROL, query, refusal } from './support/test-host.ts';

let host: Host;
let ticketId = '';
const { reopen: reopenHost } = hostForAll(async (opened) => {
  host = opened;
});
const run = (name: string, input: unknown) => host.dispatcher.run(name, input, NO_CONTROL);
const anna = () => actAs(host, { roles: ['service-desk'], personId: 'anna' });
beforeEach(async () => {
  await anna();
  ticketId = (await data(command(host, 'incidents.create', { title: 'The dock is dark' }))).id;
});

const owner = () => ({ ownerCollection: 'tickets', ownerId: ticketId }) as const;
const file = (patch: Partial<GivenFile> = {}): GivenFile => ({
  ...{ ...owner(), fileName: 'notes.txt', mediaType: 'text/plain', bytes: Buffer.from('dock 7') },
  ...patch,
});
const list = () => data(query(host, 'attachments.of', owner()));
const reasonOf = async (given: GivenFile): Promise<string> => (await refusal(tryStage(run, given))).reason;

describe('a file', () => {
  it('waits on this device until it is added, for who brought it, also through a restart', async () => {
    const bytes = randomBytes(2 * PART_BYTES + 17);
    const id = await stage(run, file({ fileName: '../a/screen.png', mediaType: 'image/png', bytes }));
    // What says it is a picture and is none is nothing that is shown.
    const staged = {
      id,
      fileName: 'screen.png',
      mediaType: 'application/octet-stream',
      sizeBytes: bytes.length,
    };
    expect(await list()).toMatchObject({ rows: [], staged: [staged] });
    await actAs(host, { roles: ['team-lead'], personId: 'lea' });
    expect((await list()).staged).toEqual([]);
    expect(await readFile(run, id)).toBe('attachment.not_here');
    host = await reopenHost();
    await anna();
    expect((await list()).staged).toEqual([staged]);
    expect(bytes.equals((await readFile(run, id)) as Buffer)).toBe(true);
    await data(command(host, 'attachments.add', { ...owner(), ids: [id] }));
    // The window died before it heard so: asking again changes nothing.
    await data(command(host, 'attachments.add', { ...owner(), ids: [id] }));
    const { rows, staged: left } = await list();
    expect([rows, left]).toMatchObject([[{ ...staged, createdBy: 'anna', state: 'here', reason: null }], []]);
    const record = await host.context.records.get('attachments', id);
    expect(record).toMatchObject({ ...owner(), data: null, active: true, sizeBytes: bytes.length });
    expect([record?.sha256, record?.md5]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    ]);
  });

  it('can be brought before the record it is for is there', async () => {
    const early = { ownerCollection: 'tickets', ownerId: 'a-draft-of-an-incident' };
    const id = await stage(run, file(early));
    expect((await refusal(run('attachments.add', { ...early, ids: [id] }))).code).toBe('not_found');
    await data(command(host, 'incidents.create', { id: early.ownerId, title: 'Now it is there' }));
    await data(run('attachments.add', { ...early, ids: [id] }) as never);
    expect((await data(query(host, 'attachments.of', early as never))).rows).toMatchObject([{ id }]);
  });

  it('is encrypted with everything else', async () => {
    const bytes = Buffer.from('found in no file of the profile '.repeat(2_000));
    await attach(run, file({ bytes }));
    host.store.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const path = storePathOf(host.store.path.replace(/\/[^/]*$/, ''));
    for (const stored of [path, `${path}-wal`]) {
      const text = readFileSync(stored);
      expect(text.includes('found in no file')).toBe(false);
    }
  });

  it.each<[Partial<GivenFile>, string]>([
    [{ bytes: Buffer.alloc(0) }, 'attachment.empty'],
    [{ fileName: 'Setup.EXE' }, 'attachment.blocked'],
    [{ fileName: 'invoice.pdf', bytes: Buffer.from('MZ\x90\0') }, 'attachment.program'],
  ])('is refused with its reason: %j', async (patch, reason) => {
    expect(await reasonOf(file(patch))).toBe(reason);
    expect(await list()).toMatchObject({ rows: [], staged: [] });
  });

  it('is as large as the company says', async () => {
    await actAs(host, { roles: ['administrator'] });
    const value = { key: 'attachment-options' as const, maxMegabytes: 1, blockedEndings: ['txt'] };
    const saved = await data(command(host, 'settings.update', { value, baseVersion: 0 }));
    await expect.poll(() => host.context.settings.all().some(({ key }) => key === value.key)).toBe(true);
    await anna();
    expect(await reasonOf(file({ fileName: 'a.bin', bytes: Buffer.alloc(PART_BYTES + 1, 1) }))).toBe(
      'attachment.too_large',
    );
    expect(await reasonOf(file())).toBe('attachment.blocked');
    // Programs are taken by who did not forbid them.
    expect((await tryStage(run, file({ fileName: 'a.exe', bytes: Buffer.from('MZ') }))).ok).toBe(true);
    await actAs(host, { roles: ['administrator'] });
    const back = { ...value, maxMegabytes: 25, blockedEndings: ['exe'] };
    await data(command(host, 'settings.update', { value: back, baseVersion: saved.version }));
    await expect
      .poll(() => host.context.settings.all().find(({ key }) => key === value.key)?.version)
      .toBe(saved.version + 1);
  });

  it('comes in order, whole, from whom it was announced by', async () => {
    const id = 'in-parts';
    const head = { ...owner(), id, fileName: 'a.bin', mediaType: '', sizeBytes: PART_BYTES + 2 };
    const part = (length: number): ArrayBuffer => new Uint8Array(length).fill(7).buffer;
    const write = (at: number, length: number) =>
      run('attachments.write', { id, part: at, bytes: part(length) });
    const NOT_ARRIVING = { error: { reason: 'attachment.not_arriving' } };
    expect(await write(0, 2)).toMatchObject(NOT_ARRIVING);
    for (const wrong of [() => write(1, 2), () => write(0, 2), () => run('attachments.finish', { id })]) {
      await data(run('attachments.begin', head) as never);
      expect(await wrong()).toMatchObject({ error: { reason: 'attachment.other_size' } });
      expect(await write(0, PART_BYTES)).toMatchObject(NOT_ARRIVING);
    }
    await data(run('attachments.begin', head) as never);
    await actAs(host, { roles: ['field'], personId: 'finn' });
    expect(await write(0, PART_BYTES)).toMatchObject(NOT_ARRIVING);
    await anna();
    await data(write(0, PART_BYTES) as never);
    await data(write(1, 2) as never);
    await data(run('attachments.finish', { id }) as never);
    // It is there: its id is nobody's to begin anew.
    expect((await refusal(run('attachments.begin', head))).code).toBe('exists');
    expect(
      host.store.connection.prepare('SELECT count(*) FROM local_file_parts WHERE file = ?').get([id]),
    ).toEqual([2]);
  });

  it('that was only half there when the process died is gone', async () => {
    await data(
      run('attachments.begin', {
        ...owner(),
        id: 'half',
        fileName: 'a',
        mediaType: '',
        sizeBytes: 9,
      }) as never,
    );
    host = await reopenHost();
    await anna();
    expect((await refusal(run('attachments.finish', { id: 'half' }))).reason).toBe('attachment.not_arriving');
    expect(host.context.files.find('half')).toBeNull();
  });

  it('is discarded before it is added, and withdrawn afterwards', async () => {
    const [staged, added] = [await stage(run, file()), await attach(run, file())];
    await data(command(host, 'attachments.discard', { ids: [staged, added] }));
    expect(await list()).toMatchObject({ rows: [{ id: added }], staged: [] });
    await actAs(host, { roles: ['field'], personId: 'finn' });
    expect((await refusal(command(host, 'attachments.withdraw', { id: added }))).code).toBe('forbidden');
    await anna();
    await data(command(host, 'attachments.withdraw', { id: added }));
    expect((await list()).rows).toEqual([]);
    expect(await readFile(run, added)).toBe('attachment.not_here');
    expect(await host.context.records.get('attachments', added)).toMatchObject({ active: false });
    expect((await refusal(command(host, 'attachments.fetch', { id: added }))).reason).toBe(
      'attachment.withdrawn',
    );
    expect(host.store.connection.prepare('SELECT count(*) FROM local_file_parts').get([])).toBeDefined();
  });

  it('is withdrawn by a lead, too', async () => {
    const id = await attach(run, file());
    await actAs(host, { roles: ['team-lead'], personId: 'lea' });
    await data(command(host, 'attachments.withdraw', { id }));
    expect((await list()).rows).toEqual([]);
  });

  it('that the medium damaged is told as damaged, never given out', async () => {
    const id = await attach(run, file());
    const damage = `UPDATE local_file_parts SET data = CAST('dock 8' AS BLOB) WHERE file = '${id}'`;
    host.store.connection.exec(damage);
    expect(await readFile(run, id)).toBe('attachment.damaged');
  });

  it('is fetched where there is a line only', async () => {
    const id = await attach(run, file());
    host.context.files.remove([id]);
    expect((await list()).rows).toMatchObject([{ id, state: 'away' }]);
    expect((await refusal(command(host, 'attachments.fetch', { id }))).reason).toBe('attachment.no_line');
  });

  it('counts against the limit while it comes, too', async () => {
    const begin = (id: string) =>
      run('attachments.begin', {
        ...{ ...owner(), id, fileName: 'a.txt', mediaType: 'text/plain', sizeBytes: 10 },
      });
    const ids = Array.from({ length: MAX_FILES }, (_, n) => `arriving-${n}`);
    for (const id of ids) expect((await begin(id)).ok, id).toBe(true);
    expect(await begin('arriving-more')).toMatchObject({ error: { reason: 'attachment.too_many' } });
    expect((await begin('arriving-0')).ok, 'begun anew').toBe(true);
    for (let at = 0; at < ids.length; at += 100) {
      await run('attachments.discard', { ids: ids.slice(at, at + 100) });
    }
  });

  it('is one of so many at most', async () => {
    const [first, last] = [await attach(run, file()), await stage(run, file())];
    const record = await host.context.records.get('attachments', first);
    const others = Array.from({ length: MAX_FILES - 1 }, (_, n) => ({ ...record, id: `many-${n}` }));
    await host.context.records.putAll('attachments', others as never);
    expect(await reasonOf(file())).toBe('attachment.too_many');
    const added = command(host, 'attachments.add', { ...owner(), ids: [last] });
    expect((await refusal(added)).reason).toBe('attachment.too_many');
  });
});

it('the images in the text of an article are read as files are, and listed by the text', async () => {
  await actAs(host, { roles: ['knowledge-manager'] });
  const article = await data(command(host, 'articles.create', { title: 'With an image' }));
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(30)]);
  const image = {
    id: article.id,
    fileName: 'a.png',
    mediaType: 'image/png',
    data: png.toString('base64'),
  } as const;
  const { imageId } = await data(command(host, 'articles.addImage', image));
  const { rows } = await data(
    query(host, 'attachments.of', { ownerCollection: 'knowledge', ownerId: article.id }),
  );
  expect(rows).toEqual([]);
  expect(await readFile(run, imageId)).toEqual(png);
});
