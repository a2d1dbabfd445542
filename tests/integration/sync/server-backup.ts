import { execSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { type EmbeddedProcess, newDataDir, type ServerProcess } from '../backend/server-process.ts';

/** A server's files, copied while it stood still. */
export type ServerBackup = {
  /** Puts them back: what was written since is not there any more. */
  readonly restore: () => Promise<void>;
};

/** Copies the files, as an administrator does at night. */
type BackUp = () => Promise<ServerBackup>;

const ofEmbedded = async (server: EmbeddedProcess): Promise<ServerBackup> => {
  const dir = newDataDir();
  await server.restart(() => cpSync(server.dataDir, dir, { recursive: true }));
  return {
    restore: () =>
      server.restart(() => {
        rmSync(server.dataDir, { recursive: true });
        cpSync(dir, server.dataDir, { recursive: true });
      }),
  };
};

/** By a command that stops the server, copies, and starts it again. */
const ofGiven = async (command: string): Promise<ServerBackup> => {
  const dir = newDataDir();
  const call = (what: 'keep' | 'put-back'): void =>
    void execSync(`${command} ${what} ${dir}`, { stdio: 'inherit' });
  call('keep');
  return { restore: async () => call('put-back') };
};

/** Null: the files are not the tests' to touch, as those of a CouchDB that was given without a command for them (`COUCH_FILES`). */
export const backUpOf = (server: ServerProcess): BackUp | null => {
  if ('dataDir' in server) return () => ofEmbedded(server as EmbeddedProcess);
  const command = process.env.COUCH_FILES;
  return command === undefined ? null : () => ofGiven(command);
};
