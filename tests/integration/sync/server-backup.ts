import { cpSync, rmSync } from 'node:fs';
import { type EmbeddedProcess, newDataDir } from '../backend/server-process.ts';

/** A server's files, copied while it stood still. */
export type ServerBackup = { readonly dir: string };

/** Copies the files, as an administrator does at night. */
export const backUp = async (server: EmbeddedProcess): Promise<ServerBackup> => {
  const dir = newDataDir();
  await server.restart(() => cpSync(server.dataDir, dir, { recursive: true }));
  return { dir };
};

/** Puts them back: what was written since is not there any more. */
export const putBack = (server: EmbeddedProcess, { dir }: ServerBackup): Promise<void> =>
  server.restart(() => {
    rmSync(server.dataDir, { recursive: true });
    cpSync(dir, server.dataDir, { recursive: true });
  });
