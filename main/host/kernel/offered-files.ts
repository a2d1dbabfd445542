import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';

/** Files that somebody chose in a dialog of the system, by a word that stands for each: a window never names a path. */
export type OfferedFiles = {
  readonly offer: (path: string, id?: string) => string;
  readonly path: (id: string) => string | null;
  readonly name: (id: string) => string;
};

/** More than anybody chooses for one import, many times over; the first ones go. */
const MOST = 20_000;

export const createOfferedFiles = (): OfferedFiles => {
  const paths = new Map<string, string>();
  return {
    offer: (path, id = randomUUID()) => {
      paths.set(id, path);
      const [first] = paths.keys();
      if (paths.size > MOST && first !== undefined) paths.delete(first);
      return id;
    },
    path: (id) => paths.get(id) ?? null,
    name: (id) => basename(paths.get(id) ?? ''),
  };
};
