import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type Command, Option } from 'commander';
import { BYTE_ORDER_MARK } from '#domain/import/csv-line.ts';
import { isBesideSettings } from '#domain/records/beside-settings.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { nameIn } from '#domain/records/names.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import type { Host } from '#main/host/host.ts';
import { csvColumns, csvHeader, csvRow } from '../export/csv.ts';
import { namedIds, servicenowRow } from '../export/servicenow.ts';
import { type FilesWritten, openFilesFolder } from '../files.ts';
import { collectionName, withProfileOptions } from '../options.ts';
import { type ProfileOptions, withProfile } from '../profile.ts';
import { Refused, type Terminal, WrongUsage } from '../terminal.ts';
import { say } from '../words.ts';

const FORMATS = ['csv', 'json', 'servicenow'] as const;
type Format = (typeof FORMATS)[number];
type Options = ProfileOptions & { readonly as: Format; readonly out?: string; readonly files?: string };

const BATCH = 500;

/** All records of a collection by id, a batch at a time, so that a million of them need no more memory than a thousand. */
async function* batchesOf<C extends CollectionName>(
  host: Host,
  collection: C,
): AsyncGenerator<readonly RecordOf[C][]> {
  let last = '';
  for (;;) {
    const query = { selector: { id: { $gt: last } }, sort: [{ id: 'asc' }], limit: BATCH };
    // The collection is a variable, so RxDB's type of its query fits none (see main/host/store/records.ts).
    const found = await host.context.database.collections[collection].find(query as never).exec();
    const records = found.map((document) => document.toMutableJSON() as RecordOf[C]);
    // What people have open at the moment, or watch, is no setting.
    const kept = collection === 'settings' ? records.filter(({ id }) => !isBesideSettings(id)) : records;
    if (kept.length > 0) yield kept;
    if (records.length < BATCH) return;
    last = records.at(-1)?.id ?? '';
  }
}

type Piece = { readonly text: string; readonly records: number };

async function* asCsv(host: Host, collection: CollectionName): AsyncGenerator<Piece> {
  const columns = csvColumns(collection);
  yield { text: csvHeader(columns), records: 0 };
  for await (const batch of batchesOf(host, collection)) {
    yield { text: batch.map((record) => csvRow(record, columns)).join(''), records: batch.length };
  }
}

/** One JSON document, a record a line. */
async function* asJsonList(
  batches: AsyncIterable<readonly unknown[]>,
  start: string,
  end: string,
): AsyncGenerator<Piece> {
  let separator = '\n';
  yield { text: start, records: 0 };
  for await (const batch of batches) {
    const text = batch
      .map((record) => {
        const line = `${separator}${JSON.stringify(record)}`;
        separator = ',\n';
        return line;
      })
      .join('');
    yield { text, records: batch.length };
  }
  yield { text: end, records: 0 };
}

async function* servicenowRows(host: Host): AsyncGenerator<readonly unknown[]> {
  for await (const tickets of batchesOf(host, 'tickets')) {
    // The format is that of the incident table.
    const batch = tickets.flatMap((ticket) => (ticket.type === 'incident' ? [ticket] : []));
    const names = host.context.read.names(batch.flatMap((ticket) => [...namedIds(ticket)]));
    const ciNames = host.context.read.ciNames(batch.map((ticket) => ticket.ciId));
    yield batch.map((ticket) =>
      servicenowRow(ticket, names, nameIn(ciNames, ticket.ciId) ?? ticket.ciId ?? ''),
    );
  }
}

/** Edits that somebody gave up after the server had refused them; they are on this device only. */
const DROPPED = 'dropped';
type Source = CollectionName | typeof DROPPED;

const sourceName = (text: string): Source => (text === DROPPED ? DROPPED : collectionName(text));

async function* droppedEdits(host: Host): AsyncGenerator<readonly unknown[]> {
  yield host.context.dropped.list();
}

