import { create } from 'zustand';
import type { ReplyError } from '#contracts/define.ts';
import type { UndoReport, WindowReport } from '#contracts/imports.ts';
import type { CommandInput, QueryOutput } from '#contracts/registry.ts';
import type { ImportFormat } from '#domain/import/formats.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useHeldSession } from '#renderer/shared/session/sign-out.ts';
import { formatOf, mapOf, START_TABLE, type TableForm } from './import-model.ts';

/** A chosen file or folder, by the word that stands for it. */
export type Chosen = { readonly id: string; readonly name: string };

export type Columns = QueryOutput<'imports.columns'>['columns'];

type Progress = { readonly done: number; readonly total: number | null; readonly text: string };

/** One import in the window, from the choosing to the undoing. It goes on while other pages are looked at. */
type ImportState = {
  readonly files: readonly Chosen[];
  readonly format: ImportFormat;
  readonly table: TableForm;
  /** Of the first table: its columns and what stands in them. */
  readonly columns: Columns;
  readonly progress: Progress | null;
  /** What would happen (`dryRun`), or what happened. */
  readonly report: WindowReport | null;
  readonly undone: UndoReport | null;
  readonly error: ReplyError | undefined;
};

const START: ImportState = {
  ...{ files: [], format: 'glpi', table: START_TABLE, columns: [], progress: null },
  ...{ report: null, undone: null, error: undefined },
};

export const useImport = create<ImportState>(() => START);

const { setState: set, getState: get } = useImport;
let running: AbortController | null = null;

export const startOver = (): void => set(START);

// What somebody imports is not for the next one's eyes. What is written by then stays, and is listed.
useHeldSession.subscribe(({ held }, before) => {
  if (before.held === null || held?.personId === before.held.personId) return;
  running?.abort();
  startOver();
});

const readColumns = async (): Promise<void> => {
  const { files, format, table } = get();
  const [first] = files;
  if (first === undefined || format !== 'csv') return;
  const { delimiter, encoding } = table;
  const reply = await host.query('imports.columns', { fileId: first.id, delimiter, encoding });
  // Chosen otherwise meanwhile.
  if (get().files[0]?.id !== first.id) return;
  set(reply.ok ? { columns: reply.data.columns, error: undefined } : { columns: [], error: reply.error });
};

const begin = async (chosen: readonly Chosen[]): Promise<void> => {
  if (chosen.length === 0) return;
  set({ ...START, files: chosen, format: formatOf(chosen[0]?.name ?? '') });
  await readColumns();
};

/** Hands the chosen files over to the data host; what lies on no disk is left out. */
export const chooseFiles = async (files: readonly File[]): Promise<void> => {
  const offered = await Promise.all(
    files.map(async (file) => ({ id: await window.deskhand.native.offerFile(file), name: file.name })),
  );
  await begin(offered.flatMap(({ id, name }) => (id === null ? [] : [{ id, name }])));
};

/** The same with a folder, of which the data host takes the files of the format. */
export const chooseFolder = async (): Promise<void> => {
  const folder = await window.deskhand.native.chooseFolder();
  await begin(folder === null ? [] : [folder]);
};

export const setFormat = (format: ImportFormat): void => {
  set({ format, report: null, error: undefined });
  void readColumns();
};

export const setTable = (change: Partial<TableForm>): void => {
  const { table } = get();
  set({ table: { ...table, ...change }, report: null, error: undefined });
  if (change.delimiter !== undefined || change.encoding !== undefined) void readColumns();
};

const call = async <T>(
  run: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, total: number | null, text: string) => void;
  }) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  running = controller;
  set({ progress: { done: 0, total: null, text: '' }, error: undefined, undone: null });
  const answer = await run({
    signal: controller.signal,
    onProgress: (done, total, text) => set({ progress: { done, total, text } }),
  });
  running = null;
  set({ progress: null });
  return answer;
};

/** Says what would happen (`dryRun`), or does it. */
export const runImport = async (
  what: Pick<CommandInput<'imports.run'>, 'dryRun' | 'skipBadRows'>,
): Promise<void> => {
  const { files, format, table, columns } = get();
  const fileIds = files.map(({ id }) => id);
  const map =
    format === 'csv'
      ? mapOf(
          table,
          columns.map(({ name }) => name),
        )
      : null;
  const reply = await call((options) =>
    host.command('imports.run', { fileIds, format, map, ...what }, options),
  );
  set(reply.ok ? { report: reply.data } : { error: reply.error });
};

export const undoImport = async (id: string): Promise<void> => {
  const reply = await call((options) => host.command('imports.undo', { id }, options));
  set(reply.ok ? { undone: reply.data, report: null, files: [] } : { error: reply.error });
};

export const cancelImport = (): void => running?.abort();
