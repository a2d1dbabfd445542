const isShown = (selector: string): boolean =>
  [...document.querySelectorAll(selector)].some(
    (popup) =>
      popup.closest('main') === null &&
      // One that is fading out is closed, for whoever types fast.
      popup.closest('[aria-hidden="true"]') === null &&
      popup.checkVisibility({ visibilityProperty: true }),
  );

/** Whether a dialog lies over the page; the list of a field does not count. */
export const isDialogOpen = (): boolean => isShown('[role="dialog"], [role="alertdialog"]');

/** What lies over the page. A list that stands on the page itself, the devices of a caller for example, is in nobody's way. */
export const isPopupOpen = (): boolean => isShown('[role="dialog"], [role="menu"], [role="listbox"]');
