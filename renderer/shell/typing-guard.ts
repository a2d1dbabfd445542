import { isTypingKey } from '#renderer/shared/commands/shortcuts.ts';
import { takesText } from '#renderer/shared/commands/text-field.ts';

/**
 * A form closes, when it was sent or by itself, and whoever types goes on typing: the rest of the sentence must not run commands. One key alone is
 * a command; letters as close together as in a word are text.
 */

/** For so long after the last key in a field that is gone, letters are looked at. */
const AFTER_MS = 3_000;
/** A key waits for so long whether another one follows. */
const ALONE_MS = 150;
/** A pause of this length ends the text. */
const PAUSE_MS = 600;

/** What becomes of a key that is no letter: `after`: one that waited has run before it; `text`: it ends what was typed and does nothing. */
type Verdict = 'as usual' | 'after' | 'text';

type Watched = { readonly field: Element; readonly at: number };

const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

const isPlainEnter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key === 'Enter' && !ctrlKey && !metaKey && !altKey;

const isGone = (field: Element): boolean => !field.isConnected || !field.checkVisibility();

/** Who leaves by a key knows that the field is left; Enter in one that finds things goes to what was found. */
const isLeft = ({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean =>
  key === 'Escape' ||
  key === 'Tab' ||
  (key === 'Enter' && !ctrlKey && !metaKey && (target as Element).getAttribute('role') === 'combobox');

/** `now` in milliseconds. Keys keep their order: none acts before one that waits. */
export const createTypingGuard = (now: () => number) => {
  let last: Watched | null = null;
  let held: { readonly timer: ReturnType<typeof setTimeout>; readonly run: () => void } | null = null;
  let textAt = Number.NEGATIVE_INFINITY;

  const drop = (): void => {
    if (held !== null) clearTimeout(held.timer);
    held = null;
  };
  const isInText = (): boolean => now() - textAt < PAUSE_MS;
  const letRun = (): boolean => {
    const run = held?.run;
    if (run === undefined) return false;
    drop();
    last = null;
    run();
    return true;
  };

  return {
    /** To be told of every key, before anybody else. */
    saw: (event: KeyboardEvent): Verdict => {
      if (takesText(event.target)) {
        last = isLeft(event) ? null : { field: event.target as Element, at: now() };
        return 'as usual';
      }
      if (isTypingKey(event) || MODIFIERS.has(event.key)) return 'as usual';
      // What is no letter ends the wait: the key before it stood alone, and comes first.
      if (letRun()) return 'after';
      if (!isPlainEnter(event) || !isInText()) return 'as usual';
      textAt = now();
      return 'text';
    },
    /** The pointer says what it wants. */
    pointed: (): void => {
      last = null;
    },
    /** True: the key is text, or `run` is called once it is certain that it is none. */
    holds: (event: KeyboardEvent, run: () => void): boolean => {
      if (!isTypingKey(event)) return false;
      if (held !== null || isInText()) {
        drop();
        textAt = now();
        return true;
      }
      if (last === null || now() - last.at > AFTER_MS || !isGone(last.field)) return false;
      held = { timer: setTimeout(letRun, ALONE_MS), run };
      return true;
    },
    end: drop,
  };
};
