import { newRecordBase } from '#domain/journal/journal.ts';
import { DEFAULT_CHOICES, NOTICE_KINDS, type NoticeKind } from '#domain/notices/notices.ts';
import {
  blankPersonal,
  choicesIn,
  isPersonal,
  MOST_CHOICES,
  mutedIn,
  muting,
  type Personal,
  personalId,
  seeing,
  seenIn,
  watchedIn,
  watching,
} from '#domain/personal/personal.ts';
import type { Id } from '#domain/records/common.ts';
import type { JsonObject } from '#domain/records/json.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import type { HostContext } from '../../context.ts';

type Choices = Personal & JsonObject;
type Reading = Pick<HostContext, 'read'>;

const isChoices = (value: SettingValue | null): value is SettingValue & Choices => isPersonal(value);

/** What somebody chose, on whichever device. */
const choicesOf = ({ read }: Reading, personId: Id): Choices => {
  const value = read.settingOf(personalId(personId));
  return isChoices(value) ? value : blankPersonal(personId);
};

export const watchesOf = (context: Reading, personId: Id): ReadonlySet<Id> =>
  new Set(watchedIn(choicesOf(context, personId)));

export const mutedOf = (context: Reading, personId: Id): readonly NoticeKind[] =>
  mutedIn(choicesOf(context, personId), NOTICE_KINDS, DEFAULT_CHOICES.muted);

/** No history: what one chooses for oneself is nobody's to read later, and each choice would make the document longer. */
const changed = (setting: Setting, value: Choices, context: HostContext, personId: Id): Setting => ({
  ...setting,
  // Its schema knows the keys that every version can read.
  value: value as unknown as SettingValue,
  updatedAt: context.clock.now(),
  updatedBy: personId,
});

type Change = (choices: Choices) => Choices;

const change = async (context: HostContext, personId: Id, how: Change): Promise<Result<null>> => {
  const id = personalId(personId);
  const checked = (value: Choices): Result<Choices> =>
    choicesIn(value) > MOST_CHOICES ? fail('too_many', 'notices.too_many', { max: MOST_CHOICES }) : ok(value);
  const first = checked(how(blankPersonal(personId)));
  if (!first.ok) return first;
  const base = newRecordBase(context.env(), { id });
  const made = { ...base, key: id, version: 1, value: first.value as unknown as SettingValue };
  if (context.read.settingOf(id) === null) {
    const inserted = await context.records.insert('settings', {
      ...made,
      createdBy: personId,
      updatedBy: personId,
    });
    if (inserted.ok) return ok(null);
  }
  const written = await context.records.change('settings', id, (setting) => {
    const before = isChoices(setting.value) ? setting.value : blankPersonal(personId);
    const after = checked(how(before));
    if (!after.ok) return after;
    const isSame = JSON.stringify(after.value) === JSON.stringify(before);
    return ok(isSame ? setting : changed(setting, after.value, context, personId));
  });
  return written.ok ? ok(null) : written;
};

export const setWatch = (context: HostContext, personId: Id, ticketId: Id, on: boolean) =>
  change(context, personId, (choices) => watching(choices, ticketId, on));

export const setMuted = (context: HostContext, personId: Id, kind: NoticeKind, on: boolean) =>
  change(context, personId, (choices) => muting(choices, kind, on, DEFAULT_CHOICES.muted));

/** How often each announcement had been news when they took note of it. */
export const seenBy = (context: Reading, personId: Id): ReadonlyMap<Id, number> =>
  seenIn(choicesOf(context, personId));

export const setSeen = (context: HostContext, personId: Id, id: Id, news: number, over: ReadonlySet<Id>) =>
  change(context, personId, (choices) => seeing(choices, id, news, over));

/** What an earlier version kept on this device alone becomes the person's on all of them, once. */
export const bringAlong = async (context: HostContext, personId: Id): Promise<void> => {
  const { notices } = context;
  const { watched, muted } = notices.keptHere(personId);
  if (watched.length === 0 && muted === null) return;
  const brought = await change(context, personId, (choices) => {
    const all = watched.reduce<Choices>((known, ticketId) => watching(known, ticketId, true), choices);
    if (muted === null) return all;
    return NOTICE_KINDS.reduce<Choices>(
      (known, kind) => muting(known, kind, muted.includes(kind), DEFAULT_CHOICES.muted),
      all,
    );
  });
  if (brought.ok) notices.forgetHere(personId);
  else context.log('warn', `what was chosen on this device stays here: ${brought.error.code}`);
};
