import { routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';

let restore: (() => void) | null = null;

/** The page in front says how it takes the focus: to where it last was on it. Returns the function that takes that back. */
export const takesFocus = (take: () => void): (() => void) => {
  restore = take;
  return () => {
    if (restore === take) restore = null;
  };
};

/** Gives the focus to the page in front. */
export const focusPage = (): void => restore?.();

/** Goes somewhere by the navigation; the keys that follow are for the page. */
export const goTo = (open: () => void): void => {
  const here = (): string => routeKey(useNavigation.getState().current);
  const before = here();
  open();
  // A page that comes to the front takes the focus when nothing else has it.
  if (here() === before) focusPage();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
};
