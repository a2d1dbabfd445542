import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadablePage } from '#main/host/storage/page-load.ts';
import { frameOf, readChangesPage } from '#main/host/sync/changes-page.ts';
import { type CouchDocument, fromCouch } from '#main/host/sync/couch-documents.ts';

const AT = '2026-01-02T08:00:00.000Z';
/** The collection of the fewest fields. */
const COLLECTION = 'attachments';
const RECORD = {
  ...{
    createdAt: AT,
    createdBy: 'p',
    updatedAt: AT,
    updatedBy: 'p',
    journal: [],
    clashes: [],
    openClashes: 0,
  },
  externalId: null,
  ...{ ownerCollection: 'knowledge', ownerId: 'k', fileName: 'a.png', mediaType: 'image/png', sizeBytes: 1 },
  ...{ sha256: 'a'.repeat(64), data: null, active: true },
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const rowOf = (doc: string, id: string): string =>
  `{"seq":"1-x","id":${JSON.stringify(id)},"changes":[{"rev":"1-a"}],"doc":${doc}}`;
const pageOf = (rows: readonly string[], end = '\n'): Uint8Array<ArrayBuffer> =>
  bytesOf(`{"results":[${end}${rows.join(`,${end}`)}${end}],${end}"last_seq":"7-abc","pending":3}${end}`);

/** Where servers put their own two fields. */
const LAYOUTS: Readonly<Record<string, (own: string, fields: string) => string>> = {
  first: (own, fields) => `{${own},${fields}}`,
  last: (own, fields) => `{${fields},${own}}`,
  between: (own, fields) => `{"a":1,${own},${fields}}`,
};

const read = (page: Uint8Array<ArrayBuffer>) => {
  const setAside: string[] = [];
  const rows = [...readChangesPage(COLLECTION, page, ({ id }) => void setAside.push(id))].map((row) => ({
    id: row.id,
    record: { ...JSON.parse(`{${Buffer.from(row.body).toString()}}`), _deleted: row.deleted },
  }));
  return { rows, setAside };
};

const parsed = (page: Uint8Array<ArrayBuffer>) =>
  (JSON.parse(new TextDecoder().decode(page)) as { results: { doc: CouchDocument }[] }).results.map(
    ({ doc }) => ({
      id: doc._id,
      record: fromCouch(doc),
    }),
  );

const nasty = [
  '"',
  '\\',
  '",\\"doc\\":{',
  ',"doc":{"_id":"',
  '"_rev":"1-a"}',
  ']\n]',
  '\n],\n',
  '\u2028',
  'ü€😀',
  '\u0000',
];

describe.each(Object.entries(LAYOUTS))('a page with the own fields %s', (_, layout) => {
  const printed = (id: string, rest: object): string => {
    const own = `"_id":${JSON.stringify(id)},"_rev":"3-fff"`;
    return layout(own, JSON.stringify({ ...RECORD, ...rest, id }).slice(1, -1));
  };

  it('is read as JSON.parse reads it, whatever the texts hold', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom(...nasty));
    const field = fc
      .string()
      .filter((name) => !name.startsWith('_') && !(name in RECORD) && name !== '__proto__');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, fc.dictionary(field, fc.oneof(text, fc.jsonValue()))), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        (docs, end) => {
          const page = pageOf(
            docs.map(([id, rest]) => rowOf(printed(`t${id}`, rest), `t${id}`)),
            end,
          );
          expect(frameOf(page)).toEqual({ rows: docs.length, lastSeq: '7-abc', pending: 3 });
          expect(read(page)).toEqual({ rows: parsed(page), setAside: [] });
        },
      ),
    );
  });

  it('leaves out design documents and what is no record, and keeps deletions', () => {
    const page = pageOf([
      rowOf('{"_id":"_design/x","_rev":"1-a"}', '_design/x'),
      '{"seq":"2-x","id":"no-doc","changes":[{"rev":"1-a"}]}',
      rowOf('{"_id":"odd","_rev":"1-a","hello":1}', 'odd'),
      rowOf('{"_id":"gone","_rev":"2-a","_deleted":true}', 'gone'),
      rowOf(printed('with-file', { _attachments: { a: { stub: true } } }), 'with-file'),
      rowOf(printed('here', {}), 'here'),
    ]);
    const { rows, setAside } = read(page);
    expect(setAside).toEqual(['odd']);
    expect(rows.map(({ id }) => id)).toEqual(['gone', 'with-file', 'here']);
    expect(rows[0]?.record).toEqual({ id: 'gone', _deleted: true });
    expect(rows[1]?.record).toMatchObject({ ...RECORD, id: 'with-file', _deleted: false });
    expect(rows[1]?.record).not.toHaveProperty('_attachments');
  });
});

