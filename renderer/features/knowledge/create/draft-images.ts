import { ulid } from 'ulid';
import { host } from '#renderer/shared/host/host.ts';
import { errorText } from '#renderer/shared/i18n/i18n.ts';
import type { ImageUrl } from '#renderer/shared/markdown/stored-image.tsx';
import { notify } from '#renderer/shared/notify/notify.ts';
import { type ImageFile, imageDataUrl, keptImageUrl } from '../images.ts';

/**
 * Images of an article that does not exist yet. Each waits in a draft of its own on this device, so that the form's draft, saved while
 * somebody types, does not carry them; the text names them by the draft's id until the article is made.
 */
const keyOf = (id: string): string => `article-image:${id}`;

/** Puts an image away; its id, or null, and said why, when it was refused. */
export const keepInDraft = async (image: ImageFile): Promise<string | null> => {
  const id = `new-${ulid().toLowerCase()}`;
  const reply = await host.command('drafts.save', { key: keyOf(id), label: image.fileName, fields: image });
  if (reply.ok) return id;
  notify('error', errorText(reply.error));
  return null;
};

const isImageFile = (fields: Readonly<Record<string, unknown>>): fields is ImageFile =>
  ['fileName', 'mediaType', 'data'].every((field) => typeof fields[field] === 'string');

/** The image put away under this id; null when there is none. */
export const draftImage = async (id: string): Promise<ImageFile | null> => {
  const reply = await host.query('drafts.get', { key: keyOf(id) });
  const fields = reply.ok ? (reply.data?.fields ?? {}) : {};
  return isImageFile(fields) ? fields : null;
};

export const dropDraftImages = async (ids: readonly string[]): Promise<void> => {
  await Promise.all(ids.map((id) => host.command('drafts.discard', { key: keyOf(id) })));
};

/** Shows images that wait and those that were kept. */
export const draftImageUrl: ImageUrl = async (id) => {
  const image = await draftImage(id);
  return image === null ? keptImageUrl(id) : imageDataUrl(image);
};
