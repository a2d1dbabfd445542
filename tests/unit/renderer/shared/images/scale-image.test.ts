import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { imageHeader } from '#renderer/shared/images/image-header.ts';
import {
  type ImageCodec,
  imageRefusalText,
  scaleImage,
  scaleImageWith,
} from '#renderer/shared/images/scale-image.ts';
import { type Attempt, attempts, fitted, type Size } from '#renderer/shared/images/scale-plan.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part)),
  );
const be16 = (value: number) => [value >> 8, value & 255];
const be32 = (value: number) => [...be16(value >>> 16), ...be16(value & 0xffff)];
const le = (value: number, count: number) =>
  Array.from({ length: count }, (_none, index) => (value >>> (8 * index)) & 255);

const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', be32(13), 'IHDR', be32(width), be32(height), [8, 6, 0, 0, 0]);
const jpeg = (width: number, height: number) =>
  bytes(
    [0xff, 0xd8],
    [0xff, 0xe1, ...be16(300), ...new Array<number>(298).fill(0x42)],
    [0xff, 0xff, 0xdb, ...be16(4), 0, 0],
    [0xff, 0xc2, ...be16(17), 8, ...be16(height), ...be16(width), 3],
  );

describe('the header of a file', () => {
  it.each([
    ['png', png(4_000, 3_000), 4_000, 3_000],
    ['jpeg', jpeg(4_032, 3_024), 4_032, 3_024],
    ['gif', bytes('GIF89a', le(320, 2), le(200, 2)), 320, 200],
    ['bmp', bytes('BM', le(0, 12), le(40, 4), le(640, 4), le(-480, 4)), 640, 480],
    [
      'webp',
      bytes('RIFF', le(0, 4), 'WEBPVP8 ', le(0, 4), [0, 0, 0, 0x9d, 1, 0x2a], le(800, 2), le(600, 2)),
      800,
      600,
    ],
    ['webp', bytes('RIFF', le(0, 4), 'WEBPVP8L', le(0, 4), [0x2f], le(799 | (599 << 14), 4)), 800, 600],
    ['webp', bytes('RIFF', le(0, 4), 'WEBPVP8X', le(0, 8), le(99_999, 3), le(4_999, 3)), 100_000, 5_000],
  ] as const)('of a %s says its size', (format, given, width, height) => {
    expect(imageHeader(given)).toEqual({ format, width, height });
  });

  it.each([
    ['nothing', bytes()],
    ['a text', bytes('just words')],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PDF', bytes('%PDF-1.7')],
    ['HEIC', bytes(le(24, 4), 'ftypheic')],
    ['a PNG cut short', png(10, 10).slice(0, 18)],
    ['a JPEG without a frame', jpeg(10, 10).slice(0, 200)],
    ['a JPEG that loses its thread', bytes([0xff, 0xd8, 0xff, 0xe0, ...be16(2), 0, 0])],
    ['a PNG of no size', png(0, 10)],
  ])('of %s says that it is no image', (_name, given) => {
    expect(imageHeader(given)).toBeNull();
  });

  it('is read from any bytes without a fault', () => {
    const start = fc.constantFrom(
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'RIFF0000WEBPVP8 ',
      'GIF89a',
      'BM',
      '',
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 64 }), (head, tail) => {
        const found = imageHeader(bytes(head, [...tail]));
        if (found !== null) expect(Math.min(found.width, found.height)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the ways to write an image', () => {
  it('keep its shape, never enlarge, and get smaller', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom('jpeg', 'png', 'webp', 'gif', 'bmp'),
        (width, height, format) => {
          const ways = attempts(format, { width, height });
          for (const way of ways) {
            expect(Math.max(way.width, way.height)).toBeLessThanOrEqual(
              Math.min(1_600, Math.max(width, height)),
            );
            expect(Math.min(way.width, way.height)).toBeGreaterThanOrEqual(1);
            const scale = Math.max(way.width, way.height) / Math.max(width, height);
            expect(Math.abs(way.width - width * scale)).toBeLessThanOrEqual(1);
            expect(Math.abs(way.height - height * scale)).toBeLessThanOrEqual(1);
          }
          const areas = ways.map((way) => way.width * way.height);
          expect([...areas].sort((a, b) => b - a)).toEqual(areas);
        },
      ),
    );
  });

  it('keep photographs JPEG and try what was drawn without loss first', () => {
    expect(new Set(attempts('jpeg', { width: 10, height: 10 }).map(({ type }) => type))).toEqual(
      new Set(['image/jpeg']),
    );
    expect(attempts('png', { width: 10, height: 10 })[0]).toMatchObject({ type: 'image/png', quality: null });
    expect(attempts('webp', { width: 10, height: 10 }).some(({ type }) => type === 'image/png')).toBe(false);
    expect(fitted({ width: 4_032, height: 3_024 }, 1_600)).toEqual({ width: 1_600, height: 1_200 });
  });
});

