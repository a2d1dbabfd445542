import * as z from 'zod';
import { idSchema as id } from '#domain/records/common-schemas.ts';

/** What the risk of a change is made of. */
export const RISK_PARTS = [
  'criticality',
  'size',
  'services',
  'redundancy',
  'incidents',
  'blackout',
  'success',
] as const;
export type RiskPartName = (typeof RISK_PARTS)[number];

const weight = z.number().int().min(0).max(100);
const percent = z.number().int().min(1).max(100);
/** From which percent on a level holds; below the first it is low. */
const thresholds = z.object({ moderate: percent, high: percent, very_high: percent });

const answer = z.object({
  id,
  text: z.string().trim().min(1).max(200),
  /** More is riskier. */
  points: z.number().int().min(0).max(100),
});
const question = z.object({
  id,
  text: z.string().trim().min(1).max(400),
  active: z.boolean(),
  answers: z.array(answer).max(20),
});

/** How much each part of a change's risk counts, from where each level begins, and what is asked. */
export const riskSettingsSchema = z.object({
  weights: z.object({
    criticality: weight,
    size: weight,
    services: weight,
    redundancy: weight,
    incidents: weight,
    blackout: weight,
    success: weight,
  } satisfies Record<RiskPartName, typeof weight>),
  thresholds,
  questionThresholds: thresholds,
  questions: z.array(question).max(50),
});
export type RiskSettings = z.infer<typeof riskSettingsSchema>;
