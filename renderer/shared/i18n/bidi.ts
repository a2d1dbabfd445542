/** First strong isolate and its end: what stands between finds its own direction and does not reorder what is around it. */
const ISOLATE = '\u2068';
const END = '\u2069';
const ISOLATES = /[\u2066-\u2069]/g;

/** Letters written from the right: Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms, and the scripts of the planes above. */
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text that somebody gave, for use inside a sentence: a name written from the right stays in one piece and leaves the words around it
 * where they are. Text without such letters stays as it is, so that nothing is added where nothing can go wrong.
 */
export const isolated = (given: string): string =>
  FROM_THE_RIGHT.test(given) ? `${ISOLATE}${given}${END}` : given;

/** Given texts next to each other; empty ones are left out. */
export const joined = (parts: readonly (string | null | undefined)[], separator = ' · '): string =>
  parts
    .filter((part): part is string => part !== null && part !== undefined && part !== '')
    .map(isolated)
    .join(separator);

/** What is stored or handed on must not carry the marks that only the screen needs. */
export const withoutIsolates = (shown: string): string => shown.replace(ISOLATES, '');

/** Copying what is shown gives the text as somebody wrote it. */
export const copyWithoutIsolates = (document: Document): void => {
  document.addEventListener('copy', (event) => {
    const shown = document.getSelection()?.toString() ?? '';
    const plain = withoutIsolates(shown);
    if (event.clipboardData === null || plain === shown) return;
    event.clipboardData.setData('text/plain', plain);
    event.preventDefault();
  });
};
