/** Every page in every size that the window may have: nothing to be scrolled sideways, no control cut off or covered. */
import { companyForAll, launchAs } from './support/company.ts';
import { consoleForAll, expect, test } from './support/console.ts';
import { outOfReach, resize, type Size } from './support/reach.ts';
import { tourOf } from './support/tour.ts';

const company = companyForAll(300);
const lead = consoleForAll((launchConsole) => launchAs('administrator', launchConsole, company));

const SIZES: readonly Size[] = [
  { width: 800, height: 480, zoom: 1 },
  { width: 1024, height: 768, zoom: 1 },
  { width: 1366, height: 768, zoom: 1 },
  { width: 1920, height: 1080, zoom: 1 },
  { width: 2560, height: 1440, zoom: 1 },
  { width: 1600, height: 960, zoom: 2 },
];
/** The pages are opened in this one. */
const USUAL: Size = { width: 1366, height: 768, zoom: 1 };

test('every page can be used from 800 by 480 to 2560 pixels, and at 200 %', async () => {
  const { window, app, pageErrors } = lead;
  const found: string[] = [];
  const look = async (name: string, size: Size): Promise<void> => {
    const at = `${name} at ${size.width}x${size.height}${size.zoom === 1 ? '' : ' zoomed'}`;
    found.push(...(await outOfReach(window)).map((what) => `${at}: ${what}`));
  };
  for (const { name, go, leave } of tourOf(company.caller.name)) {
    if (leave === undefined) {
      await resize(app, window, USUAL);
      await go(window, 'en');
    }
    for (const size of SIZES) {
      await resize(app, window, size);
      // What lies over the page is opened in each size: it does not outlive the change everywhere.
      if (leave !== undefined) await go(window, 'en');
      await look(name, size);
      await leave?.(window);
    }
  }
  expect(found).toEqual([]);
  expect(pageErrors).toEqual([]);
});
