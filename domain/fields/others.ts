import { BASE_FIELDS } from './base.ts';
import type { FieldTable, RecordFrom } from './field.ts';

/** The longest text of base64 that an attachment carries itself, about 400 kB of bytes. */
export const MAX_INLINE_DATA = 560_000;

/**
 * A file that belongs to a record. The small images of articles carry their bytes (`data`, base64), so that they come with the sync and are
 * there without a network. Others lie beside the record: in the store as parts (main/host/local/files.ts), at the server as the one CouchDB
 * attachment that the record names (domain/attachments/stored-file.ts). A withdrawn one is not `active` and has no bytes.
 */
// biome-ignore format: a table is read by its columns
export const ATTACHMENT_FIELDS = {
  ...BASE_FIELDS,
  ownerCollection: { kind: 'text', max: 40 },
  ownerId:         { kind: 'id' },
  fileName:        { kind: 'text', min: 1, max: 400 },
  mediaType:       { kind: 'text', max: 120 },
  sizeBytes:       { kind: 'count' },
  sha256:          { kind: 'text', min: 64, max: 64 },
  /** The digest that CouchDB tells of the file, base64. Null where the bytes are in `data`. */
  md5:             { kind: 'text', max: 24, pattern: '^[A-Za-z0-9+/]{22}==$', nullable: true },
  data:            { kind: 'longText', max: MAX_INLINE_DATA, nullable: true },
  active:          { kind: 'flag' },
} as const satisfies FieldTable;
export type Attachment = RecordFrom<typeof ATTACHMENT_FIELDS>;

/** `value` is checked by its own schema (domain/records/settings.ts), which knows every key. */
// biome-ignore format: a table is read by its columns
export const SETTING_FIELDS = {
  ...BASE_FIELDS,
  key:     { kind: 'text', min: 1, max: 80 },
  /** Counts up with each activated change. */
  version: { kind: 'count', min: 1, merge: 'later' },
  value:   { kind: 'json', merge: 'object' },
} as const satisfies FieldTable;