/** Writes as many bytes as `sizeOf` says; remembers what it was asked for. */
const codecOf = (size: Size, sizeOf: (attempt: Attempt) => number) => {
  const asked: Attempt[] = [];
  let closed = 0;
  const codec: ImageCodec<Size & { readonly close: () => void }> = {
    decode: async () => ({
      ...size,
      close: () => {
        closed += 1;
      },
    }),
    encode: async (_picture, attempt) => {
      asked.push(attempt);
      return new Blob([new Uint8Array(sizeOf(attempt))], { type: attempt.type });
    },
  };
  return { codec, asked, closed: () => closed };
};

describe('a file that is to be stored', () => {
  it('is written in the first way that is small enough', async () => {
    const { codec, asked, closed } = codecOf({ width: 4_000, height: 3_000 }, ({ quality }) =>
      quality === null ? 2_000_000 : quality > 0.7 ? 300_001 : 300_000,
    );
    const scaled = await scaleImageWith(new Blob([png(4_000, 3_000)]), codec);
    expect(scaled).toMatchObject({ ok: true, image: { type: 'image/webp', width: 1_600, height: 1_200 } });
    expect(asked.map(({ quality }) => quality)).toEqual([null, 0.85, 0.75, 0.65]);
    expect(closed()).toBe(1);
  });

  it('is as tall as it is seen, not as it lies in the file', async () => {
    const { codec } = codecOf({ width: 3_024, height: 4_032 }, () => 1_000);
    const scaled = await scaleImageWith(new Blob([jpeg(4_032, 3_024)]), codec);
    expect(scaled).toMatchObject({ ok: true, image: { type: 'image/jpeg', width: 1_200, height: 1_600 } });
  });

  it('gets smaller when quality alone does not do', async () => {
    const { codec } = codecOf({ width: 4_000, height: 3_000 }, ({ width }) => width * 600);
    expect(await scaleImageWith(new Blob([jpeg(4_000, 3_000)]), codec)).toMatchObject({
      ok: true,
      image: { width: 320, height: 240 },
    });
  });

  it('is refused with a reason', async () => {
    const fine = codecOf({ width: 10, height: 10 }, () => 1_000);
    const broken = { ...fine.codec, decode: () => Promise.reject(new Error('broken')) };
    const never = codecOf({ width: 10, height: 10 }, () => 400_000);
    const as = (type: string, content: Uint8Array<ArrayBuffer>) => new Blob([content], { type });
    expect(await scaleImageWith(as('image/png', bytes('<svg>')), fine.codec)).toEqual({
      ok: false,
      reason: 'not_an_image',
    });
    expect(await scaleImageWith(as('', png(40_000, 40_000)), fine.codec)).toEqual({
      ok: false,
      reason: 'too_large',
    });
    expect(await scaleImageWith(as('', png(10, 10)), broken)).toEqual({ ok: false, reason: 'unreadable' });
    expect(await scaleImageWith(as('', png(10, 10)), never.codec)).toEqual({
      ok: false,
      reason: 'too_large',
    });
    expect(await scaleImage(new Blob(['words'], { type: 'image/png' }))).toMatchObject({
      reason: 'not_an_image',
    });
    expect(fine.asked).toEqual([]);
    expect(never.closed()).toBe(1);
  });

  it('is refused in words that name it', () => {
    setupTexts();
    for (const reason of ['not_an_image', 'too_large', 'unreadable'] as const) {
      expect(imageRefusalText(reason, 'port.heic')).toMatch(/^“port\.heic” was not added: /);
    }
  });
});
