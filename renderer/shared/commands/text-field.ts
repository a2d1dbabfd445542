/** Where a key types, as seen by shortcuts. */
export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const NO_TEXT: ReadonlySet<string> = new Set([
  ...['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'],
]);

/** Whether text can be typed into it: a checkbox is an input, too. */
export const takesText = (target: EventTarget | null): boolean =>
  (target instanceof HTMLInputElement && !NO_TEXT.has(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLElement && target.isContentEditable);
