import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActTarget } from '#contracts/acts.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { isSaid } from '#domain/journal/corrections.ts';
import { isTakeable } from '#domain/merge/take-back.ts';
import type { CollectionName } from '#domain/records/collections.ts';

/** One entry that a command wrote. `words`: a note or comment that goes along with the rest, and what it says. */
export type ActEntry = ActTarget & { readonly label: string; readonly words?: string };

/** What one command changed: the entries it wrote, in their order. */
export type Act = {
  readonly command: string;
  readonly by: string;
  readonly entries: readonly ActEntry[];
};

type Stack = 'undo' | 'redo';

/** More than anybody goes back; a thousand records an act make some megabytes at most. */
const KEPT = 50;

export type ActLog = {
  /** Runs a command; what it writes to histories is one act. */
  readonly during: <T>(command: string, run: () => Promise<T>) => Promise<T>;
  /** A record was changed by hand, with these new entries. */
  readonly note: (collection: CollectionName, record: object, entries: readonly JournalEntry[]) => void;
  readonly last: (stack: Stack, by: string) => Act | null;
  /** The last act, which is off its list then; null when there is none by this person. */
  readonly take: (stack: Stack, by: string) => Act | null;
  readonly put: (stack: Stack, act: Act) => void;
  /** An act on a single entry was taken back, or done again, from its place in the history: it is on the other list then. */
  readonly movedBack: (entryId: string, takenBackBy: string) => void;
};

/** Whose words go with what they did: by hand they are corrected or withdrawn one by one. */
const WITH_WORDS: readonly string[] = ['prepared.run'];

/** These move acts from one list to the other themselves. */
const MOVING: readonly string[] = ['acts.undo', 'acts.redo', 'acts.takeBack'];

const labelOf = (record: object): string => {
  const { number, name, title, id } = record as Readonly<Record<string, unknown>>;
  return String(number ?? name ?? title ?? id);
};

/**
 * What was done in this session, the last act last: for as long as the host runs, and for whoever did it. The histories have it for good; what
 * this forgets is taken back from there.
 */
export const createActLog = (touch: () => void): ActLog => {
  const acts: Record<Stack, Act[]> = { undo: [], redo: [] };
  const running = new AsyncLocalStorage<{
    readonly command: string;
    by: string;
    readonly entries: ActEntry[];
  }>();
  const push = (stack: Stack, act: Act): void => {
    if (act.entries.length === 0) return;
    acts[stack] = [...acts[stack], act].slice(-KEPT);
    touch();
  };
  const last: ActLog['last'] = (stack, by) => {
    // On a shared notebook others may have acted since.
    return acts[stack].findLast((act) => act.by === by) ?? null;
  };
  return {
    during: async (command, run) => {
      // What a command has others do is part of it.
      if (MOVING.includes(command) || running.getStore() !== undefined) return run();
      const doing = { command, by: '', entries: [] as ActEntry[] };
      const answer = await running.run(doing, run);
      if (doing.entries.length > 0) {
        acts.redo = acts.redo.filter(({ by }) => by !== doing.by);
        push('undo', { command, by: doing.by, entries: doing.entries });
      }
      return answer;
    },
    note: (collection, record, entries) => {
      const doing = running.getStore();
      if (doing === undefined) return;
      const { id } = record as { readonly id: string };
      const takesWords = WITH_WORDS.includes(doing.command);
      for (const entry of entries) {
        const isWords = takesWords && !isTakeable(entry) && isSaid(entry);
        if (!isWords && !isTakeable(entry)) continue;
        doing.by = entry.by;
        const target = { collection, id, entryId: entry.id, label: labelOf(record) };
        doing.entries.push(isWords ? { ...target, words: entry.text ?? '' } : target);
      }
    },
    last,
    take: (stack, by) => {
      const act = last(stack, by);
      if (act === null) return null;
      acts[stack] = acts[stack].filter((one) => one !== act);
      touch();
      return act;
    },
    put: push,
    movedBack: (entryId, takenBackBy) => {
      const isIt = ({ entries }: Act): boolean => entries.length === 1 && entries[0]?.entryId === entryId;
      const from = acts.undo.some(isIt) ? 'undo' : 'redo';
      const act = acts[from].find(isIt);
      if (act === undefined) return;
      acts[from] = acts[from].filter((one) => one !== act);
      const moved = { ...act, entries: act.entries.map((entry) => ({ ...entry, entryId: takenBackBy })) };
      push(from === 'undo' ? 'redo' : 'undo', moved);
    },
  };
};
