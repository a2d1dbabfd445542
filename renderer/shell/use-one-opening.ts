import { useEffect } from 'react';
import { routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';

const EVENTS = ['mousedown', 'mouseup', 'click', 'dblclick'] as const;

const isInPage = ({ target }: Event): boolean => target instanceof Element && target.closest('main') !== null;

/**
 * A click on a row opens its record. Who clicks twice out of habit would reach the record's page with the second click, and select its text
 * or press what happens to be there; so the rest of a double click that has opened a page goes nowhere. Tabs outside the pages may
 * be closed as fast as somebody clicks.
 */
export const useOneOpening = (): void => {
  useEffect(() => {
    let clickedOn: string | null = null;
    const onMouse = (event: MouseEvent): void => {
      const here = routeKey(useNavigation.getState().current);
      if (event.type === 'mousedown' && event.detail === 1) clickedOn = isInPage(event) ? here : null;
      if (event.detail <= 1 || clickedOn === null || clickedOn === here || !isInPage(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    for (const type of EVENTS) window.addEventListener(type, onMouse, { capture: true });
    return () => {
      for (const type of EVENTS) window.removeEventListener(type, onMouse, { capture: true });
    };
  }, []);
};
