import { useEffect } from 'react';
import { currentCommands, isAvailable, isCovered } from '#renderer/shared/commands/commands.ts';
import { actionOf } from '#renderer/shared/commands/key-maps.ts';
import { isPopupOpen } from '#renderer/shared/commands/popups.ts';
import { isTypingKey, matchShortcut, shortcutOf } from '#renderer/shared/commands/shortcuts.ts';
import { isTextField } from '#renderer/shared/commands/text-field.ts';
import { FORM_KEYS } from '#renderer/shared/ui/send-key.ts';
import { isKeyKept, keepKeys } from './kept-keys.ts';
import { createTypingGuard } from './typing-guard.ts';

/** Keys in a row (`g q`) must follow each other within this time. */
const ROW_MS = 1_200;

/** Letters go on in a field, or choose in a list. */
const takesLetters = (target: EventTarget | null): boolean =>
  isTextField(target) || (target instanceof Element && target.closest('[role="listbox"]') !== null);

/** The part of the page around a field takes the focus, so that letters are keys again; Tab goes on from there. */
const leaveField = (field: EventTarget | null): void => {
  if (field instanceof HTMLElement && field.closest('main') !== null)
    field.parentElement?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
};

/** Runs commands by their shortcuts, anywhere in the window. Keys that type only act outside text fields and dialogs. */
export const useShortcuts = (): void => {
  useEffect(() => {
    const guard = createTypingGuard(() => performance.now());
    let pending = '';
    let forget: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      // Nothing acts behind the lock or behind an open dialog.
      const isBlocked = isPopupOpen() && !(event.ctrlKey || event.metaKey);
      if (document.querySelector('[inert] nav') !== null) return;
      if (isBlocked || (isTypingKey(event) && takesLetters(event.target))) return;
      if (isTextField(event.target) && actionOf(FORM_KEYS, event) === 'leave') {
        leaveField(event.target);
        return;
      }
      const later = (): void => {
        // Something may have opened while the key waited.
        if (!isPopupOpen() && !takesLetters(document.activeElement)) act(event);
      };
      if (guard.holds(event, later)) {
        event.preventDefault();
        return;
      }
      act(event);
    };
    const act = (event: KeyboardEvent): void => {
      const commands = currentCommands().filter((command) => command.shortcut !== undefined);
      const press = shortcutOf(event);
      const result = matchShortcut(
        pending,
        press,
        commands.map((command) => command.shortcut ?? ''),
      );
      pending = result.pending;
      clearTimeout(forget);
      if (pending !== '') {
        forget = setTimeout(() => {
          pending = '';
        }, ROW_MS);
      }
      if (result.matched === null) return;
      const command = commands
        .filter((known) => known.shortcut === result.matched && isAvailable(known))
        .at(-1);
      if (command === undefined) return;
      // Also keeps the menu's accelerator of the same keys from doing it a second time.
      event.preventDefault();
      if (isCovered(command)) return;
      command.run();
      keepKeys();
    };
    /** Whether a key ends a row that was begun: `k` moves in a list, `g k` leads elsewhere, also from a list. */
    const endsRow = (event: KeyboardEvent): boolean =>
      pending !== '' &&
      !takesLetters(event.target) &&
      currentCommands().some(({ shortcut }) => shortcut === `${pending} ${shortcutOf(event)}`);
    const keep = (event: KeyboardEvent): void => {
      const verdict = guard.saw(event);
      if (verdict === 'text') {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (verdict === 'after') keepKeys(event);
      if (isKeyKept(event) || !endsRow(event)) return;
      onKeyDown(event);
      event.stopPropagation();
    };
    // Before anybody else: a kept key is for what is being opened, the end of a row for nothing else.
    window.addEventListener('keydown', keep, true);
    window.addEventListener('pointerdown', guard.pointed, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      guard.end();
      window.removeEventListener('keydown', keep, true);
      window.removeEventListener('pointerdown', guard.pointed, true);
      window.removeEventListener('keydown', onKeyDown);
      clearTimeout(forget);
    };
  }, []);
};
