import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from './console.ts';

export type Size = { readonly width: number; readonly height: number; readonly zoom: number };

/** A narrow window, a usual one at 200 %, and both at once. */
export const SMALL_SIZES: readonly Size[] = [
  { width: 900, height: 700, zoom: 1 },
  { width: 1440, height: 900, zoom: 2 },
  { width: 900, height: 700, zoom: 2 },
];

/** Gives the window a size and a zoom, and waits until the page has it. */
export async function resize(app: ElectronApplication, window: Page, size: Size): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const [first] = BrowserWindow.getAllWindows();
    first?.setContentSize(width, height);
    first?.webContents.setZoomFactor(zoom);
  }, size);
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(Math.round(size.width / size.zoom));
  // What the page makes of it is painted.
  await window.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/**
 * What of the page, or of the dialog over it, can't be used: controls that stay outside the window or under something else once they are
 * scrolled to, and whatever makes somebody scroll sideways to read.
 */
export async function outOfReach(window: Page): Promise<readonly string[]> {
  // A line that the pointer rests on shows its record over its neighbours.
  await window.mouse.move(0, 0);
  return window.evaluate(() => {
    const CONTROLS =
      'button, a[href], input, textarea, [role="button"], [role="combobox"], [role="tab"], [role="menuitem"]';
    // What is pressed for a control: its label, or the frame of a field.
    const FRAMES = 'label, .MuiInputBase-root, .MuiFormControl-root, [role="gridcell"]';
    const root = document.querySelector('[role="dialog"], [role="menu"]') ?? document.querySelector('main');
    if (root === null) return ['no page'];
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push('the window scrolls sideways');
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const { overflowX } = getComputedStyle(element);
      const isScrolled = overflowX === 'auto' || overflowX === 'scroll';
      // The row of jumps to the parts of a record goes on to the side by its nature.
      if (isScrolled && element.scrollWidth > element.clientWidth + 1 && element.localName !== 'nav') {
        found.push(`${element.localName}.${element.className} scrolls sideways`);
      }
      if (!element.matches(CONTROLS) || element.matches(':disabled') || element.ariaHidden === 'true')
        continue;
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      if (width === 0) continue;
      const name = `${element.localName} "${element.ariaLabel ?? element.textContent ?? ''}"`;
      // A long text field scrolls past; what is low enough has to be seen whole.
      const isSeen = height > innerHeight / 2 || (top >= -1 && bottom <= innerHeight + 1);
      const fits = left >= -1 && right <= innerWidth + 1 && isSeen;
      const middle = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2;
      const at = document.elementFromPoint(left + width / 2, middle);
      const isHit =
        at !== null && (element.contains(at) || (element.closest(FRAMES) ?? element).contains(at));
      if (!fits) found.push(`${name} is outside: ${[left, top, right, bottom].map(Math.round).join(' ')}`);
      else if (!isHit) found.push(`${name} is under ${at?.localName}.${at?.className}`);
    }
    return found;
  });
}

/** Puts away what the window says for some seconds. */
export async function dismissNotice(window: Page): Promise<void> {
  // It may go by itself while it is clicked.
  const close = window.locator('.MuiSnackbar-root').getByRole('button', { name: 'Close' });
  await close.evaluateAll((buttons) => {
    for (const button of buttons) (button as HTMLElement).click();
  });
  await expect(window.locator('.MuiSnackbar-root')).toHaveCount(0);
}
