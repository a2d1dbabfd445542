import { getChangedDocumentsSince, type RxStorageDefaultCheckpoint } from 'rxdb';
import { afterAll, describe, expect, it } from 'vitest';
import { type Doc, type Instance, openPair, plain, row, type Stored, stored } from './harness.ts';

const doc = (id: string, more: Doc = {}): Doc => ({
  id,
  name: 'n',
  rank: 1,
  open: true,
  at: '2026',
  ...more,
});
const pair = openPair();
afterAll(pair.close);

let counter = 0;
async function both(): Promise<readonly [Instance, Instance]> {
  counter += 1;
  return [await pair.memory.open(`changes${counter}`), await pair.sqlite.open(`changes${counter}`)];
}

const fill = [
  row(doc('c'), '1-a', 1000),
  row(doc('a'), '1-a', 1000),
  row(doc('b'), '1-a', 1001.5),
  row(doc('ｗ'), '1-a', 1002),
  row(doc('😀'), '1-a', 1002),
  row(doc('gone'), '1-a', 1003, true),
];

/** RxDB's own way for storages without the method, which the memory storage is. */
const since = (instance: Instance, limit: number, checkpoint?: RxStorageDefaultCheckpoint) =>
  getChangedDocumentsSince(instance, limit, checkpoint);

describe('changed documents since a checkpoint', () => {
  it.each<[string, number, RxStorageDefaultCheckpoint | undefined]>([
    ['from the start', 100, undefined],
    ['from the start, a few', 2, undefined],
    ['between two of the same time', 100, { id: 'a', lwt: 1000 }],
    ['between two of the same time, other scripts', 100, { id: '😀', lwt: 1002 }],
    ['after a fraction', 100, { id: 'b', lwt: 1001.5 }],
    ['before a fraction', 100, { id: 'zzz', lwt: 1001 }],
    ['at the end', 100, { id: 'gone', lwt: 1003 }],
    ['beyond the end', 100, { id: '', lwt: 9999 }],
    ['an id that is not there', 3, { id: 'bb', lwt: 1000 }],
  ])('%s', async (_name, limit, checkpoint) => {
    const [memory, sqlite] = await both();
    for (const instance of [memory, sqlite]) await instance.bulkWrite(structuredClone(fill), 'fill');
    expect(plain(await since(sqlite, limit, checkpoint))).toEqual(
      plain(await since(memory, limit, checkpoint)),
    );
  });

  it('is the start when nothing was written', async () => {
    const [memory, sqlite] = await both();
    expect(await since(sqlite, 10)).toEqual(await since(memory, 10));
    const checkpoint = { id: 'x', lwt: 5 };
    expect(await since(sqlite, 10, checkpoint)).toEqual(await since(memory, 10, checkpoint));
  });

  it('pages through everything once', async () => {
    const [, sqlite] = await both();
    const rows = Array.from({ length: 95 }, (_, i) => row(doc(`k${i}`), '1-a', 1000 + (i % 7)));
    await sqlite.bulkWrite(rows, 'fill');
    const seen: string[] = [];
    let checkpoint: RxStorageDefaultCheckpoint | undefined;
    for (;;) {
      const page = await since(sqlite, 10, checkpoint);
      if (page.documents.length === 0) break;
      seen.push(...page.documents.map((each) => each.id as string));
      checkpoint = page.checkpoint as RxStorageDefaultCheckpoint;
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen).size).toBe(95);
  });

  it('the checkpoint of a change event leads past that change', async () => {
    const [memory, sqlite] = await both();
    for (const instance of [memory, sqlite]) {
      const checkpoints: RxStorageDefaultCheckpoint[] = [];
      instance.changeStream().subscribe((bulk) => void checkpoints.push(bulk.checkpoint));
      await instance.bulkWrite([row(doc('a'), '1-a', 1000), row(doc('b'), '1-a', 1000)], 'one');
      await instance.bulkWrite([row(doc('c'), '1-a', 1001)], 'two');
      expect(checkpoints).toEqual([
        { id: 'b', lwt: 1000 },
        { id: 'c', lwt: 1001 },
      ]);
      const { documents } = await since(instance, 10, checkpoints[0]);
      expect(documents.map((each) => each.id)).toEqual(['c']);
    }
  });
});

