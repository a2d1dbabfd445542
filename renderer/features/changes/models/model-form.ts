import type { ChangeModelRow } from '#contracts/changes.ts';
import type { CommandInput } from '#contracts/registry.ts';
import { MOST_MODEL_MINUTES } from '#domain/changes/standard.ts';

/** What the form of a model holds; every key is a field of its draft. */
export type ModelForm = {
  readonly name: string;
  readonly description: string;
  readonly implementationPlan: string;
  readonly testPlan: string;
  readonly backoutPlan: string;
  readonly communicationPlan: string;
  readonly hasOutage: boolean;
  /** As it is typed. */
  readonly minutes: string;
  readonly serviceIds: readonly string[];
  readonly ciClasses: readonly string[];
  /** One a line; a number before it is its stage. */
  readonly tasks: string;
};

/** Under which a new model is drafted: whoever comes back to the page finds what was typed. */
export const NEW = 'new';
/** `row` null: a new one. */
export type EditedModel = { readonly id: string; readonly row: ChangeModelRow | null };

export const modelStart = ({ row }: EditedModel): ModelForm => ({
  ...{ name: row?.name ?? '', description: row?.description ?? '' },
  ...{ implementationPlan: row?.implementationPlan ?? '', testPlan: row?.testPlan ?? '' },
  ...{ backoutPlan: row?.backoutPlan ?? '', communicationPlan: row?.communicationPlan ?? '' },
  ...{ hasOutage: row?.hasOutage ?? false, minutes: String(row?.minutes ?? 60) },
  ...{ serviceIds: row?.serviceIds ?? [], ciClasses: row?.ciClasses ?? [] },
  tasks: (row?.tasks ?? []).map(({ stage, title }) => `${stage} ${title}`).join('\n'),
});

/** Tasks as they are typed: without a number a task is of the stage before it. */
export const tasksOf = (text: string): { stage: number; title: string }[] => {
  let stage = 1;
  return text.split('\n').flatMap((line) => {
    const [, number, title = ''] = /^\s*(?:(\d{1,2})[.)]?\s+)?(.*?)\s*$/.exec(line) ?? [];
    stage = Math.max(1, number === undefined ? stage : Number(number));
    return title === '' ? [] : [{ stage, title: title.slice(0, 400) }];
  });
};

const minutesOf = (text: string): number => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : 0);

const LEAST_MINUTES = 5;

/** What is still lacking, as a key of its words. */
export const modelLack = (
  form: ModelForm,
): 'name' | 'implementationPlan' | 'backoutPlan' | 'minutes' | null => {
  const empty = (['name', 'implementationPlan', 'backoutPlan'] as const).find(
    (field) => form[field].trim() === '',
  );
  const minutes = minutesOf(form.minutes);
  return empty ?? (minutes < LEAST_MINUTES || minutes > MOST_MODEL_MINUTES ? 'minutes' : null);
};

export const modelInput = ({ row }: EditedModel, form: ModelForm): CommandInput<'changes.saveModel'> => ({
  ...form,
  ...{ id: row?.id ?? null, baseVersion: row?.version ?? 0, name: form.name.trim() },
  ...{ minutes: minutesOf(form.minutes), tasks: tasksOf(form.tasks), serviceIds: [...form.serviceIds] },
  // Chosen from those that there are.
  ciClasses: [...form.ciClasses] as CommandInput<'changes.saveModel'>['ciClasses'],
});
