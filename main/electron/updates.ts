import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Looks for a newer release once per start, in packaged builds that were told where releases are (electron-builder
 * writes app-update.yml when `publish` is set). Signatures are checked by electron-updater; it installs on quit.
 */
export function setupUpdates(): void {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  void import('electron-updater')
    .then(({ autoUpdater }) => autoUpdater.checkForUpdatesAndNotify())
    .catch((error: unknown) => {
      // Offline is the usual reason; the next start asks again.
      console.error('No update check:', error instanceof Error ? error.message : error);
    });
}
