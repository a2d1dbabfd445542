import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, absolute. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** This user's cache folder for Deskhand, by the platform's own convention. Not created here. */
export function userCacheDir(): string {
  if (process.platform === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'deskhand', 'Cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'deskhand');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'deskhand');
}
