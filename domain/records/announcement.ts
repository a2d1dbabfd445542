import * as z from 'zod';
import { idSchema, instantSchema, longText, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

export const announcementSchema = z.object({
  ...recordBase,
  title: shortText.min(1),
  body: longText,
  severity: z.enum(['info', 'warning', 'outage']),
  startsAt: instantSchema,
  endsAt: instantSchema.nullable(),
  ticketId: nullableId,
  ciIds: z.array(idSchema),
  active: z.boolean(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** Metadata of a file; the bytes travel as a CouchDB attachment of the same document, on demand. */
export const attachmentSchema = z.object({
  ...recordBase,
  ownerCollection: z.string().max(40),
  ownerId: idSchema,
  fileName: shortText.min(1),
  mediaType: z.string().max(120),
  sizeBytes: z.number().int().min(0),
  sha256: z.string().length(64),
  active: z.boolean(),
});
export type Attachment = z.infer<typeof attachmentSchema>;