const piecesOf = (host: Host, source: Source, format: Format): AsyncGenerator<Piece> => {
  if (source === DROPPED) return asJsonList(droppedEdits(host), '[', '\n]\n');
  const collection = source;
  switch (format) {
    case 'csv':
      return asCsv(host, collection);
    case 'json':
      return asJsonList(batchesOf(host, collection), '[', '\n]\n');
    case 'servicenow':
      return asJsonList(servicenowRows(host), '{"result":[', '\n]}\n');
  }
};

type Sink = { readonly write: (text: string) => Promise<void>; readonly end: () => Promise<void> };

const fileSink = async (path: string, format: Format): Promise<Sink> => {
  const stream = createWriteStream(path);
  const failed = (error: Error): Refused =>
    new Refused({ code: 'not_written', message: say('export.notWritten', { path, cause: error.message }) });
  await once(stream, 'open').catch((error: Error) => {
    throw failed(error);
  });
  if (format === 'csv') stream.write(BYTE_ORDER_MARK);
  let broken: Error | null = null;
  stream.on('error', (error) => {
    broken = error;
  });
  const check = (): void => {
    if (broken !== null) throw failed(broken);
  };
  return {
    write: async (text) => {
      check();
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
    },
    end: async () => {
      check();
      await new Promise<void>((resolve) => stream.end(resolve));
      check();
    },
  };
};

/** With `--json` and no file, the export becomes the data of the one document. */
const memorySink = (parts: string[]): Sink => ({
  write: async (text) => {
    parts.push(text);
  },
  end: async () => {},
});

const stdoutSink = (terminal: Terminal): Sink => ({ write: terminal.raw, end: async () => {} });

const exportTo = async (
  host: Host,
  source: Source,
  format: Format,
  sink: Sink,
  terminal: Terminal,
): Promise<number> => {
  let count = 0;
  for await (const { text, records } of piecesOf(host, source, format)) {
    await sink.write(text);
    count += records;
    terminal.progress(say('export.progress', { count }));
  }
  await sink.end();
  return count;
};

/** The files of a collection's records; of `attachments` itself all of them. */
const writeFilesOf = async (host: Host, source: Source, path: string): Promise<FilesWritten> => {
  const folder = await openFilesFolder(host, path);
  for await (const batch of batchesOf(host, 'attachments')) {
    for (const file of batch) {
      if (source === 'attachments' || file.ownerCollection === source) await folder.write(file);
    }
  }
  return folder.done();
};

const dataOfParts = (format: Format, parts: readonly string[]): unknown => {
  const text = parts.join('');
  return format === 'csv' ? text : JSON.parse(text);
};

export const addExport = (program: Command, terminal: Terminal): void => {
  withProfileOptions(
    program
      .command('export')
      .description(say('verbs.export'))
      .argument('<collection>', say('export.collection'), sourceName),
  )
    .addOption(new Option('--as <format>', say('export.as')).choices(FORMATS).makeOptionMandatory())
    .option('--out <file>', say('export.out'))
    .option('--files <folder>', say('export.files'))
    .action(async (collection: Source, options: Options) => {
      const { as: format, out, files: folder } = options;
      if (format === 'servicenow' && collection !== 'tickets') {
        throw new WrongUsage(say('export.ticketsOnly'));
      }
      if (collection === DROPPED && format !== 'json') {
        throw new WrongUsage(say('export.droppedAsJson'));
      }
      if (collection === DROPPED && folder !== undefined)
        throw new WrongUsage(say('export.droppedHasNoFiles'));
      const parts: string[] = [];
      const { count, files } = await withProfile(options, terminal, false, async (host) => {
        const shown = terminal.json ? memorySink(parts) : stdoutSink(terminal);
        const sink = out === undefined ? shown : await fileSink(out, format);
        const written = folder === undefined ? null : await writeFilesOf(host, collection, folder);
        return { count: await exportTo(host, collection, format, sink, terminal), files: written };
      });
      const told = files === null ? {} : { files };
      if (files !== null) terminal.note(say('export.filesWritten', { ...files, folder: folder ?? '' }));
      if (out !== undefined) {
        terminal.line(say('export.written', { count, out }));
        terminal.data({ collection, format, count, file: out, ...told });
      } else if (terminal.json) {
        terminal.data({ collection, format, count, content: dataOfParts(format, parts), ...told });
      }
    });
};
