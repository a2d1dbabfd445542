import type { RiskLevel } from '#domain/fields/changes.ts';
import { type SettingKey, type SettingValue, settingValueSchema } from '#domain/records/settings.ts';
import { checkSettingValue, DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { amountText, minorOf } from '#renderer/shared/record/field-values.ts';

export type ValueOf<K extends SettingKey> = Extract<SettingValue, { readonly key: K }>;

/** How a setting is edited: what the form holds may be more than what is saved, such as a word that is not finished. */
export type SettingShape<V, F> = { readonly formOf: (value: V) => F; readonly valueOf: (form: F) => V };

/** Of a setting that is edited as it is saved. */
const asSaved = <K extends SettingKey>(): SettingShape<ValueOf<K>, ValueOf<K>> => ({
  formOf: (value) => value,
  valueOf: (form) => form,
});
export const MATRIX_SHAPE = asSaved<'priority-matrix'>();
/** What is no whole number is none at all, which can't be saved. */
export const wholeOf = (typed: string): number => (/^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN);

/** A number being typed may be none for a moment. */
export type OptionsForm = Omit<
  ValueOf<'incident-options'>,
  'autoCloseAfterBusinessDays' | 'correctNoteMinutes'
> & {
  readonly autoClose: string;
  readonly correctFor: string;
};
export const OPTIONS_SHAPE: SettingShape<ValueOf<'incident-options'>, OptionsForm> = {
  formOf: ({ autoCloseAfterBusinessDays, correctNoteMinutes, ...value }) => ({
    ...value,
    autoClose: String(autoCloseAfterBusinessDays ?? 0),
    correctFor: String(correctNoteMinutes ?? defaultOf('incident-options').correctNoteMinutes),
  }),
  valueOf: ({ autoClose, correctFor, ...form }) => ({
    ...form,
    autoCloseAfterBusinessDays: wholeOf(autoClose),
    correctNoteMinutes: wholeOf(correctFor),
  }),
};
export const TELEPHONY_SHAPE = asSaved<'telephony'>();
/** A draft is looked at by how it is built, so no team is no text rather than null. */
export type RoutingForm = Omit<ValueOf<'incident-routing'>, 'defaultTeamId'> & {
  readonly defaultTeam: string;
};
export const ROUTING_SHAPE: SettingShape<ValueOf<'incident-routing'>, RoutingForm> = {
  formOf: ({ defaultTeamId, ...value }) => ({ ...value, defaultTeam: defaultTeamId ?? '' }),
  valueOf: ({ defaultTeam, ...form }) => ({
    ...form,
    defaultTeamId: defaultTeam === '' ? null : defaultTeam,
  }),
};
/** Endings stand in one line, as they are typed. */
export type AttachmentsForm = {
  readonly key: 'attachment-options';
  readonly max: string;
  readonly blocked: string;
};
const endingsIn = (line: string): string[] => [
  ...new Set(
    line
      .toLowerCase()
      .split(/[\s,;]+/)
      .map((ending) => ending.replace(/^[*.]+/, ''))
      .filter((ending) => ending !== ''),
  ),
];
export const ATTACHMENTS_SHAPE: SettingShape<ValueOf<'attachment-options'>, AttachmentsForm> = {
  formOf: ({ key, maxMegabytes, blockedEndings }) => ({
    ...{ key, max: String(maxMegabytes), blocked: blockedEndings.join(' ') },
  }),
  valueOf: ({ key, max, blocked }) => ({
    key,
    maxMegabytes: wholeOf(max),
    blockedEndings: endingsIn(blocked),
  }),
};
type Rule = ValueOf<'approval-rules'>['rules'][number];
/** As with a route's team: whatever the risk or the cost is no text rather than null, and so it is where a rule was stored without. */
export type RuleForm = Omit<Rule, 'leastRisk' | 'leastCostMinor'> & {
  readonly leastRisk: RiskLevel | '';
  /** As it is typed, with its hundredths. */
  readonly leastCost: string;
};
export const APPROVALS_SHAPE: SettingShape<
  ValueOf<'approval-rules'>,
  { readonly key: 'approval-rules'; readonly rules: readonly RuleForm[]; readonly remindAfter: string }
> = {
  formOf: ({ key, rules, remindAfterBusinessDays }) => ({
    key,
    remindAfter: String(remindAfterBusinessDays ?? defaultOf('approval-rules').remindAfterBusinessDays),
    rules: rules.map(({ leastCostMinor, ...rule }) => ({
      ...rule,
      leastRisk: rule.leastRisk ?? '',
      leastCost: (leastCostMinor ?? null) === null ? '' : amountText(leastCostMinor ?? 0),
    })),
  }),
  valueOf: ({ key, rules, remindAfter }) => ({
    key,
    remindAfterBusinessDays: wholeOf(remindAfter),
    rules: rules.map(({ leastCost, ...rule }) => ({
      ...rule,
      leastRisk: rule.leastRisk === '' ? null : rule.leastRisk,
      // What is no amount yet must not be saved as none.
      leastCostMinor: leastCost.trim() === '' ? null : (minorOf(leastCost) ?? Number.NaN),
    })),
  }),
};
export const CODES_SHAPE = asSaved<'closure-codes'>();

type Category = ValueOf<'categories'>['categories'][number];
/** `typed`: the subcategory that is being typed. */
export type CategoryForm = Category & { readonly typed: string };
export type CategoriesForm = Omit<ValueOf<'categories'>, 'categories'> & {
  readonly categories: readonly CategoryForm[];
};

const withTyped = ({ name, subcategories, typed }: CategoryForm): Category => ({
  name,
  subcategories: typed.trim() === '' ? subcategories : [...subcategories, typed.trim()],
});

export const CATEGORIES_SHAPE: SettingShape<ValueOf<'categories'>, CategoriesForm> = {
  formOf: (value) => ({
    ...value,
    categories: value.categories.map((category) => ({ ...category, typed: '' })),
  }),
  valueOf: (form) => ({ ...form, categories: form.categories.map(withTyped) }),
};

/**
 * Whether `value` is built like `sample`, to which the first member of a list stands for all. What may be saved is asked elsewhere: a
 * draft is half done, but one of an older version's shape can't be shown.
 */
export const isBuiltLike = (value: unknown, sample: unknown): boolean => {
  if (Array.isArray(sample)) {
    const [first] = sample as readonly unknown[];
    return Array.isArray(value) && value.every((member) => first === undefined || isBuiltLike(member, first));
  }
  // Nothing chosen says nothing of what may be.
  if (sample === null) return value !== undefined;
  if (typeof sample !== 'object') return typeof value === typeof sample;
  if (typeof value !== 'object' || value === null) return false;
  const given = new Map<string, unknown>(Object.entries(value));
  return Object.entries(sample).every(([name, member]) => isBuiltLike(given.get(name), member));
};

/** What keeps a setting from being saved, in the words of the rule; null when nothing does. The data host asks the same rules. */
export const problemOf = (value: SettingValue): string | null => {
  const checked = checkSettingValue(value);
  if (!checked.ok) return errorText(checked.error);
  return settingValueSchema.safeParse(value).success ? null : text('settings:incomplete');
};

/** The settings with a section of their own on the page. */
export type EditableKey = keyof typeof DEFAULT_SETTINGS;

/** What a company has that never saved the setting. */
export const defaultOf = <K extends EditableKey>(key: K): ValueOf<K> => DEFAULT_SETTINGS[key] as ValueOf<K>;
