import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { readBlob } from './file-client.ts';

/** Writes a file that is on this device to wherever its user wants it. How that went is told. */
export const saveFile = async ({
  id,
  fileName,
}: {
  readonly id: string;
  readonly fileName: string;
}): Promise<void> => {
  const read = await readBlob(id, '');
  if (!read.ok) {
    notify('error', errorText(read.error));
    return;
  }
  const saved = await window.deskhand.native.saveFile(fileName, await read.data.arrayBuffer());
  if (saved.kind === 'saved') notify('success', text('files:saved', { name: fileName }));
  if (saved.kind === 'failed')
    notify('error', text('files:notSaved', { name: fileName, cause: saved.cause }));
};
