import { text } from '#renderer/shared/i18n/i18n.ts';
import { HEADER_BYTES, imageHeader } from './image-header.ts';
import { type Attempt, attempts, type Size } from './scale-plan.ts';

/** Stored with the record and synced to every console. */
const MOST_BYTES = 300_000;
/** A picture of this many pixels takes four bytes for each while it is read. */
const MOST_PIXELS = 64_000_000;
const MOST_FILE_BYTES = 40_000_000;

export type ImageRefusal = 'not_an_image' | 'too_large' | 'unreadable';
export type ScaledImage = Size & { readonly bytes: Blob; readonly type: Attempt['type'] };
export type Scaling =
  | { readonly ok: true; readonly image: ScaledImage }
  | { readonly ok: false; readonly reason: ImageRefusal };

type Picture = Size & { readonly close: () => void };
/** What decodes and encodes: the browser, or a test's own. */
export type ImageCodec<P extends Picture> = {
  readonly decode: (file: Blob) => Promise<P>;
  readonly encode: (picture: P, attempt: Attempt) => Promise<Blob>;
};

const canvasCodec: ImageCodec<ImageBitmap> = {
  // Turned as its EXIF note says, which the new file no longer has.
  decode: (file) => createImageBitmap(file, { imageOrientation: 'from-image' }),
  encode: async (picture, { width, height, type, quality }) => {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no 2d canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    return canvas.convertToBlob({ type, ...(quality === null ? {} : { quality }) });
  },
};

const refused = (reason: ImageRefusal): Scaling => ({ ok: false, reason });

const smallEnough = async <P extends Picture>(
  picture: P,
  ways: readonly Attempt[],
  codec: ImageCodec<P>,
): Promise<Scaling> => {
  for (const way of ways) {
    const bytes = await codec.encode(picture, way);
    if (bytes.size > MOST_BYTES || bytes.type !== way.type) continue;
    return { ok: true, image: { bytes, type: way.type, width: way.width, height: way.height } };
  }
  return refused('too_large');
};

/** `scaleImage` with a codec of one's own. */
export const scaleImageWith = async <P extends Picture>(
  file: Blob,
  codec: ImageCodec<P>,
): Promise<Scaling> => {
  const header = imageHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header === null) return refused('not_an_image');
  // Before it is decoded: a small file can claim a billion pixels.
  if (file.size > MOST_FILE_BYTES || header.width * header.height > MOST_PIXELS) return refused('too_large');
  const picture = await codec.decode(file).catch(() => null);
  if (picture === null) return refused('unreadable');
  try {
    return await smallEnough(picture, attempts(header.format, picture), codec);
  } finally {
    picture.close();
  }
};

/**
 * An image as it is stored: at most 1,600 pixels long and 300 kB, the right way up, JPEG, PNG or WebP. It is always written anew, so
 * nothing else comes along: not the place a photograph was taken at, no thumbnail of what was cut away. Of a GIF that moves, its first
 * picture.
 */
export const scaleImage = (file: Blob): Promise<Scaling> => scaleImageWith(file, canvasCodec);

/** Why a file was not taken, in words. */
export const imageRefusalText = (reason: ImageRefusal, name: string): string => {
  switch (reason) {
    case 'not_an_image':
      return text('markdown:images.notAnImage', { name });
    case 'too_large':
      return text('markdown:images.tooLarge', { name });
    case 'unreadable':
      return text('markdown:images.unreadable', { name });
  }
};
