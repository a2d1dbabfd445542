import { ulid } from 'ulid';
import { host } from '#renderer/shared/host/host.ts';
import { errorText } from '#renderer/shared/i18n/i18n.ts';
import type { ImageUrl } from '#renderer/shared/markdown/stored-image.tsx';
import { notify } from '#renderer/shared/notify/notify.ts';
import { type ImageFile, imageDataUrl, keptImageUrl } from '../images.ts';
import { imageKey } from './waiting-images.ts';

/** Puts an image away for the person whose form it is; its id, or null, and said why, when it was refused. */
export const keepInDraft = async (personId: string, image: ImageFile): Promise<string | null> => {
  const id = `new-${ulid().toLowerCase()}`;
  const reply = await host.command('drafts.save', {
    ...{ key: imageKey(id), personId },
    label: image.fileName,
    fields: image,
  });
  if (reply.ok) return id;
  notify('error', errorText(reply.error));
  return null;
};

const isImageFile = (fields: Readonly<Record<string, unknown>>): fields is ImageFile =>
  ['fileName', 'mediaType', 'data'].every((field) => typeof fields[field] === 'string');

/** The image put away under this id; null when there is none. */
export const draftImage = async (personId: string, id: string): Promise<ImageFile | null> => {
  const reply = await host.query('drafts.get', { key: imageKey(id), personId });
  const fields = reply.ok ? (reply.data?.fields ?? {}) : {};
  return isImageFile(fields) ? fields : null;
};

export const dropDraftImages = async (personId: string, ids: readonly string[]): Promise<void> => {
  await Promise.all(ids.map((id) => host.command('drafts.discard', { key: imageKey(id), personId })));
};

/** Shows images that wait and those that were kept. */
export const draftImageUrlOf =
  (personId: string): ImageUrl =>
  async (id) => {
    const image = await draftImage(personId, id);
    return image === null ? keptImageUrl(id) : imageDataUrl(image);
  };
