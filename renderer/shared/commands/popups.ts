/** What lies over the page. A list that stands on the page itself, the devices of a caller for example, is in nobody's way. */
export const isPopupOpen = (): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some(
    (popup) =>
      popup.closest('main') === null &&
      // One that is fading out is closed, for whoever types fast.
      popup.closest('[aria-hidden="true"]') === null &&
      popup.checkVisibility({ visibilityProperty: true }),
  );
