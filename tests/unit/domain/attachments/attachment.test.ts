import { describe, expect, it } from 'vitest';
import {
  checkFile,
  checkHead,
  namedFile,
  newAttachment,
  withdrawAttachment,
} from '#domain/attachments/attachment.ts';
import { ROLES } from '#domain/records/common.ts';
import { attachmentOptions } from '#domain/settings/defaults.ts';
import { envOf, unwrap } from '../env.ts';
import { write } from '../permissions/writes.ts';

const OPTIONS = attachmentOptions();
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const facts = {
  ...{ fileName: 'dock.png', mediaType: 'image/png', sizeBytes: 3 },
  ...{ sha256: 'a'.repeat(64), md5: 'AAAAAAAAAAAAAAAAAAAAAA==' },
};
const owner = { ownerCollection: 'tickets', ownerId: 'inc-1' };
const file = newAttachment(envOf(['field']), 'att-1', owner, facts);
const withdrawn = unwrap(withdrawAttachment(file, envOf(['field'], '2026-11-20T12:00:00.000Z')));

describe('a file', () => {
  it.each([
    [{ fileName: 'a.pdf', sizeBytes: 0 }, 'attachment.empty'],
    [{ fileName: 'a.pdf', sizeBytes: 25 * 1024 * 1024 + 1 }, 'attachment.too_large'],
    [{ fileName: 'Setup.EXE', sizeBytes: 1 }, 'attachment.blocked'],
  ])('is refused with the reason: %j', (given, reason) =>
    expect(checkFile(OPTIONS, given)).toMatchObject({ ok: false, error: { reason } }),
  );

  it('may be as large as the setting says', () =>
    expect(checkFile(OPTIONS, { fileName: 'a.pdf', sizeBytes: 25 * 1024 * 1024 }).ok).toBe(true));

  it('is a program under any name, unless programs are taken', () => {
    const program = Buffer.from('4d5a90', 'hex');
    expect(checkHead(OPTIONS, 'a.pdf', program)).toMatchObject({ error: { reason: 'attachment.program' } });
    expect(checkHead({ ...OPTIONS, blockedEndings: [] }, 'a.pdf', program).ok).toBe(true);
  });

  it('is the picture that its bytes are, and none because somebody says so', () => {
    expect(namedFile({ fileName: 'x/a.txt', mediaType: 'text/plain' }, PNG)).toEqual({
      ...{ fileName: 'a.txt', mediaType: 'image/png' },
    });
    const page = Buffer.from('<html>');
    expect(namedFile({ fileName: 'a.png', mediaType: 'image/png' }, page).mediaType).toBe(
      'application/octet-stream',
    );
    expect(namedFile({ fileName: 'a.pdf', mediaType: 'application/pdf' }, page).mediaType).toBe(
      'application/pdf',
    );
  });

  it('is withdrawn by who added it, by leads and administrators', () => {
    for (const role of ROLES) {
      const isOver = role === 'team-lead' || role === 'administrator';
      const own = withdrawAttachment(file, envOf([role])).ok;
      const others = withdrawAttachment({ ...file, createdBy: 'somebody-else' }, envOf([role])).ok;
      expect([role, own, others]).toEqual([role, role !== 'worker', isOver]);
    }
  });
});

/** What a CouchDB tells its rules of a file that follows its document. */
const PUT = {
  ...{ content_type: 'application/octet-stream', revpos: 0, stub: true },
  ...{ digest: `md5-${facts.md5}`, length: 3 },
};
const STORED = { ...PUT, revpos: 2 };
/** As a CouchDB hands documents to its rules. */
const there = (record: object, files?: object, rev = '1-a') => ({
  ...{ _id: 'att-1', _rev: rev },
  ...(files === undefined ? {} : { _attachments: files }),
  ...record,
});
const put = (before: object, after: object, role = 'field', personId = 'person-1') =>
  write('attachments', before, after, [role], personId);
const NOT_NAMED = { ok: false, code: 'forbidden', reason: 'attachment.not_named' };