describe('cleanup', () => {
  const old = Date.now() - 100_000;

  it('purges what has been deleted for long enough and nothing else', async () => {
    const [memory, sqlite] = await both();
    const rows = [
      row(doc('live'), '1-a', old),
      row(doc('old'), '1-a', old, true),
      row(doc('recent'), '1-a', Date.now(), true),
    ];
    for (const instance of [memory, sqlite]) {
      await instance.bulkWrite(structuredClone(rows), 'fill');
      expect(await instance.cleanup(50_000)).toBe(true);
      const left = await instance.findDocumentsById(['live', 'old', 'recent'], true);
      expect(left.map((each) => each.id)).toEqual(['live', 'recent']);
      expect(await instance.cleanup(0)).toBe(true);
    }
  });

  it('says when there is more to do', async () => {
    const [, sqlite] = await both();
    await sqlite.bulkWrite(
      Array.from({ length: 1500 }, (_, i) => row(doc(`k${i}`), '1-a', old, true)),
      'fill',
    );
    expect(await sqlite.cleanup(1000)).toBe(false);
    expect(await sqlite.cleanup(1000)).toBe(true);
    expect((await since(sqlite, 5000)).documents).toEqual([]);
  });

  it('a purged id can be inserted again', async () => {
    const [memory, sqlite] = await both();
    for (const instance of [memory, sqlite]) {
      await instance.bulkWrite([row(doc('a'), '1-a', old, true)], 'fill');
      await instance.cleanup(0);
      expect(await instance.bulkWrite([row(doc('a'), '1-b')], 'again')).toEqual({ error: [] });
    }
  });
});

describe('instances', () => {
  it('two instances of one collection share documents and events', async () => {
    for (const subject of [pair.memory, pair.sqlite]) {
      const first = await subject.open('shared');
      const second = await subject.open('shared');
      const seen: string[] = [];
      second
        .changeStream()
        .subscribe((bulk) => void seen.push(...bulk.events.map((event) => event.documentId)));
      await first.bulkWrite([row(doc('a'))], 'one');
      expect(seen).toEqual(['a']);
      expect((await second.findDocumentsById(['a'], false)).map((each) => each.id)).toEqual(['a']);
      await first.close();
      await second.bulkWrite([row(doc('b'))], 'two');
      expect(seen).toEqual(['a', 'b']);
      await second.close();
    }
  });

  it('two collections do not see each other', async () => {
    for (const subject of [pair.memory, pair.sqlite]) {
      const [one, two] = [await subject.open('one'), await subject.open('two')];
      await one.bulkWrite([row(doc('a'))], 'one');
      await two.bulkWrite([row(doc('a', { name: 'other' }))], 'two');
      expect((await one.findDocumentsById(['a'], false))[0]?.name).toBe('n');
      expect((await two.findDocumentsById(['a'], false))[0]?.name).toBe('other');
    }
  });

  it('two schema versions of a collection are apart', async () => {
    const [, sqlite] = await both();
    const newer = await pair.sqlite.open(`changes${counter}`, { ...sqlite.schema, version: 1 });
    await sqlite.bulkWrite([row(doc('a'))], 'one');
    expect(await newer.findDocumentsById(['a'], true)).toEqual([]);
  });

  it('a removed collection is empty when opened again, and refuses work before that', async () => {
    for (const subject of [pair.memory, pair.sqlite]) {
      const instance = await subject.open('removed');
      await instance.bulkWrite([row(doc('a'))], 'one');
      await instance.remove();
      await expect((async () => instance.bulkWrite([row(doc('b'))], 'late'))()).rejects.toThrow();
      const again = await subject.open('removed');
      expect(await again.findDocumentsById(['a', 'b'], true)).toEqual([]);
    }
  });

  it('collections whose names differ only in signs do not meet', async () => {
    const [one, two] = [await pair.sqlite.open('a-b'), await pair.sqlite.open('a_b')];
    await one.bulkWrite([row(doc('x'))], 'one');
    expect(await two.findDocumentsById(['x'], true)).toEqual([]);
  });
});

