import { expect, it } from 'vitest';
import { readPart } from '#cli/files.ts';

/** A file that gives at most `most` bytes at a time. */
const fileOf = (content: string, most: number) => ({
  read: async (into: Uint8Array, offset: number, length: number, position: number) => {
    const found = Buffer.from(content).subarray(position, position + Math.min(length, most));
    into.set(found, offset);
    return { bytesRead: found.length, buffer: into };
  },
});
const read = async (content: string, most: number, start: number, end: number): Promise<string> =>
  Buffer.from(await readPart(fileOf(content, most) as never, start, end)).toString();

it.each<[string, number, number, number, string]>([
  ['0123456789', 100, 0, 10, '0123456789'],
  ['0123456789', 3, 0, 10, '0123456789'],
  ['0123456789', 3, 4, 8, '4567'],
  ['0123', 3, 0, 10, '0123'],
  ['', 3, 0, 10, ''],
])('of %j, %d bytes at a time, bytes %d to %d are %j', async (content, most, start, end, wanted) => {
  expect(await read(content, most, start, end)).toBe(wanted);
});
