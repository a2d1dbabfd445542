import * as z from 'zod';
import { riskSettingsSchema } from '#domain/changes/risk-settings.ts';
import { MOST_MODEL_MINUTES } from '#domain/changes/standard.ts';
import { STORED_SCRIPT_FIELDS } from '#domain/diagnosis/script.ts';
import { APPROVAL_RULES } from '#domain/fields/approvals.ts';
import { APPROVED_KINDS, RISK_LEVELS } from '#domain/fields/changes.ts';
import { CI_CLASSES } from '#domain/fields/config-items.ts';
import type { RecordFrom } from '#domain/fields/field.ts';
import type { SETTING_FIELDS } from '#domain/fields/others.ts';
import { recordShape } from '#domain/fields/schema.ts';
import { MOST_MINUTES } from '#domain/journal/corrections.ts';
import {
  MOST_ACTS,
  PREFIX_PATTERN,
  PREPARED_LANGUAGES,
  PREPARED_SCOPES,
} from '#domain/prepared/prepared-kinds.ts';
import { TREND_DIMENSIONS } from '#domain/trends/trend.ts';
import { viewSchema } from '#domain/views/saved-view.ts';
import { ROLES } from './common.ts';
import { idSchema, instantSchema, longText } from './common-schemas.ts';

const level3 = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const urgencyRow = z.object({ 1: priority, 2: priority, 3: priority });

/** Rows impact, columns urgency. */
export const priorityMatrixSchema = z.object({ 1: urgencyRow, 2: urgencyRow, 3: urgencyRow });
export type PriorityMatrix = z.infer<typeof priorityMatrixSchema>;

const reviewText = z.string().max(200).nullable();

const categorySchema = z.object({
  name: z.string().min(1).max(80),
  subcategories: z.array(z.string().min(1).max(80)).max(500),
});

const values = z.record(z.string().max(80), z.unknown());
const macroActSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('update'), values }),
  z.object({
    act: z.literal('assign'),
    teamId: idSchema.nullable().optional(),
    assigneeId: idSchema.nullable().optional(),
  }),
  z.object({ act: z.literal('step'), to: z.string().min(1).max(40), values }),
  z.object({ act: z.literal('addNote'), text: longText }),
  z.object({ act: z.literal('addComment'), text: longText }),
]);

/** What is in them is looked at by `contentFault` (domain/prepared), which the server asks, too. */
const preparedContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), prefix: z.string().regex(new RegExp(PREFIX_PATTERN)), text: longText }),
  z.object({ kind: z.literal('template'), type: z.string().min(1).max(40), values }),
  z.object({
    kind: z.literal('macro'),
    type: z.string().min(1).max(40),
    acts: z.array(macroActSchema).min(1).max(MOST_ACTS),
  }),
]);

/** One approval that records need, and who gives it. */
const approvalRuleSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1).max(120),
  active: z.boolean(),
  /** Types of changes, and `release`. */
  changeTypes: z.array(z.enum(APPROVED_KINDS)).max(APPROVED_KINDS.length),
  /** From which risk on it is asked; null, as where it was not said when nobody assessed any: whatever the risk. */
  leastRisk: z.enum(RISK_LEVELS).nullable().default(null),
  /** From which cost on it is asked, in hundredths; null or left out: whatever the cost. */
  leastCostMinor: z.number().int().min(0).nullable().optional(),
  rule: z.enum(APPROVAL_RULES),
  /** Percent of `personIds`; of `share` only. */
  share: z.number().int().min(1).max(100),
  personIds: z.array(idSchema).max(100),
  roles: z.array(z.enum(ROLES)).max(ROLES.length),
});
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

