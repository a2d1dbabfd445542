import { isPopupOpen } from '#renderer/shared/commands/popups.ts';
import { isTextField, takesText } from '#renderer/shared/commands/text-field.ts';
import { routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';

/**
 * Keys that are pressed while a page, or what a shortcut opened, is being built. A field that takes the focus then gets them in their order, as if it had been
 * there; what takes no text gets them as keys. Without this they would act on the page before, or be gone.
 */

type Kept = { readonly key: string; readonly shiftKey: boolean };

const here = (): string => routeKey(useNavigation.getState().current);

let kept: Kept[] | null = null;

/** A key that stands for text or belongs to typing it. */
const isKept = ({ key, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && !isComposing && (key.length === 1 || EDITING.has(key));
const EDITING: ReadonlySet<string> = new Set(['Backspace', 'Enter', 'Tab']);

/** Pages behind the one in front may be half-built, too. */
const isBuilding = (): boolean =>
  [...document.querySelectorAll('main [data-building]')].some((part) => part.checkVisibility());

/** What Tab would go to next. */
const focusNext = (from: Element, backwards: boolean): void => {
  const all = [...document.querySelectorAll<HTMLElement>(TABBABLE)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility(),
  );
  const at = all.indexOf(from as HTMLElement);
  all[at + (backwards ? -1 : 1)]?.focus();
};
const TABBABLE = 'a[href], button:enabled, input:enabled, textarea:enabled, select:enabled, [tabindex]';

const press = (target: Element, { key, shiftKey }: Kept): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));

/** Does what the key would have done where the focus is now. */
const replay = (one: Kept): void => {
  const target = document.activeElement ?? document.body;
  if (!press(target, one)) return;
  if (one.key === 'Enter' && target instanceof HTMLButtonElement) target.click();
  else if (one.key === 'Tab') focusNext(target, one.shiftKey);
  else if (!takesText(target)) return;
  else if (one.key === 'Backspace') document.execCommand('delete');
  else if (one.key !== 'Enter') document.execCommand('insertText', false, one.key);
  else if (target instanceof HTMLTextAreaElement) document.execCommand('insertLineBreak');
};

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Frames that Enter has for taking the focus elsewhere: what was typed after it was meant for there. */
const ENTER_FRAMES = 12;

const settled = async (from: Element | null): Promise<void> => {
  for (let left = ENTER_FRAMES; left > 0 && document.activeElement === from; left -= 1) await frame();
};

/** Gives the keys to what has the focus, also those that come meanwhile. */
const handOver = async (keys: Kept[]): Promise<void> => {
  for (let one = keys.shift(); one !== undefined; one = keys.shift()) {
    const from = document.activeElement;
    replay(one);
    // What a key changes is rendered before the next one is looked at.
    if (one.key === 'Enter' && keys.length > 0) await settled(from);
    else await Promise.resolve();
  }
  kept = null;
};

/** Frames a page has for giving a field the focus once it stands. */
const FRAMES = 2;

const fieldOrPage = async (): Promise<void> => {
  for (let left = FRAMES; left > 0 && !isTextField(document.activeElement); ) {
    await frame();
    left = isBuilding() ? FRAMES : left - 1;
  }
};

/**
 * To be called once a shortcut has opened something: whatever is typed until it stands is kept for it. `pressed`: a key that is on its way to
 * where the focus was before.
 */
export const keepKeys = (pressed?: KeyboardEvent): void => {
  const isThere =
    pressed === undefined ? isTextField(document.activeElement) : document.activeElement === pressed.target;
  if (kept !== null || isThere) return;
  const keys: Kept[] = [];
  kept = keys;
  void fieldOrPage().then(() => handOver(keys));
};

/**
 * While the page in front is being made, its keys are kept for it; whoever goes elsewhere meanwhile, opens the palette or points at something has left
 * them behind: a key that was meant as a shortcut is never written into the field that is clicked next.
 */
const keepForPage = (): void => {
  const keys: Kept[] = [];
  kept = keys;
  const page = here();
  const letGo = (): void => {
    keys.length = 0;
  };
  document.addEventListener('pointerdown', letGo, { capture: true });
  void fieldOrPage().then(() => {
    document.removeEventListener('pointerdown', letGo, { capture: true });
    if (here() !== page || isPopupOpen()) letGo();
    return handOver(keys);
  });
};

/** Whether the key was kept; nobody else is to see it then. */
export const isKeyKept = (event: KeyboardEvent): boolean => {
  if (!event.isTrusted || !isKept(event)) return false;
  if (kept === null && !isTextField(event.target) && isBuilding()) keepForPage();
  if (kept === null) return false;
  kept.push({ key: event.key, shiftKey: event.shiftKey });
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
};
