/** Stands on what got the focus only because what had it is gone. */
const LEFT_OVER = 'data-focus-left-over';

/** Whether keys go nowhere: to the body, or to something that is not shown any more. */
export const isFocusLost = (): boolean => {
  const focused = document.activeElement;
  return focused === null || focused === document.body || !focused.checkVisibility();
};

/** Whether nobody put the focus where it is, so that what comes next may take it. */
export const isFocusFree = (): boolean =>
  isFocusLost() || document.activeElement?.hasAttribute(LEFT_OVER) === true;

/** Gives the focus to what is left, which takes it also if it is no control. False: it can't. */
export const focusLeftOver = (element: HTMLElement): boolean => {
  const isPlain = element.tabIndex < 0 && !element.hasAttribute('tabindex');
  // A control it was before is found by Tab as ever; a section only for as long as it has the focus.
  if (isPlain) element.setAttribute('tabindex', '-1');
  element.setAttribute(LEFT_OVER, '');
  const letGo = (): void => {
    element.removeAttribute(LEFT_OVER);
    if (isPlain) element.removeAttribute('tabindex');
  };
  element.addEventListener('blur', letGo, { once: true });
  element.focus();
  if (document.activeElement === element) return true;
  element.removeEventListener('blur', letGo);
  letGo();
  return false;
};