it('takes the id from where CouchDB keeps it', () => {
  const doc = JSON.stringify({ _id: 'true', _rev: '1-a', ...RECORD, id: 'other' });
  expect(read(pageOf([rowOf(doc, 'true')])).rows[0]?.record).toMatchObject({ id: 'true' });
});

it('knows an empty page', () => {
  for (const text of ['{"results":[\n\n],\n"last_seq":5,"pending":0}\n', '{"results":[\n],"last_seq":5}']) {
    expect(frameOf(bytesOf(text))).toMatchObject({ rows: 0, lastSeq: 5 });
    expect(read(bytesOf(text)).rows).toEqual([]);
  }
});

it('does not guess at a page that is not laid out in lines', () => {
  const doc = { _id: 'a', _rev: '1-a', ...RECORD, id: 'a' };
  const results = [{ seq: 1, id: 'a', changes: [], doc }];
  for (const indent of [0, 2]) {
    const page = bytesOf(JSON.stringify({ results, last_seq: 1 }, null, indent));
    expect(frameOf(page)).toBeNull();
    expect(() => read(page)).toThrow(UnreadablePage);
  }
  expect(() => read(pageOf(['{"seq":1', '"id":"a"}']))).toThrow(UnreadablePage);
});

describe('a page with documents that are no records', () => {
  const row = (id: string, rest: object): string =>
    rowOf(JSON.stringify({ _id: id, _rev: '1-a', ...RECORD, id, ...rest }), id);

  it('sets them aside as they came, with why, and goes on', () => {
    const page = pageOf([
      row('good', {}),
      row('object', { fileName: { a: 1 } }),
      row('deep', {}).replace('"journal":[]', `"journal":${'['.repeat(5_000)}${']'.repeat(5_000)}`),
      rowOf('null', 'null'),
      rowOf('[1]', 'list'),
      rowOf('"text"', 'text'),
      row('later', { fileName: 'b.png' }),
    ]);
    const aside: Record<string, unknown>[] = [];
    const rows = [...readChangesPage(COLLECTION, page, (one) => void aside.push(one))];
    expect(rows.map(({ id }) => id)).toEqual(['good', 'later']);
    expect(aside).toMatchObject([
      {
        id: 'object',
        reason: 'field.wrong_kind',
        details: { field: 'fileName' },
        updatedBy: 'p',
        updatedAt: AT,
      },
      { id: 'deep', reason: 'field.wrong_kind', details: { field: 'journal' } },
      { id: 'list', reason: 'record.no_object', raw: '{"value":[1]}' },
      { id: 'text', reason: 'record.no_object' },
    ]);
    expect(aside[0]?.raw).toContain('"fileName":{"a":1}');
  });

  it('mends halves of pairs, and keeps whole ones', () => {
    const page = pageOf([
      row('half', { fileName: 'x' }).replace('"x"', '"a\\ud83d"'),
      row('whole', { fileName: 'x' }).replace('"x"', '"a\\ud83d\\ude00"'),
    ]);
    const names = read(page).rows.map(({ record }) => record.fileName);
    expect(names).toEqual(['a\ufffd', 'a😀']);
  });
});
