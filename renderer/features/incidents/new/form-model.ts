import type { CommandInput } from '#contracts/registry.ts';
import { type DiagnosisRun, isRun } from '#domain/diagnosis/run.ts';
import type { Impact, Priority, Urgency } from '#domain/fields/tickets.ts';
import { derivePriority } from '#domain/processes/ticket-rules.ts';
import type { IncidentSettings } from '#domain/settings/defaults.ts';
import { isRunDraftOrNull, type RunDraft, toldRun } from '#renderer/shared/diagnosis/run-draft.ts';
import { answerText } from '#renderer/shared/diagnosis/run-words.ts';

/** What the form of a new incident holds; every key is a field of its draft. */
export type NewIncidentForm = {
  readonly requesterId: string | null;
  readonly ciId: string | null;
  readonly title: string;
  readonly description: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly knowledgeIds: readonly string[];
  /** What an announcement told of that the caller calls about. */
  readonly parentId: string | null;
  readonly problemId: string | null;
  readonly causedByChangeId: string | null;
  /** The diagnosis script that is being asked. */
  readonly diagnosis: RunDraft | null;
  /** Those that were asked before. */
  readonly diagnoses: readonly DiagnosisRun[];
};
export type NewIncidentField = keyof NewIncidentForm;
export type NeededField = 'requesterId' | 'title';

/** What the form starts with: the company's usual impact and urgency, and the caller it was opened for. */
export const initialForm = (
  options: Pick<IncidentSettings['options'], 'defaultImpact' | 'defaultUrgency'>,
  requesterId: string | null,
): NewIncidentForm => ({
  requesterId,
  ciId: null,
  title: '',
  description: '',
  category: null,
  subcategory: null,
  impact: options.defaultImpact,
  urgency: options.defaultUrgency,
  teamId: null,
  assigneeId: null,
  knowledgeIds: [],
  parentId: null,
  problemId: null,
  causedByChangeId: null,
  diagnosis: null,
  diagnoses: [],
});

/** What templates fill in. */
export const TEMPLATE_FIELDS = [
  'title',
  'description',
  'category',
  'subcategory',
  'impact',
  'urgency',
  'teamId',
  'assigneeId',
] as const satisfies readonly NewIncidentField[];

const isText = (value: unknown): value is string => typeof value === 'string';
const isId = (value: unknown): boolean => value === null || (isText(value) && value !== '');
const isLevel = (value: unknown): boolean => value === 1 || value === 2 || value === 3;

const FIELD_CHECKS: Readonly<Record<NewIncidentField, (value: unknown) => boolean>> = {
  requesterId: isId,
  ciId: isId,
  title: isText,
  description: isText,
  category: isId,
  subcategory: isId,
  impact: isLevel,
  urgency: isLevel,
  teamId: isId,
  assigneeId: isId,
  knowledgeIds: (value) => Array.isArray(value) && value.every(isText),
  parentId: isId,
  problemId: isId,
  causedByChangeId: isId,
  diagnosis: isRunDraftOrNull,
  diagnoses: (value) => Array.isArray(value) && value.every(isRun),
};
const NEW_INCIDENT_FIELDS = Object.keys(FIELD_CHECKS) as readonly NewIncidentField[];

/** The form with the drafted values on top; values that do not fit their field are left out. */
export const withDraft = (
  start: NewIncidentForm,
  drafted: Readonly<Record<string, { readonly value: unknown }>>,
): NewIncidentForm => {
  const values = NEW_INCIDENT_FIELDS.flatMap((field) => {
    const kept = drafted[field];
    return kept !== undefined && FIELD_CHECKS[field](kept.value) ? [[field, kept.value]] : [];
  });
  return { ...start, ...(Object.fromEntries(values) as Partial<NewIncidentForm>) };
};

export type FormChange = Partial<NewIncidentForm>;

/** What one edit does to the rest: another caller has other devices, another category other subcategories, another team other people. */
export const consequences = (form: NewIncidentForm, change: FormChange): FormChange => {
  const differs = (field: NewIncidentField): boolean => field in change && change[field] !== form[field];
  return {
    ...(differs('requesterId') ? { ciId: null } : {}),
    ...(differs('category') ? { subcategory: null } : {}),
    ...(differs('teamId') ? { assigneeId: null } : {}),
    ...change,
  };
};

export const formPriority = (form: NewIncidentForm, settings: Pick<IncidentSettings, 'matrix'>): Priority =>
  derivePriority(settings.matrix, form.impact, form.urgency);

/** The fields that keep the form from being sent, in the order they stand in. */
export const missingFields = (form: NewIncidentForm): readonly NeededField[] => [
  ...(form.requesterId === null ? (['requesterId'] as const) : []),
  ...(form.title.trim() === '' ? (['title'] as const) : []),
];

/** More than this is no call any more; `incidents.create` takes one more. */
export const MOST_RUNS = 9;

/** What scripts were answered, the one that is being asked with what it has by now. */
export const runsOf = ({ diagnosis, diagnoses }: NewIncidentForm): readonly DiagnosisRun[] => {
  const run = diagnosis === null ? null : toldRun(diagnosis);
  return run === null || run.answers.length === 0 ? diagnoses : [...diagnoses, run];
};

/** The command for a complete form; a parent is set once it is there. `id` is the draft's own, so that sending twice makes one incident. */
export const createInput = (
  id: string,
  form: NewIncidentForm,
  placeId: string | null,
): CommandInput<'incidents.create'> => ({
  id,
  requesterId: form.requesterId,
  affectedPersonId: form.requesterId,
  channel: 'phone',
  placeId,
  ciId: form.ciId,
  title: form.title.trim(),
  description: form.description.trim(),
  category: form.category,
  subcategory: form.subcategory,
  impact: form.impact,
  urgency: form.urgency,
  teamId: form.teamId,
  assigneeId: form.assigneeId,
  knowledgeIds: [...form.knowledgeIds],
  problemId: form.problemId,
  causedByChangeId: form.causedByChangeId,
  diagnoses: [...runsOf(form)],
});

/** Links a known error and puts its workaround under what is described already; linking twice changes nothing. */
export const linkSuggestion = (
  form: NewIncidentForm,
  entry: { readonly id: string; readonly number: string; readonly workaround: string },
): FormChange => {
  if (form.knowledgeIds.includes(entry.id)) return {};
  const workaround = entry.workaround.trim();
  const words = workaround === '' ? '' : `${entry.number}: ${workaround}`;
  return {
    knowledgeIds: [...form.knowledgeIds, entry.id],
    description: [form.description.trimEnd(), words].filter((part) => part !== '').join('\n\n'),
  };
};

/** What a script was answered, as words. */
const runWords = ({ title, answers }: DiagnosisRun): string =>
  [
    title,
    ...answers.map(({ question, answer, wayId, text }) => `${question} ${answerText(answer, wayId, text)}`),
  ].join('\n');

/** The typed words as one note, with what scripts were answered, for adding them to a ticket that is open already. */
export const asNote = (form: NewIncidentForm): string =>
  [form.title.trim(), form.description.trim(), ...runsOf(form).map(runWords)]
    .filter((part) => part !== '')
    .join('\n\n');
