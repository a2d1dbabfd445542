/**
 * Standard changes: made from a model that somebody approved once, and carried out without being asked about again. What a model says is summed up; the change keeps that
 * sum beside what it has from the model, so every console and the server see whether it still is what was approved. No packages: CouchDB bundles this.
 */
import type { Change, ChangeModelPart } from '#domain/fields/changes.ts';
import { canonical } from '#domain/records/canonical.ts';
import type { Id } from '#domain/records/common.ts';
import { type Failure, fail } from '#domain/records/result.ts';
import { sha256 } from '#domain/records/sha256.ts';

/** What the id of a model's document begins with. */
export const CHANGE_MODEL = 'change-model-';
/** A month: what takes longer is no routine. */
export const MOST_MODEL_MINUTES = 60 * 24 * 31;

/** The texts of a change that say how it is done. */
export const PLAN_FIELDS = [
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'communicationPlan',
] as const satisfies readonly (keyof Change)[];

/** Fields of the change that are the model's and are not edited. */
export const MODEL_PLAN_FIELDS = [...PLAN_FIELDS, 'hasOutage'] as const satisfies readonly (keyof Change)[];
type Plan = Pick<Change, (typeof MODEL_PLAN_FIELDS)[number]>;
type Frame = Pick<ChangeModelPart, 'minutes' | 'serviceIds' | 'ciClasses' | 'tasks'>;

/** A model as it stands among the settings. */
export type ChangeModel = Plan & Frame & { readonly name: string; readonly description: string };
export type StoredModel = ChangeModel & {
  readonly by: Id;
  readonly approval: { readonly by: Id; readonly at: string; readonly sum: string } | null;
  readonly retired: boolean;
};

/** What an approval of a model names. Its name and description are words about it. */
export const modelSum = (id: Id, frame: Frame, plan: Plan): string =>
  sha256(
    canonical([
      id,
      ...MODEL_PLAN_FIELDS.map((field) => plan[field]),
      frame.minutes,
      [...frame.serviceIds].sort(),
      [...frame.ciClasses].sort(),
      frame.tasks.map(({ stage, title }) => [stage, title]),
    ]),
  );

/** Whether somebody agreed to the model as it is, who did not write it so. */
export const isModelApproved = (id: Id, model: StoredModel): boolean =>
  model.approval !== null &&
  model.approval.by !== model.by &&
  model.approval.sum === modelSum(id, model, model);

/** What a change made from the model has of it. The model is approved. */
export const modelPart = (id: Id, model: StoredModel): ChangeModelPart | null =>
  model.approval === null
    ? null
    : {
        ...{ id, name: model.name, minutes: model.minutes, sum: model.approval.sum },
        ...{ serviceIds: [...model.serviceIds], ciClasses: [...model.ciClasses] },
        tasks: model.tasks.map(({ stage, title }) => ({ stage, title })),
        ...{ approvedBy: model.approval.by, approvedAt: model.approval.at },
      };

const MINUTE_MS = 60_000;
const taskKeys = (tasks: readonly { readonly stage: number; readonly title: string }[]): string =>
  canonical(
    tasks
      .map(({ stage, title }) => [stage, title])
      .map((one) => canonical(one))
      .sort(),
  );

type Judged = Plan &
  Pick<Change, 'number' | 'serviceId' | 'plannedStartAt' | 'plannedEndAt' | 'tasks'> & {
    readonly model?: ChangeModelPart | null | undefined;
    readonly preparations?: Change['preparations'];
  };

/** In what a standard change differs from its model, as far as the change itself tells; null where it does not. */
export const standardFault = (
  change: Judged,
): { readonly ok: false; readonly error: Failure<'not_editable' | 'missing_fields'> } | null => {
  const { number, model, serviceId, plannedStartAt: start, plannedEndAt: end } = change;
  if (model == null) return fail('missing_fields', 'standard.no_model', { number, fields: ['model'] });
  const differs = (field: string) =>
    fail('not_editable', 'standard.differs', { number, field, model: model.name });
  if (modelSum(model.id, model, change) !== model.sum) return differs('implementationPlan');
  if (taskKeys(change.tasks) !== taskKeys(model.tasks)) return differs('tasks');
  // Whoever approved the model saw none of it.
  if ((change.preparations ?? []).length > 0) return differs('preparations');
  if (model.serviceIds.length > 0 && (serviceId === null || !model.serviceIds.includes(serviceId)))
    return differs('serviceId');
  const takes = start === null || end === null ? 0 : Date.parse(end) - Date.parse(start);
  if (takes > model.minutes * MINUTE_MS) {
    return fail('not_editable', 'standard.too_long', { number, minutes: model.minutes });
  }
  return null;
};
