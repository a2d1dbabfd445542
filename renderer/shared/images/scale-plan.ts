import type { ImageFormat } from './image-header.ts';

export type Size = { readonly width: number; readonly height: number };
export type Attempt = Size & {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp';
  /** 0 to 1; nothing for PNG. */
  readonly quality: number | null;
};

/** The longer side of a stored image at most, in pixels. */
const MOST_PIXELS_LONG = 1_600;
const QUALITIES = [0.85, 0.75, 0.65, 0.5] as const;
/** When quality alone is not enough: smaller, at the two lowest that are still good to look at. */
const SMALLER = [0.75, 0.5, 0.35, 0.2] as const;

/** The same shape, no side longer than `most` and none below one pixel; never larger than it was. */
export const fitted = ({ width, height }: Size, most: number): Size => {
  const factor = Math.min(1, most / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
};

/**
 * How to write an image, the best way first. Photographs stay JPEG. What was drawn (screens, logos) is tried without loss, then as WebP,
 * which keeps letters sharp and what is transparent.
 */
export const attempts = (format: ImageFormat, size: Size): readonly Attempt[] => {
  const full = fitted(size, MOST_PIXELS_LONG);
  const type = format === 'jpeg' ? 'image/jpeg' : 'image/webp';
  const isDrawn = format === 'png' || format === 'gif' || format === 'bmp';
  return [
    ...(isDrawn ? [{ ...full, type: 'image/png' as const, quality: null }] : []),
    ...QUALITIES.map((quality) => ({ ...full, type, quality }) as const),
    ...SMALLER.flatMap((factor) =>
      [0.75, 0.5].map(
        (quality) => ({ ...fitted(size, Math.round(MOST_PIXELS_LONG * factor)), type, quality }) as const,
      ),
    ),
  ];
};
