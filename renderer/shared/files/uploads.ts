import { create } from 'zustand';
import { dayOf, timeWithSeconds } from '#renderer/shared/format/device-time.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { type FileOwner, stageBlob } from './file-client.ts';

/** A file on its way from this window to the data host. */
export type Upload = {
  readonly id: number;
  readonly owner: FileOwner;
  readonly fileName: string;
  /** 0 to 1. */
  readonly share: number;
};

export const useUploads = create<{ readonly running: readonly Upload[] }>()(() => ({ running: [] }));

const change = (to: (running: readonly Upload[]) => readonly Upload[]): void =>
  useUploads.setState(({ running }) => ({ running: to(running) }));

let lastId = 0;

/** What the clipboard calls every picture. */
const NAMELESS = /^image\.\w+$/;

/** A pasted picture has no name of its own; the moment tells several apart. */
const nameOf = ({ name, type }: File, now: Date): string => {
  if (name !== '' && !NAMELESS.test(name)) return name;
  const time = timeWithSeconds(now).replaceAll(':', '.');
  return `${text('files:pastedName')} ${dayOf(now)} ${time}.${type.split('/')[1] ?? 'png'}`;
};

/** Brings files into the data host one after the other; answers the ids of those that are taken. The others are told with the reason. */
const stageAll = async (owner: FileOwner, files: readonly File[]): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const file of files) {
    lastId += 1;
    const id = lastId;
    const fileName = nameOf(file, new Date());
    change((running) => [...running, { id, owner, fileName, share: 0 }]);
    const staged = await stageBlob(owner, file, fileName, (done, total) =>
      change((running) => running.map((one) => (one.id === id ? { ...one, share: done / total } : one))),
    );
    change((running) => running.filter((one) => one.id !== id));
    if (staged.ok) ids.push(staged.data.id);
    else notify('error', errorText(staged.error));
  }
  return ids;
};

const keyOf = ({ ownerCollection, ownerId }: FileOwner): string => `${ownerCollection}:${ownerId}`;
/** What is being taken in, by its owner: one batch after the other. */
const batches = new Map<string, Promise<unknown>>();

/** Brings files for a note or a record that is only being written: they wait on this device. */
export const stageFiles = async (owner: FileOwner, files: readonly File[]): Promise<void> => {
  const key = keyOf(owner);
  const batch = (batches.get(key) ?? Promise.resolve()).then(() => stageAll(owner, files));
  batches.set(key, batch);
  await batch;
  if (batches.get(key) === batch) batches.delete(key);
};

const add = async (to: FileOwner, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return true;
  const added = await host.command('attachments.add', { ...to, ids: [...ids] });
  if (!added.ok) notify('error', errorText(added.error));
  return added.ok;
};

/** The ids of the files that wait for a record, once all that is being taken in is. */
const stagedFor = async (owner: FileOwner): Promise<readonly string[]> => {
  await batches.get(keyOf(owner));
  const found = await host.query('attachments.of', owner);
  return found.ok ? found.data.staged.map(({ id }) => id) : [];
};

/** Adds the files that wait for a record to it, or to another one; false: refused, which is told. */
export const addStaged = async (owner: FileOwner, to: FileOwner = owner): Promise<boolean> =>
  add(to, await stagedFor(owner));

export const discardStaged = async (owner: FileOwner): Promise<void> => {
  const ids = await stagedFor(owner);
  if (ids.length > 0) await host.command('attachments.discard', { ids: [...ids] });
};

/** Brings files and adds them to a record that is there. */
export const addFiles = async (owner: FileOwner, files: readonly File[]): Promise<void> => {
  const ids = await stageAll(owner, files);
  if (ids.length === 0 || !(await add(owner, ids))) return;
  notify('success', text('files:added', { count: ids.length }));
};
