import { basename } from 'node:path';
import { BrowserWindow, dialog, type WebContents } from 'electron';
import type { OfferedFolder } from '#contracts/native.ts';

/** Asks for a folder, hands it over with `offer`, and answers the word that stands for it; null when nobody chose one. */
export async function chooseFolder(
  sender: WebContents,
  offer: (path: string) => string,
): Promise<OfferedFolder | null> {
  const options: Electron.OpenDialogOptions = { properties: ['openDirectory'] };
  const window = BrowserWindow.fromWebContents(sender);
  const { canceled, filePaths } =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  const [path] = filePaths;
  return canceled || path === undefined ? null : { id: offer(path), name: basename(path) };
}