const modelPlan = z.string().max(20_000);
/** What standard changes are made from (domain/changes/standard.ts): plans, tasks, and what it is for. */
export const changeModelSchema = z.object({
  name: z.string().trim().min(1).max(120),
  description: z.string().max(4_000),
  implementationPlan: modelPlan,
  testPlan: modelPlan,
  backoutPlan: modelPlan,
  communicationPlan: modelPlan,
  hasOutage: z.boolean(),
  minutes: z.number().int().min(5).max(MOST_MODEL_MINUTES),
  serviceIds: z.array(idSchema).max(100),
  ciClasses: z.array(z.enum(CI_CLASSES)).max(CI_CLASSES.length),
  tasks: z
    .array(z.object({ stage: z.number().int().min(1).max(99), title: z.string().trim().min(1).max(400) }))
    .max(50),
});

/** A text module, template or macro, and for whom it is. */
export const preparedSchema = z.object({
  name: z.string().trim().min(1).max(120),
  scope: z.enum(PREPARED_SCOPES),
  /** Of a team's. */
  teamId: idSchema.nullable(),
  /** In which its texts are written: dates and words are put in so. */
  language: z.enum(PREPARED_LANGUAGES),
  content: preparedContentSchema,
});

/** Each settings document holds one `value`, told apart by `key`; the document's id equals its key. */
export const settingValueSchema = z.discriminatedUnion('key', [
  z.object({ key: z.literal('priority-matrix'), matrix: priorityMatrixSchema }),
  z.object({ key: z.literal('categories'), categories: z.array(categorySchema).max(500) }),
  z.object({
    key: z.literal('closure-codes'),
    codes: z
      .array(
        z.object({ code: z.string().min(1).max(80), label: z.string().min(1).max(120), active: z.boolean() }),
      )
      .max(500),
  }),
  z.object({
    key: z.literal('incident-options'),
    defaultImpact: level3,
    defaultUrgency: level3,
    /** Resolved incidents are closed after so many; 0: never, and so where it was not said when nothing closed them. */
    autoCloseAfterBusinessDays: z.number().int().min(0).max(250).default(0),
    requireCommentAwaitingCaller: z.boolean(),
    /** How long one's own note or comment can be corrected or taken back; 0: not at all. */
    correctNoteMinutes: z.number().int().min(0).max(MOST_MINUTES).default(15),
  }),
  /** Which team an incident goes to that was given to nobody: its category's, else the default one; null leaves it with nobody. */
  z.object({
    key: z.literal('incident-routing'),
    defaultTeamId: idSchema.nullable(),
    byCategory: z.array(z.object({ category: z.string().min(1).max(80), teamId: idSchema })).max(500),
  }),
  /** Who has to agree to what (domain/approvals). */
  z.object({
    key: z.literal('approval-rules'),
    rules: z.array(approvalRuleSchema).max(20),
    /** Who is asked is reminded after so many business days without an answer; 0: never. */
    remindAfterBusinessDays: z.number().int().min(0).max(60).default(2),
  }),
  riskSettingsSchema.extend({ key: z.literal('change-risk') }),
  /** Where the company's telephones stand, for numbers that are written or dialled without country or area. Empty: not said. */
  z.object({
    key: z.literal('telephony'),
    country: z.string().regex(/^([A-Z]{2})?$/),
    area: z.string().regex(/^\d{0,8}$/),
  }),
  /** Files that people add to records. */
  z.object({
    key: z.literal('attachment-options'),
    /** Of one file. More than the embedded server takes at a time would only wait. */
    maxMegabytes: z.number().int().min(1).max(60),
    /** Endings of names, in small letters and without the dot. With `exe` among them what begins as a program is refused under any name. */
    blockedEndings: z.array(z.string().regex(/^[a-z0-9]{1,15}$/)).max(200),
  }),
  /** One per console: the claim on the device code in its ticket numbers. The document's id is `device-<code>`. */
  z.object({
    key: z.literal('device'),
    code: z.string().length(3),
    deviceId: z.string().max(80),
    /** Of another document, `open-...`: what somebody has open there now (domain/presence), in words that a version of before reads as a claim. */
    personId: idSchema.optional(),
    at: instantSchema.optional(),
    open: z.array(z.unknown()).optional(),
  }),
  /**
   * One per trend and person who said that it is none. The document's id is `dismissalId` of the value, so two people never write the same
   * document.
   */
  z.object({
    key: z.literal('trend-dismissal'),
    dimension: z.enum(TREND_DIMENSIONS),
    value: z.string().min(1).max(400),
    within: z.string().max(80).nullable(),
    reason: z.string().min(1).max(2_000),
    at: instantSchema,
    by: idSchema,
    countAtDismissal: z.number().int().min(0),
    /** Somebody thought again: it counts for nothing. */
    withdrawn: z.boolean(),
  }),
  /** One per view of a list that somebody gave to a team. The document's id begins as `SHARED_VIEW` says, and is the view's. */
  z.object({
    key: z.literal('shared-view'),
    view: viewSchema,
    teamId: idSchema,
    by: idSchema,
    /** It is not shared any more. */
    withdrawn: z.boolean(),
  }),
  /** One per text module, template or macro (domain/prepared). The document's id begins as `PREPARED` says. */
  preparedSchema.extend({
    key: z.literal('prepared'),
    by: idSchema,
    /** It is not offered any more. */
    retired: z.boolean(),
  }),
  /** One per model of standard changes. The document's id begins as `CHANGE_MODEL` says. */
  changeModelSchema.extend({
    key: z.literal('change-model'),
    /** Who wrote it as it is. */
    by: idSchema,
    /** Who agreed to it, and to what: another sum is another model. */
    approval: z.object({ by: idSchema, at: instantSchema, sum: z.string().max(80) }).nullable(),
    /** Nothing new is made from it. */
    retired: z.boolean(),
  }),
  /** One per diagnosis script. The document's id begins as `DIAGNOSIS_SCRIPT` says. */
  z.object({ key: z.literal('diagnosis-script'), ...recordShape(STORED_SCRIPT_FIELDS) }),
  /**
   * One per device that an import could not tell, and what somebody decided about it (domain/import/device-review.ts). The document's id follows from
   * the device.
   */
  z.object({
    key: z.literal('device-review'),
    device: z.object({
      name: z.string().max(200),
      isNamed: z.boolean(),
      ciClass: z.enum(CI_CLASSES).nullable(),
      serial: reviewText,
      otherSerials: z.array(z.string().max(200)).max(40).readonly(),
      uuid: reviewText,
      assetTag: reviewText,
      macs: z.array(z.string().max(200)).max(40).readonly(),
      ips: z.array(z.string().max(200)).max(40).readonly(),
      manufacturer: reviewText,
      isVirtual: z.boolean().nullable(),
      agentTag: reviewText,
    }),
    candidateIds: z.array(idSchema).max(20).readonly(),
    notIds: z.array(idSchema).max(200).readonly(),
    itemId: idSchema.nullable(),
    by: idSchema.nullable(),
    at: instantSchema.nullable(),
  }),
]);
export type SettingValue = z.infer<typeof settingValueSchema>;
/** Documents beside the company's rules, with rights of their own: made by consoles themselves, by whoever looks after problems, by whoever shares or prepares something, by who manages changes, by administrators page by page, or by imports and who decides what they could not. */
export const OWN_KEYS = [
  ...([
    'device',
    'trend-dismissal',
    'shared-view',
    'prepared',
    'change-model',
    'diagnosis-script',
    'device-review',
  ] as const),
] as const;
/** What an administrator sets. */
export type SettingKey = Exclude<SettingValue['key'], (typeof OWN_KEYS)[number]>;
export const isOwnKey = (key: SettingValue['key']): key is (typeof OWN_KEYS)[number] =>
  OWN_KEYS.some((own) => own === key);

export type Setting = Omit<RecordFrom<typeof SETTING_FIELDS>, 'value'> & { value: SettingValue };