describe('reopening', () => {
  it('finds everything again: documents, indexes, checkpoints, what a column could not hold', async () => {
    const own = openPair();
    const rows = [...fill, row(doc('odd', { rank: 'many' }), '1-a', 1004)];
    const before = await own.sqlite.open();
    await before.bulkWrite(structuredClone(rows), 'fill');
    const ids = rows.map((each) => each.document.id as string);
    const documents = await before.findDocumentsById(ids, true);
    const changed = await since(before, 100);
    await own.reopen();
    const after = await own.sqlite.open();
    expect(await after.findDocumentsById(ids, true)).toEqual(documents);
    expect(await since(after, 100)).toEqual(changed);
    const { error } = await after.bulkWrite([row(doc('a'), '1-x'), row(doc('new'))], 'after');
    expect(error.map((each) => each.documentId)).toEqual(['a']);
    await own.close();
  });
});

describe('attachments', () => {
  const withAttachments = (schema: Instance['schema']) => ({ ...schema, attachments: {} });
  const bytes = (text: string) => new Blob([text], { type: 'text/plain' });
  const attachment = (text: string) => ({
    type: 'text/plain',
    length: text.length,
    digest: `digest of ${text}`,
    data: bytes(text),
  });
  const stub = ({ data: _data, ...rest }: ReturnType<typeof attachment>) => rest;

  async function opened(): Promise<readonly [Instance, Instance]> {
    const [plainOne] = await both();
    const schema = withAttachments(plainOne.schema);
    counter += 1;
    return [await pair.memory.open(`att${counter}`, schema), await pair.sqlite.open(`att${counter}`, schema)];
  }

  it('stores, replaces, keeps and removes bytes as the memory storage does', async () => {
    for (const instance of await opened()) {
      const first: Stored = {
        ...stored(doc('a')),
        _attachments: { one: attachment('hello'), two: attachment('two') },
      };
      expect(await instance.bulkWrite([{ document: first }], 'insert')).toEqual({ error: [] });
      const read = async (name: string, text: string) =>
        (await instance.getAttachmentData('a', name, `digest of ${text}`)).text();
      expect(await read('one', 'hello')).toBe('hello');

      const [second] = await instance.findDocumentsById(['a'], false);
      expect(plain(second?._attachments)).toEqual({
        one: stub(attachment('hello')),
        two: stub(attachment('two')),
      });
      const third: Stored = {
        ...second,
        _rev: '2-a',
        _attachments: { one: attachment('changed'), three: attachment('three') },
      } as Stored;
      await instance.bulkWrite([{ previous: second as Stored, document: third }], 'update');
      expect(await read('one', 'changed')).toBe('changed');
      expect(await read('three', 'three')).toBe('three');
      await expect((async () => read('two', 'two'))()).rejects.toThrow();
      await expect((async () => read('one', 'hello'))()).rejects.toThrow();
    }
  });

  it('answers an attachment without bytes with the same error', async () => {
    const [memory, sqlite] = await opened();
    const document: Stored = { ...stored(doc('a')), _attachments: { one: stub(attachment('hello')) } };
    const answer = async (instance: Instance) =>
      plain((await instance.bulkWrite([{ document }, { document: stored(doc('b')) }], 'insert')).error);
    const told: string[] = [];
    sqlite
      .changeStream()
      .subscribe((bulk) => void told.push(...bulk.events.map((event) => event.documentId)));
    expect(await answer(sqlite)).toEqual(await answer(memory));
    // The memory storage also tells of the document it refused.
    expect(told).toEqual(['b']);
  });

  it('forgets the bytes of a deleted document', async () => {
    const [, sqlite] = await opened();
    const first: Stored = { ...stored(doc('a')), _attachments: { one: attachment('hello') } };
    await sqlite.bulkWrite([{ document: first }], 'insert');
    const [previous] = await sqlite.findDocumentsById(['a'], false);
    const gone = { ...previous, _rev: '2-a', _deleted: true, _attachments: {} } as Stored;
    await sqlite.bulkWrite([{ previous: previous as Stored, document: gone }], 'delete');
    await expect(sqlite.getAttachmentData('a', 'one', 'digest of hello')).rejects.toThrow();
    expect(
      pair.store().connection.prepare('SELECT count(*) FROM dh_attachments WHERE name = ?').get(['two']),
    ).toEqual([0]);
  });
});
