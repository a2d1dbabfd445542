import type { CommandInput } from '#contracts/registry.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText } from '#renderer/shared/i18n/i18n.ts';
import { imageRefusalText, type ScaledImage, scaleImage } from '#renderer/shared/images/scale-image.ts';
import type { ImageUrl } from '#renderer/shared/markdown/stored-image.tsx';
import { notify } from '#renderer/shared/notify/notify.ts';

/** An image as commands and drafts carry it: its bytes as base64. */
export type ImageFile = Omit<CommandInput<'articles.addImage'>, 'id'>;

const base64Of = (bytes: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error ?? new Error('the image could not be read'));
    reader.readAsDataURL(bytes);
  });

/** `photo.heic` of a picture that was written anew as a JPEG becomes `photo.jpeg`. */
const fileName = ({ name }: File, { type }: ScaledImage): string =>
  `${cutText(name.replace(/\.\w{1,5}$/, ''), 200)}.${type.slice('image/'.length)}`;

/** A file made ready to be kept; null, and said why, where it is no picture or can't be made small enough. */
export const readImage = async (file: File): Promise<ImageFile | null> => {
  const scaling = await scaleImage(file);
  if (!scaling.ok) {
    notify('warning', imageRefusalText(scaling.reason, file.name));
    return null;
  }
  const { image } = scaling;
  return { fileName: fileName(file, image), mediaType: image.type, data: await base64Of(image.bytes) };
};

/** Keeps an image with an article; null, and said why, when it was refused. */
export const keepImage = async (articleId: string, image: ImageFile): Promise<string | null> => {
  const reply = await host.command('articles.addImage', { id: articleId, ...image });
  if (reply.ok) return reply.data.imageId;
  notify('error', errorText(reply.error));
  return null;
};

export const imageDataUrl = ({ mediaType, data }: { readonly mediaType: string; readonly data: string }) =>
  `data:${mediaType};base64,${data}`;

/** The bytes of a kept image, for `MarkdownText`. */
export const keptImageUrl: ImageUrl = async (id) => {
  const reply = await host.query('knowledge.image', { id });
  return reply.ok && reply.data !== null ? imageDataUrl(reply.data) : null;
};
