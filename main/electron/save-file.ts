import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import type { SaveReply } from '#contracts/native.ts';
import { cleanFileName } from '#domain/attachments/file-name.ts';

/** Asks where to write a file, and writes it there. The name is only what the dialog begins with, cleaned once more. */
export async function saveFile(
  sender: WebContents,
  fileName: string,
  bytes: ArrayBuffer,
): Promise<SaveReply> {
  const options = { defaultPath: join(app.getPath('downloads'), cleanFileName(fileName)) };
  const window = BrowserWindow.fromWebContents(sender);
  const { canceled, filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') return { kind: 'cancelled' };
  try {
    await writeFile(filePath, Buffer.from(bytes));
    return { kind: 'saved' };
  } catch (error) {
    return { kind: 'failed', cause: error instanceof Error ? error.message : String(error) };
  }
}
