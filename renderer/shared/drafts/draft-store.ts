import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reply, ReplyError } from '#contracts/define.ts';
import type { Draft } from '#contracts/drafts.ts';
import {
  applyChange,
  changeBetween,
  clearFields,
  type DraftChange,
  type DraftFields,
  mergeLoaded,
  NO_FIELDS,
  parseFields,
  rebaseField,
  settleField,
  writeField,
} from './draft-model.ts';

type DraftState = {
  /** False until what is on disk has been read; typing is possible before. */
  readonly loaded: boolean;
  readonly label: string;
  /** The label on disk. */
  readonly keptLabel: string;
  readonly fields: DraftFields;
  /** What another window ended before the draft was read here: it may still be on disk. */
  readonly ended: readonly string[];
  /** saved: on disk; waiting: typed, not yet on disk. */
  readonly status: 'saved' | 'waiting';
};

/** `scope` keeps the drafts of two people who use this window one after the other apart. */
export type DraftRef = { readonly scope: string; readonly key: string };
export const draftId = (ref: DraftRef): string => `${ref.scope}|${ref.key}`;

/** The data host's side, and the timer; both replaced in tests. Refuses what is not of whoever is signed in by then. */
export type DraftPort = {
  readonly load: (ref: DraftRef) => Promise<Reply<Draft | null>>;
  readonly save: (
    ref: DraftRef,
    label: string,
    fields: Readonly<Record<string, unknown>>,
  ) => Promise<Reply<{ readonly savedAt: string }>>;
  /** Says that a draft will not be kept as it is. */
  readonly refused: (error: ReplyError) => void;
  /** Says what was typed or ended, for this person's other windows. */
  readonly typed: (ref: DraftRef, change: DraftChange) => void;
  /** Runs `work` later; returns the function that forgets it. */
  readonly later: (work: () => void, ms: number) => () => void;
};

/** What the same draft will be told again: it is tried again when it was changed, or something else made room. */
const LASTING: readonly string[] = ['draft_too_large', 'too_many_drafts', 'drafts_full', 'message_too_large'];

const SAVE_AFTER_MS = 300;
const RETRY_AFTER_MS = 2_000;
const RETRY_REFUSED_AFTER_MS = 60_000;

export type DraftStore = {
  readonly state: StoreApi<Readonly<Record<string, DraftState>>>;
  /** Reads the draft from disk unless it is in memory already. */
  readonly open: (ref: DraftRef, label: string) => void;
  readonly write: (ref: DraftRef, name: string, value: unknown, current: unknown) => void;
  readonly clear: (ref: DraftRef, names: readonly string[]) => void;
  /** The value was accepted: its draft ends, unless more was typed since it was sent. */
  readonly settle: (ref: DraftRef, name: string, sent: unknown) => void;
  readonly rebase: (ref: DraftRef, name: string, current: unknown) => void;
  readonly discard: (ref: DraftRef) => void;
  /** Takes over what was typed in another window, where the same draft is in memory; what was typed here into other fields stays. */
  readonly adopt: (ref: DraftRef, change: DraftChange) => void;
  /** Sends what waits at once, or right after the save that is under way: on blur. */
  readonly flush: (ref: DraftRef) => void;
  /** Sends everything that waits now: there may be no later, the window goes away or somebody signs out. */
  readonly flushAll: () => void;
};

const EMPTY: DraftState = {
  ...{ loaded: false, label: '', keptLabel: '', fields: NO_FIELDS, ended: [] },
  status: 'saved',
};

