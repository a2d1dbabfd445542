import {
  DIAGNOSIS_SCRIPT,
  isStoredScript,
  SCRIPT_FIELDS,
  type Script,
  scriptFaults,
} from '#domain/diagnosis/script.ts';
import { CI_CLASSES } from '#domain/fields/config-items.ts';
import { MAX_ID } from '#domain/fields/field.ts';
import { REVIEW_ID, REVIEW_KEY } from '#domain/import/review-key.ts';
import { contentFault } from '#domain/prepared/prepared.ts';
import {
  MAX_PREPARED,
  PREPARED,
  PREPARED_KINDS,
  PREPARED_LANGUAGES,
  PREPARED_SCOPES,
  type PreparedContent,
} from '#domain/prepared/prepared-kinds.ts';
import { type Audience, mayPrepare } from '#domain/prepared/who-may.ts';
import { isInstant } from '#domain/records/instants.ts';
import { isObject, sameValue } from '#domain/records/json.ts';
import { dismissalId } from '#domain/trends/dismissal-document.ts';
import type { TrendSubject } from '#domain/trends/trend.ts';
import { MAX_SHARED_VIEW, mayEditShared, mayShareWith, SHARED_VIEW } from '#domain/views/shared-view.ts';
import { identityOf, type ServerActor, writerOf } from './identity.ts';
import { scopeOf } from './permissions.ts';
import { checkChangeModel } from './server-change-models.ts';
import { type Doc, entriesOf, idOf, textOf } from './server-doc.ts';
import { ACCEPTED, refuse, type Verdict } from './server-verdict.ts';

const MAX_TEXT = 2_000;
const MAX_DEVICE = 40_000;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_TEXT;

/** Of the settings that are not the administrators' alone the server asks the shape, too. */
const isDismissal = (value: Doc): boolean =>
  [value.dimension, value.value, value.reason, value.by].every(isText) &&
  (value.within === null || isText(value.within)) &&
  isInstant(value.at) &&
  typeof value.countAtDismissal === 'number' &&
  typeof value.withdrawn === 'boolean';

const isSharedView = (value: Doc): boolean =>
  [value.by, value.teamId].every((text) => isText(text) && text !== '') &&
  isObject(value.view) &&
  JSON.stringify(value.view).length <= MAX_SHARED_VIEW &&
  typeof value.withdrawn === 'boolean';

