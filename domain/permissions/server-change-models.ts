/** Models of standard changes: whoever wrote one does not agree to it, and nobody agrees for somebody else. Part of the server's rules; CouchDB bundles this. */
import {
  CHANGE_MODEL,
  MODEL_PLAN_FIELDS,
  MOST_MODEL_MINUTES,
  modelSum,
  type StoredModel,
} from '#domain/changes/standard.ts';
import { CI_CLASSES } from '#domain/fields/config-items.ts';
import { MAX_ID } from '#domain/fields/field.ts';
import { isInstant } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { type ServerActor, writerOf } from './identity.ts';
import { type Doc, idOf, textOf } from './server-doc.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';

/** As long as consoles read them (domain/records/settings.ts). */
const MAX_NAME = 120;
const MAX_TITLE = 400;
const MAX_WORDS = 4_000;
const MAX_PLAN = 20_000;

const isText = (value: unknown, max: number): boolean => typeof value === 'string' && value.length <= max;
const isCount = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value % 1 === 0 && value >= least && value <= most;
const isListOf = (value: unknown, most: number, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length <= most && value.every(is);

const isTask = (task: unknown): boolean =>
  isObject(task) &&
  isCount(task.stage, 1, 99) &&
  isText(task.title, MAX_TITLE) &&
  textOf(task.title).trim() !== '';

const isApproval = (approval: unknown): boolean =>
  approval === null ||
  (isObject(approval) && isText(approval.by, MAX_ID) && isInstant(approval.at) && isText(approval.sum, 80));

const isModel = (value: Doc): boolean =>
  isText(value.name, MAX_NAME) &&
  textOf(value.name).trim() !== '' &&
  isText(value.description, MAX_WORDS) &&
  MODEL_PLAN_FIELDS.every((field) =>
    field === 'hasOutage' ? typeof value[field] === 'boolean' : isText(value[field], MAX_PLAN),
  ) &&
  isCount(value.minutes, 5, MOST_MODEL_MINUTES) &&
  isListOf(value.serviceIds, 100, (id) => isText(id, MAX_ID) && id !== '') &&
  isListOf(value.ciClasses, CI_CLASSES.length, (one) => CI_CLASSES.some((known) => known === one)) &&
  isListOf(value.tasks, 50, isTask) &&
  isText(value.by, MAX_ID) &&
  isApproval(value.approval) &&
  typeof value.retired === 'boolean';

/** `actor` is null for who may all. */
export const checkChangeModel = (
  before: Doc | null,
  after: Doc,
  value: Doc,
  actor: ServerActor | null,
): Verdict => {
  const id = textOf(idOf(after));
  if (id.indexOf(CHANGE_MODEL) !== 0) return refuse('invalid', 'record.other_id');
  if (!isModel(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  if (actor === null) return ACCEPTED;
  // Its form was looked at above.
  const [model, writer] = [value as unknown as StoredModel, writerOf(actor)];
  const stored = before !== null && isObject(before.value) ? (before.value as unknown as StoredModel) : null;
  const isSame = stored !== null && modelSum(id, stored, stored) === modelSum(id, model, model);
  if (isSame ? model.by !== stored.by : model.by !== writer) {
    return refuse('forbidden', 'history.author', { by: model.by });
  }
  const { approval } = model;
  if (approval === null || sameValue(approval, stored?.approval ?? null)) return ACCEPTED;
  if (approval.by !== writer) return refuse('forbidden', 'history.author', { by: approval.by });
  if (approval.by === model.by) return refuse('forbidden', 'standard.own_model', { name: model.name });
  return approval.sum === modelSum(id, model, model)
    ? ACCEPTED
    : refuse('invalid', 'field.wrong_kind', { field: 'value.approval' });
};