describe('the file of a record, at the server,', () => {
  it('is put by anybody who may add files: which bytes it has is decided', () => {
    for (const role of ROLES) {
      expect(put(there(file), there(file, { file: PUT }), role, 'somebody-else')).toEqual({ ok: true });
    }
  });

  it.each<[string, object]>([
    ['under another name', { 'evil.html': PUT }],
    ['with another digest', { file: { ...PUT, digest: 'md5-BBBBBBBBBBBBBBBBBBBBBB==' } }],
    ['without a digest, as files inside documents come', { file: { ...PUT, digest: undefined, length: 3 } }],
    [
      'by itself, of which no rule learns anything',
      { file: { ...PUT, digest: undefined, length: 'undefined' } },
    ],
    ['without its length', { file: { ...PUT, length: undefined } }],
    ['of another length', { file: { ...PUT, length: 4 } }],
    ['as a page', { file: { ...PUT, content_type: 'text/html' } }],
    ['beside a second one', { file: PUT, other: PUT }],
    ['as what is no object', { file: 1 }],
  ])('is not put %s', (_how, files) => {
    for (const role of ROLES) expect(put(there(file), there(file, files), role)).toMatchObject(NOT_NAMED);
  });

  it('comes after its record, not with it', () => {
    const inside = { ...file, _attachments: { file: { ...PUT, digest: undefined, length: 3 } } };
    expect(write('attachments', null, inside, ['field'])).toMatchObject(NOT_NAMED);
  });

  it.each<[string, object]>([
    ['no file is put to a record that names none', { ...file, md5: null }],
    ['nor to one that was withdrawn', withdrawn],
  ])('%s', (_what, record) =>
    expect(put(there(record), there(record, { file: PUT }))).toMatchObject(NOT_NAMED),
  );

  it('is no way into another collection', () => {
    const ticket = there({ type: 'incident' });
    expect(write('tickets', ticket, { ...ticket, _attachments: { file: PUT } }, ['field'])).toMatchObject({
      reason: 'role.fields',
    });
  });

  it('stays with its record through an edit, and is put once', () => {
    const had = there(file, { file: STORED }, '2-b');
    const noted = { ...file, journal: [...file.journal] };
    expect(put(had, there(noted, { file: STORED }, '2-b'))).toEqual({ ok: true });
    for (const files of [
      undefined,
      {},
      { file: PUT },
      { file: { ...STORED, content_type: 'text/html' } },
      { file: STORED, other: STORED },
      { other: STORED },
    ]) {
      expect(put(had, there(noted, files, '2-b')), JSON.stringify(files)).toMatchObject(NOT_NAMED);
    }
  });

  it('goes when its record is withdrawn, by whom that may be', () => {
    const had = there(file, { file: STORED }, '2-b');
    expect(put(had, there(withdrawn, undefined, '2-b'))).toEqual({ ok: true });
    expect(put(had, there(withdrawn, { file: STORED }, '2-b'))).toEqual({ ok: true });
    const by = (personId: string) =>
      unwrap(
        withdrawAttachment(file, {
          ...envOf(['team-lead'], '2026-11-20T12:00:00.000Z'),
          actor: { ...envOf(['team-lead']).actor, personId },
        }),
      );
    expect(put(had, there(by('person-2'), undefined, '2-b'), 'field', 'person-2')).toMatchObject({
      code: 'forbidden',
      details: { fields: ['active'] },
    });
    expect(put(had, there(by('person-2'), undefined, '2-b'), 'team-lead', 'person-2')).toEqual({ ok: true });
  });

  it('does not come back', () => {
    const gone = there(withdrawn, undefined, '3-c');
    const again = { ...withdrawn, active: true };
    expect(put(gone, there(again, undefined, '3-c'), 'team-lead')).toMatchObject({ ok: false });
  });

  it.each([
    { sha256: 'b'.repeat(64) },
    { md5: 'BBBBBBBBBBBBBBBBBBBBBB==' },
    { sizeBytes: 4 },
    { ownerId: 'inc-2' },
  ])('is the one that its record was made for: %j', (patch) => {
    for (const role of ROLES) expect(put(there(file), there({ ...file, ...patch }), role).ok).toBe(false);
  });
});