/** One save per draft is under way at a time, until the window goes away; a save that fails (host restarted, signed out) is repeated until it is through. */
const createDraftDisk = (port: DraftPort, state: DraftStore['state']) => {
  const refs = new Map<string, DraftRef>();
  const timers = new Map<string, () => void>();
  const saving = new Set<string>();
  const told = new Map<string, string>();

  const get = (id: string): DraftState => state.getState()[id] ?? EMPTY;
  const put = (id: string, patch: Partial<DraftState>): void =>
    state.setState({ [id]: { ...get(id), ...patch } });

  const schedule = (id: string, ms: number): void => {
    timers.get(id)?.();
    timers.set(
      id,
      port.later(() => {
        timers.delete(id);
        void save(id);
      }, ms),
    );
  };

  /** Told once while it stays so, not at each letter. */
  const refuse = (id: string, fields: DraftFields, error: ReplyError): void => {
    if (told.get(id) !== error.code) port.refused(error);
    told.set(id, error.code);
    schedule(id, get(id).fields === fields ? RETRY_REFUSED_AFTER_MS : 0);
  };

  /** `isLast`: the next save could be too late, so this one does not wait for the one before. */
  const save = async (id: string, isLast = false): Promise<void> => {
    const ref = refs.get(id);
    const { loaded, status, label, fields } = get(id);
    if (ref === undefined || !loaded || status === 'saved' || (saving.has(id) && !isLast)) return;
    timers.get(id)?.();
    timers.delete(id);
    saving.add(id);
    const reply = await port.save(ref, label, fields);
    saving.delete(id);
    if (!reply.ok && LASTING.includes(reply.error.code)) refuse(id, fields, reply.error);
    else if (!reply.ok) schedule(id, reply.error.code === 'host_restarted' ? 0 : RETRY_AFTER_MS);
    else {
      told.delete(id);
      put(id, { keptLabel: label });
      if (get(id).fields === fields && get(id).label === label) put(id, { status: 'saved' });
      else schedule(id, 0);
    }
  };

  const load = async (id: string, ref: DraftRef): Promise<void> => {
    const reply = await port.load(ref);
    if (!reply.ok) {
      port.later(() => void load(id, ref), reply.error.code === 'host_restarted' ? 0 : RETRY_AFTER_MS);
      return;
    }
    // Discarded while it was being read: it must not come back.
    if (get(id).loaded) return;
    const stored = reply.data === null ? NO_FIELDS : parseFields(reply.data.fields);
    const { fields, ended } = get(id);
    const keptLabel = reply.data?.label ?? '';
    put(id, { loaded: true, keptLabel, fields: mergeLoaded(clearFields(stored, ended), fields), ended: [] });
    if (get(id).status === 'waiting') schedule(id, SAVE_AFTER_MS);
  };

  return { refs, get, put, schedule, save, load };
};

/** Drafts in memory with their copy on disk; the text stays in memory until it is there. */
export const createDraftStore = (port: DraftPort): DraftStore => {
  const state = createStore<Readonly<Record<string, DraftState>>>()(() => ({}));
  const { refs, get, put, schedule, save, load } = createDraftDisk(port, state);

  const edit = (ref: DraftRef, change: (fields: DraftFields) => DraftFields): void => {
    const id = draftId(ref);
    refs.set(id, ref);
    const before = get(id).fields;
    const fields = change(before);
    if (fields === before) return;
    put(id, { fields, status: 'waiting' });
    port.typed(ref, changeBetween(before, fields));
    schedule(id, SAVE_AFTER_MS);
  };

  return {
    state,
    open: (ref, label) => {
      const id = draftId(ref);
      refs.set(id, ref);
      const known = id in state.getState();
      if (label !== get(id).label || !known) put(id, { label });
      if (!known) void load(id, ref);
      // Told after what was typed, which may be on its way to disk already: by its name it is found after a restart.
      const { loaded, keptLabel, fields } = get(id);
      if (!loaded || label === keptLabel || Object.keys(fields).length === 0) return;
      put(id, { status: 'waiting' });
      schedule(id, SAVE_AFTER_MS);
    },
    write: (ref, name, value, current) => edit(ref, (fields) => writeField(fields, name, value, current)),
    clear: (ref, names) =>
      edit(ref, (fields) => (names.some((name) => name in fields) ? clearFields(fields, names) : fields)),
    settle: (ref, name, sent) => edit(ref, (fields) => settleField(fields, name, sent)),
    rebase: (ref, name, current) => edit(ref, (fields) => rebaseField(fields, name, current)),
    discard: (ref) => {
      const id = draftId(ref);
      refs.set(id, ref);
      const before = get(id).fields;
      put(id, { loaded: true, fields: NO_FIELDS, status: 'waiting' });
      port.typed(ref, changeBetween(before, NO_FIELDS));
      void save(id);
    },
    adopt: (ref, change) => {
      const id = draftId(ref);
      if (!(id in state.getState())) return;
      refs.set(id, ref);
      const { loaded, fields, ended } = get(id);
      // Saved from here, too: the other window may go before it has done so.
      put(id, {
        fields: applyChange(fields, change),
        ended: loaded ? [] : [...ended, ...change.ended],
        status: 'waiting',
      });
      schedule(id, SAVE_AFTER_MS);
    },
    flush: (ref) => void save(draftId(ref)),
    flushAll: () => {
      for (const id of refs.keys()) void save(id, true);
    },
  };
};
