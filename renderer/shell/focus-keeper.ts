import { useEffect } from 'react';
import { takesText } from '#renderer/shared/commands/text-field.ts';
import { focusLeftOver, isFocusLost } from '#renderer/shared/ui/free-focus.ts';
import { focusPage } from './page-focus.ts';

/**
 * Forms close, buttons go with the state that offered them, and the browser leaves the focus at the body: whoever works by keyboard is nowhere
 * then. So whatever had the focus and is gone hands it on, in all pages alike: to what it was opened from, to the button of the same name that
 * stands there again, or to the section that is left. Who leaves a field by themselves is left alone.
 */

type Been = {
  readonly element: HTMLElement;
  readonly name: string;
  /** The elements around it, the nearest first, when it got the focus. */
  readonly within: readonly HTMLElement[];
};

/** How many elements that had the focus are remembered. */
const KEPT = 24;
/** Frames in which others may still give the focus to what follows. */
const FRAMES = 2;
/** Frames for which a button that works on what was asked keeps its claim. */
const BUSY_FRAMES = 40;

const PAGE = '[data-page-frame]';
const PART = `section, article, form, [role="region"], [tabindex], ${PAGE}`;
const CONTROL = 'button, a[href], [role="button"], summary';

const isThere = (element: HTMLElement): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true });
const isOff = (element: HTMLElement): boolean => element.matches(':disabled');
const mayTake = (element: HTMLElement): boolean => isThere(element) && !isOff(element);

const nameOf = (element: HTMLElement): string =>
  (element.getAttribute('aria-label') ?? element.textContent).trim();

const around = (element: HTMLElement): readonly HTMLElement[] => {
  const all: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement) all.push(at);
  return all;
};

const isOfPage = ({ within }: Been): boolean => within.some((one) => one.matches(PAGE));

/** The control in `part` that says what `name` said; null where none or several do. */
const namesake = (part: HTMLElement, name: string): HTMLElement | null => {
  if (name === '') return null;
  const same = [...part.querySelectorAll<HTMLElement>(CONTROL)].filter((one) => nameOf(one) === name);
  return same.length === 1 && same[0] !== undefined && mayTake(same[0]) ? same[0] : null;
};

/** Where the focus goes within the part that is left; `been`: what had it before, the latest first. */
const targetIn = (part: HTMLElement, been: readonly Been[]): HTMLElement => {
  for (const { element, name, within } of been) {
    // A field would take the keys that follow as text.
    if (!within.includes(part) || takesText(element)) continue;
    const target = mayTake(element) ? element : namesake(part, name);
    if (target !== null) return target;
  }
  return part;
};

/** Hands the focus on from what is gone. */
const handOn = (gone: Been, before: readonly Been[]): void => {
  // A dialog, a banner or a message stood over the page: the page goes on where it was.
  const isOver =
    !isOfPage(gone) && !gone.within.some((one) => one.matches('[role="dialog"]') && isThere(one));
  const from = isOver ? before.find((one) => isOfPage(one)) : gone;
  // A field that had the focus then has it again by the dialog; one that was left before would take the keys that follow as text.
  const mayGoOn = from !== undefined && isOver && mayTake(from.element) && !takesText(from.element);
  if (mayGoOn && focusLeftOver(from.element)) return;
  const part = from?.within.find((one) => isThere(one) && one.matches(PART));
  if (part === undefined || !focusLeftOver(targetIn(part, before))) focusPage();
};

/** Watches what has the focus. Returns what ends that. */
const watch = (): (() => void) => {
  const been: Been[] = [];
  let has: Been | null = null;
  let frame = 0;
  const look = (left: number, busy: number): void => {
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (has === null || !isFocusLost()) return;
      if (mayTake(has.element)) {
        // It went off for the time that its command took, or was left by itself.
        if (busy < BUSY_FRAMES) has.element.focus({ preventScroll: true });
        else has = null;
      } else if (isThere(has.element) && busy > 0) look(left, busy - 1);
      else if (left > 0) look(left - 1, busy);
      else {
        const gone = has;
        has = null;
        handOn(gone, been.filter(({ element }) => element !== gone.element).reverse());
      }
    });
  };
  const schedule = (): void => {
    if (frame === 0 && has !== null && document.activeElement === document.body) look(FRAMES, BUSY_FRAMES);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    has = { element: target, name: nameOf(target), within: around(target) };
    been.push(has);
    if (been.length > KEPT) been.shift();
  };
  const observer = new MutationObserver(schedule);
  const watched = ['disabled', 'hidden', 'inert'];
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: watched,
  });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', schedule);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', schedule);
  };
};

/** Keeps the focus from falling to the body for as long as the shell stands. */
export const useKeptFocus = (): void => useEffect(watch, []);
