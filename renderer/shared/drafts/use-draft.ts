import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Reply, ReplyError } from '#contracts/define.ts';
import { sameValue } from '#domain/records/json.ts';
import { type DraftFields, NO_FIELDS, readField } from './draft-model.ts';
import { type DraftRef, draftId } from './draft-store.ts';
import { drafts } from './drafts.ts';

export type DraftHandle = {
  readonly ref: DraftRef;
  /** False until the draft of an earlier run has been read. */
  readonly loaded: boolean;
  readonly fields: DraftFields;
  /** Whether everything typed is on disk. */
  readonly isSaved: boolean;
  readonly discard: () => void;
};

/**
 * The title that was typed; empty where there is none. Then a draft is called what its page is called, in the language of whoever reads it:
 * a name made of words would stay in the language it was begun in.
 */
export const typedTitle = (fields: DraftFields): string => {
  const title = fields.title?.value;
  return typeof title === 'string' ? title.trim() : '';
};

/** The draft of one record; `label` is what a list of drafts shows, where need be made of what is typed. */
export const useDraft = (
  scope: string,
  key: string,
  label: string | ((fields: DraftFields) => string),
): DraftHandle => {
  const ref = useMemo(() => ({ scope, key }), [scope, key]);
  const draft = useStore(drafts.state, (all) => all[draftId(ref)]);
  const words = typeof label === 'string' ? label : label(draft?.fields ?? NO_FIELDS);
  useEffect(() => drafts.open(ref, words), [ref, words]);
  useEffect(() => () => drafts.flush(ref), [ref]);
  const discard = useCallback(() => drafts.discard(ref), [ref]);
  const loaded = draft?.loaded ?? false;
  const fields = draft?.fields ?? NO_FIELDS;
  const isSaved = draft?.status !== 'waiting';
  return { ref, loaded, fields, isSaved, discard };
};

export type FieldDraft<T> = {
  readonly value: T;
  /** What the record said when typing began; what it says now where nothing is typed. */
  readonly base: unknown;
  readonly dirty: boolean;
  readonly changedUnderneath: boolean;
  readonly set: (value: T) => void;
  /** Throws the typed text away and shows the record again. */
  readonly drop: () => void;
  /** Keeps the typed text although the record changed. */
  readonly keep: () => void;
  /** Puts what waits on disk now. */
  readonly flush: () => void;
  readonly settle: (sent: T) => void;
};

/** One field of a draft. `current` is what the record says; `isValue` rejects a stored value of another shape. */
export const useFieldDraft = <T>(
  ref: DraftRef,
  name: string,
  current: T,
  isValue: (value: unknown) => value is T,
): FieldDraft<T> => {
  const fields = useStore(drafts.state, (all) => all[draftId(ref)]?.fields) ?? NO_FIELDS;
  const reading = readField(fields, name, current);
  const usable = isValue(reading.value);
  return {
    value: isValue(reading.value) ? reading.value : current,
    base: reading.dirty && usable ? fields[name]?.base : current,
    dirty: reading.dirty && usable,
    changedUnderneath: reading.changedUnderneath && usable,
    set: (value) => drafts.write(ref, name, value, current),
    drop: () => drafts.clear(ref, [name]),
    keep: () => drafts.rebase(ref, name, current),
    flush: () => drafts.flush(ref),
    settle: (sent) => drafts.settle(ref, name, sent),
  };
};

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

export type FieldEdit<T> = Omit<FieldDraft<T>, 'settle'> & {
  readonly busy: boolean;
  /** Why what is typed was refused; gone once something else is typed. */
  readonly error: ReplyError | undefined;
  /** Sends the typed value, or `value`; true once it is accepted. The text stays where it is refused. */
  readonly commit: (value?: T) => Promise<boolean>;
};

/** A drafted field together with the command that stores it. `save` is also told what the record said when the value was typed or chosen. */
export const useFieldEdit = <T>(
  ref: DraftRef,
  name: string,
  current: T,
  isValue: (value: unknown) => value is T,
  save: (value: T, over: unknown) => Promise<Reply<unknown>>,
): FieldEdit<T> => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  // Accepted, but the live record may arrive a moment later; until then what was accepted is what the record says: shown, and edited on.
  const [accepted, setAccepted] = useState<{ readonly over: T; readonly value: T }>();
  const isOver = accepted !== undefined && sameValue(accepted.over, current);
  // The record has arrived: should it ever say the old value again (taken back, edited by somebody else), that is what is shown.
  if (accepted !== undefined && !isOver) setAccepted(undefined);
  const said = isOver ? accepted.value : current;
  const field = useFieldDraft(ref, name, said, isValue);
  const sending = useRef<{ readonly value: T } | null>(null);

  const commit = async (given?: T): Promise<boolean> => {
    const value = given === undefined ? field.value : given;
    if (given !== undefined) field.set(given);
    // Chosen while the choice before is on its way: it was made on top of that one.
    const before = sending.current;
    if (sameValue(value, before === null ? said : before.value)) return true;
    const sent = { value };
    sending.current = sent;
    setBusy(true);
    const reply = await save(value, before === null ? field.base : before.value);
    if (sending.current === sent) {
      sending.current = null;
      setBusy(false);
    }
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) {
      setAccepted({ over: current, value });
      field.settle(value);
    }
    return reply.ok;
  };
  const drop = (): void => {
    setError(undefined);
    field.drop();
  };
  const set = (value: T): void => {
    setError(undefined);
    field.set(value);
  };
  return { ...field, busy, error, commit, drop, set };
};
