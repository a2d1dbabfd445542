import { useEffect, useRef } from 'react';
import { BURST_GAP_MS, noBurst, scannedCode, withKey } from './scan.ts';

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select'));

/**
 * Takes a scan that arrives while no text field has the focus. Keys are held back for an instant: when they turn out to be a
 * scanner's burst that ends with Enter they go to `onScan`, else they are handed on one by one, so that single-key commands
 * still work and the letters of a serial never run any.
 */
export const useScanner = (isActive: boolean, onScan: (code: string) => void): void => {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  }, [onScan]);

  useEffect(() => {
    if (!isActive) return undefined;
    let burst = noBurst;
    let held: KeyboardEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const handedOn = new WeakSet<Event>();

    const handOn = (): void => {
      for (const event of held) {
        const copy = new KeyboardEvent('keydown', {
          key: event.key,
          code: event.code,
          shiftKey: event.shiftKey,
          bubbles: true,
          cancelable: true,
        });
        handedOn.add(copy);
        (event.target ?? document.body).dispatchEvent(copy);
      }
      held = [];
      burst = noBurst;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (handedOn.has(event) || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target))
        return;
      clearTimeout(timer);
      if (event.key === 'Enter') {
        const code = scannedCode(burst, event.timeStamp);
        if (code === null) {
          handOn();
          return;
        }
        held = [];
        burst = noBurst;
        event.preventDefault();
        event.stopImmediatePropagation();
        latest.current(code);
        return;
      }
      // Space presses the focused button; a code does not begin with it.
      if (event.key.length !== 1 || (event.key === ' ' && held.length === 0)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.timeStamp - burst.atMs > BURST_GAP_MS) handOn();
      burst = withKey(burst, event.key, event.timeStamp);
      held.push(event);
      timer = setTimeout(handOn, BURST_GAP_MS);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [isActive]);
};
