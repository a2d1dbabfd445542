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

type Watched = { readonly field: Element; readonly at: number };

const isGone = (field: Element): boolean => !field.isConnected || !field.checkVisibility();

/** Who leaves by a key knows that the field is left; Enter in one that finds things goes to what was found. */
const isLeft = ({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean =>
  key === 'Escape' ||
  key === 'Tab' ||
  (key === 'Enter' && !ctrlKey && !metaKey && (target as Element).getAttribute('role') === 'combobox');

/** `now` in milliseconds. */
export const createTypingGuard = (now: () => number) => {
  let last: Watched | null = null;
  let held: ReturnType<typeof setTimeout> | null = null;
  let textAt = Number.NEGATIVE_INFINITY;

  const drop = (): void => {
    if (held !== null) clearTimeout(held);
    held = null;
  };

  return {
    /** To be told of every key, before anybody else. */
    saw: (event: KeyboardEvent): void => {
      if (!takesText(event.target)) return;
      last = isLeft(event) ? null : { field: event.target as Element, at: now() };
    },
    /** The pointer says what it wants. */
    pointed: (): void => {
      last = null;
    },
    /** True: the key is text, or `run` is called once it is certain that it is none. */
    holds: (event: KeyboardEvent, run: () => void): boolean => {
      if (!isTypingKey(event)) return false;
      const isInText = now() - textAt < PAUSE_MS;
      if (held !== null || isInText) {
        drop();
        textAt = now();
        return true;
      }
      if (last === null || now() - last.at > AFTER_MS || !isGone(last.field)) return false;
      held = setTimeout(() => {
        held = null;
        last = null;
        run();
      }, ALONE_MS);
      return true;
    },
    end: drop,
  };
};