/** A view stays its maker's, and is shared by them with a team of theirs; leads and administrators change all. */
const checkSharedView = (before: Doc | null, after: Doc, value: Doc, actor: ServerActor | null): Verdict => {
  if (textOf(idOf(after)).indexOf(SHARED_VIEW) !== 0) return refuse('invalid', 'record.other_id');
  if (!isSharedView(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  const stored = before !== null && isObject(before.value) ? before.value : null;
  if (stored !== null && stored.by !== value.by) {
    return refuse('forbidden', 'record.field_kept', { field: 'value.by' });
  }
  if (actor === null) return ACCEPTED;
  const writer = writerOf(actor);
  if (stored === null && value.by !== writer) return refuse('forbidden', 'history.author', { by: value.by });
  const sharer = { personId: writer, teamIds: identityOf(actor.roles).teamIds, roles: actor.roles };
  // Who left a team may still withdraw what they gave it.
  const goesToTeam = value.withdrawn !== true && stored?.teamId !== value.teamId;
  const may =
    mayEditShared(sharer, textOf(value.by)) && (!goesToTeam || mayShareWith(sharer, textOf(value.teamId)));
  const command = 'views.share';
  return may
    ? ACCEPTED
    : refuse('forbidden', 'role.scope', { command, scope: scopeOf(actor.roles, command) });
};

const oneOf = (all: readonly string[], value: unknown): boolean =>
  typeof value === 'string' && all.includes(value);

/** As long as consoles read them (domain/records/settings.ts): what they can't read every one of them sets aside, and tells its user so. */
const MAX_NAME = 120;
const isId = (value: unknown): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_ID;

const isPrepared = (value: Doc): boolean =>
  typeof value.name === 'string' &&
  value.name.trim() !== '' &&
  value.name.trim().length <= MAX_NAME &&
  isId(value.by) &&
  oneOf(PREPARED_SCOPES, value.scope) &&
  oneOf(PREPARED_LANGUAGES, value.language) &&
  (value.scope === 'team' ? isId(value.teamId) : value.teamId === null) &&
  typeof value.retired === 'boolean' &&
  isObject(value.content) &&
  oneOf(PREPARED_KINDS, value.content.kind) &&
  JSON.stringify(value).length <= MAX_PREPARED;

const audienceOf = (value: Doc): Audience => ({
  scope: value.scope as Audience['scope'],
  teamId: typeof value.teamId === 'string' ? value.teamId : null,
  by: textOf(value.by),
});

/** Text modules, templates and macros: whoever may write for whom it was and for whom it is, and nothing in it that no console could use. */
const checkPrepared = (before: Doc | null, after: Doc, value: Doc, actor: ServerActor | null): Verdict => {
  if (textOf(idOf(after)).indexOf(PREPARED) !== 0) return refuse('invalid', 'record.other_id');
  if (!isPrepared(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  const fault = contentFault(value.content as unknown as PreparedContent);
  if (fault !== null) return refuse('invalid', fault.reason, fault.details);
  const stored = before !== null && isObject(before.value) ? before.value : null;
  if (stored !== null && stored.by !== value.by) {
    return refuse('forbidden', 'record.field_kept', { field: 'value.by' });
  }
  if (actor === null) return ACCEPTED;
  const writer = writerOf(actor);
  if (stored === null && value.by !== writer) return refuse('forbidden', 'history.author', { by: value.by });
  const preparer = { personId: writer, teamIds: identityOf(actor.roles).teamIds, roles: actor.roles };
  const may =
    mayPrepare(preparer, audienceOf(value)) && (stored === null || mayPrepare(preparer, audienceOf(stored)));
  return may ? ACCEPTED : refuse('forbidden', 'prepared.not_yours');
};

const isIdOrNull = (value: unknown): boolean => value === null || isId(value);
const isIdList = (value: unknown, most: number): boolean =>
  Array.isArray(value) && value.length <= most && value.every(isId);

const MAX_NUMBER = 200;
const isNumber = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_NUMBER;
const areNumbers = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 40 && value.every(isNumber);

/** What a reviewed device says of itself, as consoles read it. */
const isDevice = (device: Doc): boolean =>
  isNumber(device.name) &&
  typeof device.isNamed === 'boolean' &&
  (device.ciClass === null || oneOf(CI_CLASSES, device.ciClass)) &&
  (device.isVirtual === null || typeof device.isVirtual === 'boolean') &&
  [device.otherSerials, device.macs, device.ips].every(areNumbers) &&
  [device.serial, device.uuid, device.assetTag, device.manufacturer, device.agentTag].every(
    (text) => text === null || isNumber(text),
  );

const isReview = (value: Doc): boolean =>
  isObject(value.device) &&
  isDevice(value.device) &&
  JSON.stringify(value.device).length <= MAX_DEVICE &&
  isIdList(value.candidateIds, 20) &&
  isIdList(value.notIds, 200) &&
  [value.itemId, value.by].every(isIdOrNull) &&
  (value.at === null || isInstant(value.at));

/** A review stays about its device, and who decided is somebody who says so in its history. */
const checkReview = (before: Doc | null, after: Doc, value: Doc): Verdict => {
  if (textOf(idOf(after)).indexOf(REVIEW_ID) !== 0) return refuse('invalid', 'record.other_id');
  if (!isReview(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  const stored = before !== null && isObject(before.value) ? before.value : null;
  if (stored !== null && !sameValue(stored.device, value.device)) {
    return refuse('invalid', 'record.field_kept', { field: 'value.device' });
  }
  // What an import says was done elsewhere may be in any name; a decision is of here.
  const authors = entriesOf(after).flatMap(({ by, origin }) => (origin === 'import' ? [] : [by]));
  const isForeign = value.by !== null && value.by !== stored?.by && authors.indexOf(textOf(value.by)) < 0;
  return isForeign ? refuse('forbidden', 'history.author', { by: value.by }) : ACCEPTED;
};

/** A diagnosis script: one that can be run, and by whom it was written as it is. */
const checkScript = (before: Doc | null, after: Doc, value: Doc, actor: ServerActor | null): Verdict => {
  if (textOf(idOf(after)).indexOf(DIAGNOSIS_SCRIPT) !== 0) return refuse('invalid', 'record.other_id');
  if (!isStoredScript(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  // Its form was looked at above.
  const [fault] = scriptFaults(value as unknown as Script);
  if (fault !== undefined) return refuse('invalid', fault.reason, fault.details);
  if (actor === null) return ACCEPTED;
  const stored = before !== null && isObject(before.value) ? before.value : null;
  const isSame =
    stored !== null && Object.keys(SCRIPT_FIELDS).every((name) => sameValue(stored[name], value[name]));
  const by = isSame ? stored.by : writerOf(actor);
  return value.by === by ? ACCEPTED : refuse('forbidden', 'history.author', { by: value.by });
};

/** The id that such a value must stand under; null where any may. */
const idFor = (value: Doc): string | null => {
  if (value.key !== 'trend-dismissal') return null;
  return dismissalId({
    dimension: textOf(value.dimension) as TrendSubject['dimension'],
    value: textOf(value.value),
    within: typeof value.within === 'string' ? value.within : null,
    by: textOf(value.by),
  });
};

/**
 * Rights to a settings document follow from what kind it is, so it stays of that kind: whoever dismisses trends must not put such a dismissal
 * in the place of the company's categories, nor under another id, nor in another's name. `actor` is null for who may all.
 */
export const checkSetting = (before: Doc | null, after: Doc, actor: ServerActor | null): Verdict => {
  const value = isObject(after.value) ? after.value : {};
  if (before !== null && isObject(before.value) && before.value.key !== value.key) {
    return refuse('invalid', 'record.field_kept', { field: 'value.key' });
  }
  const id = idFor(value);
  if (id !== null && id !== idOf(after)) return refuse('invalid', 'record.other_id');
  if (value.key === 'shared-view') return checkSharedView(before, after, value, actor);
  if (value.key === 'prepared') return checkPrepared(before, after, value, actor);
  if (value.key === 'change-model') return checkChangeModel(before, after, value, actor);
  if (value.key === 'diagnosis-script') return checkScript(before, after, value, actor);
  if (value.key === REVIEW_KEY) return checkReview(before, after, value);
  if (value.key !== 'trend-dismissal') return ACCEPTED;
  if (!isDismissal(value)) return refuse('invalid', 'field.wrong_kind', { field: 'value' });
  const isForeign = before === null && actor !== null && value.by !== writerOf(actor);
  return isForeign ? refuse('forbidden', 'history.author', { by: value.by }) : ACCEPTED;
};
