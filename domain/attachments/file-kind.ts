/** What may be done with a file by what it is: shown, or only saved. No packages. */
import { endingOf } from './file-name.ts';

export const UNKNOWN_TYPE = 'application/octet-stream';
const TYPE_FORM = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,57}$/;

/** The kind of file that is claimed, without parameters; of what is none the type that says nothing. */
export const cleanMediaType = (given: string): string => {
  const [bare = ''] = given.split(';');
  const type = bare.trim().toLowerCase();
  return TYPE_FORM.test(type) ? type : UNKNOWN_TYPE;
};

/** How the files of a kind begin: what a file is called, and what its sender says of it, proves nothing. */
export type Beginning = readonly (readonly [offset: number, hex: string])[];
const PICTURES: Readonly<Record<string, readonly Beginning[]>> = {
  'image/png': [[[0, '89504e470d0a1a0a']]],
  'image/jpeg': [[[0, 'ffd8ff']]],
  'image/gif': [[[0, '474946383761']], [[0, '474946383961']]],
  'image/webp': [
    [
      [0, '52494646'],
      [8, '57454250'],
    ],
  ],
  'image/bmp': [[[0, '424d']]],
};
/** Windows (MZ), Linux (ELF), macOS in its four forms. */
const PROGRAMS: readonly Beginning[] = [
  '4d5a',
  '7f454c46',
  'feedface',
  'feedfacf',
  'cefaedfe',
  'cffaedfe',
].map((hex) => [[0, hex]]);

const beginsWith = (bytes: Uint8Array, beginning: Beginning): boolean =>
  beginning.every(([offset, hex]) => {
    for (let at = 0; at * 2 < hex.length; at += 1) {
      if (bytes[offset + at] !== Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)) return false;
    }
    return true;
  });

/** The type of the picture that begins so; null for what is none that is shown. SVG is a document with scripts, so it is none. */
export const pictureTypeOf = (bytes: Uint8Array): string | null =>
  Object.keys(PICTURES).find((type) => (PICTURES[type] ?? []).some((one) => beginsWith(bytes, one))) ?? null;

export const isProgram = (bytes: Uint8Array): boolean => PROGRAMS.some((one) => beginsWith(bytes, one));

const TEXT_ENDINGS: readonly string[] = [
  'txt',
  'log',
  'csv',
  'md',
  'json',
  'xml',
  'ini',
  'conf',
  'yaml',
  'yml',
];

/** How a file may be looked at in the console: as a picture, as bare text, or not at all. Nothing is ever run or laid out as a page. */
export type Preview = 'picture' | 'text' | 'none';
export const previewOf = (mediaType: string, fileName: string): Preview => {
  if (Object.keys(PICTURES).includes(mediaType)) return 'picture';
  const isText = mediaType === 'text/plain' || mediaType === 'text/csv';
  return isText || TEXT_ENDINGS.includes(endingOf(fileName)) ? 'text' : 'none';
};
