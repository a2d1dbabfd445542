import * as z from 'zod';
import { dateSchema, idSchema, longText, nullableId, shortText } from './common.ts';
import { recordBase } from './journal.ts';

/** Article: draft, review, published, retired. Known error: draft, published, fix_planned, resolved, retired. */
export const KNOWLEDGE_STATES = [
  'draft',
  'review',
  'published',
  'fix_planned',
  'resolved',
  'retired',
] as const;

export const knowledgeSchema = z.object({
  ...recordBase,
  type: z.enum(['article', 'known_error']),
  number: z.string().min(1).max(40),
  title: shortText.min(1),
  state: z.enum(KNOWLEDGE_STATES),
  active: z.boolean(),
  symptom: longText,
  rootCause: longText,
  workaround: longText,
  solution: longText,
  errorCode: z.string().max(80).nullable(),
  category: z.string().max(80).nullable(),
  /** What it is about: single CIs, models, services. */
  ciIds: z.array(idSchema),
  models: z.array(shortText),
  serviceIds: z.array(idSchema),
  problemId: nullableId,
  validUntil: dateSchema.nullable(),
  tags: z.array(z.string().max(60)),
});
export type KnowledgeEntry = z.infer<typeof knowledgeSchema>;
