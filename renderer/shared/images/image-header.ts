export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp';
/** Size as stored; a JPEG's own note to turn it (EXIF) is not applied. */
export type ImageHeader = { readonly format: ImageFormat; readonly width: number; readonly height: number };

/** As many bytes as the size of an image stands in: a JPEG may carry colour profiles and previews first. */
export const HEADER_BYTES = 1 << 20;

type Size = { readonly width: number; readonly height: number };

const startsWith = (view: DataView, at: number, text: string): boolean =>
  view.byteLength >= at + text.length &&
  [...text].every((char, index) => view.getUint8(at + index) === char.charCodeAt(0));

const png = (view: DataView): Size | null =>
  startsWith(view, 0, '\x89PNG\r\n\x1a\n') && startsWith(view, 12, 'IHDR')
    ? { width: view.getUint32(16), height: view.getUint32(20) }
    : null;

const gif = (view: DataView): Size | null =>
  startsWith(view, 0, 'GIF87a') || startsWith(view, 0, 'GIF89a')
    ? { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    : null;

const bmp = (view: DataView): Size | null =>
  startsWith(view, 0, 'BM') && view.getUint32(14, true) >= 40
    ? { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
    : null;

/** The three kinds of WebP: lossy, lossless, and with more chunks (RFC 9649). */
const webp = (view: DataView): Size | null => {
  if (!startsWith(view, 0, 'RIFF') || !startsWith(view, 8, 'WEBP')) return null;
  if (startsWith(view, 12, 'VP8 ') && startsWith(view, 23, '\x9d\x01\x2a'))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (startsWith(view, 12, 'VP8L') && startsWith(view, 20, '\x2f')) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!startsWith(view, 12, 'VP8X')) return null;
  const threeBytes = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_0000;
  return { width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
};

/** Frame headers are C0 to CF but for the tables C4 and CC and the reserved C8 (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers that stand alone, without a length. */
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

const jpeg = (view: DataView): Size | null => {
  if (!startsWith(view, 0, '\xff\xd8\xff')) return null;
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // FF may be repeated to fill.
    if (marker === 0xff) at += 1;
    else at += isAlone(marker) ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
};

const READERS: { readonly [F in ImageFormat]: (view: DataView) => Size | null } = {
  png,
  jpeg,
  webp,
  gif,
  bmp,
};

const read = (view: DataView, format: ImageFormat): Size | null => {
  try {
    return READERS[format](view);
  } catch (error) {
    // A DataView says so when it ends before the header does.
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** What the first bytes say, whatever the file's name and type claim; null for what is no image that we take. */
export const imageHeader = (bytes: Uint8Array): ImageHeader | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const format of Object.keys(READERS) as ImageFormat[]) {
    const size = read(view, format);
    if (size !== null && size.width > 0 && size.height > 0) return { format, ...size };
  }
  return null;
};
