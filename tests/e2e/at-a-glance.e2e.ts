/** What somebody came for is seen where they look: whose a change is, what is to be decided, whole states, the last row, and no message of another page. */
import states from '#resources/locales/de/states.json' with { type: 'json' };
import { companyForAll, launchAs } from './support/company.ts';
import { consoleForAll, expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { resize } from './support/reach.ts';
import { part, record } from './support/steps.ts';
import { say } from './support/words.ts';

const company = companyForAll(300);
const owner = consoleForAll((launchConsole) => launchAs('administrator', launchConsole, company));

type Found = Readonly<Record<string, unknown>>;
const find = (wanted: (doc: Found) => boolean): Found => {
  const doc = (company.docs as unknown as readonly Found[]).find(wanted);
  if (doc === undefined) throw new Error('the company has none');
  return doc;
};
const USUAL = { width: 1440, height: 900, zoom: 1 };

test('a new change goes to the team that looks after its item, which the form shows beside it', async () => {
  const { window, app } = owner;
  await resize(app, window, USUAL);
  const item = find(({ ciClass, teamId, lifecycle, name }) => {
    return (
      ciClass !== undefined &&
      typeof teamId === 'string' &&
      lifecycle !== 'retired' &&
      typeof name === 'string'
    );
  });
  const { name: team } = find(({ id }) => id === item.teamId);
  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('Replace its disks');
  const box = window.getByRole('combobox', { name: 'Configuration item', exact: true });
  await box.fill(String(item.name));
  await window
    .getByRole('option', { name: String(item.name) })
    .first()
    .click();
  const own = window.getByRole('main').getByRole('combobox', { name: 'Team', exact: true });
  await expect(own).toHaveValue(String(team));
  await expect(own).toBeInViewport();
  await window.keyboard.press('Control+Enter');
  await expect(part(window, 'Assignment').getByRole('combobox', { name: 'Team' })).toHaveValue(String(team));
});

test('what takes an edit back goes with the page that it is about', async () => {
  const { window } = owner;
  await openPlace(window, 'CHG-SMP-0003');
  await record(window)
    .getByRole('button', { name: /^Edit Expected cost:/ })
    .click();
  await window.getByRole('textbox', { name: 'Expected cost' }).fill('120.00');
  await window.keyboard.press('Enter');
  const undo = window.locator('.MuiSnackbar-root').getByRole('button', { name: /^Undo/ });
  await expect(undo).toBeVisible();
  await openPlace(window, 'CHG-SMP-0004');
  await expect(record(window)).toContainText('CHG-SMP-0004');
  // Gone with its page, not when its time is over.
  expect(await undo.count()).toBe(0);
});

test('who comes to decide in a narrow window finds what is to be decided first', async () => {
  const { window, app } = owner;
  await resize(app, window, { width: 900, height: 700, zoom: 1 });
  await openPlace(window, 'CHG-SMP-0003');
  await expect(part(window, 'Approval').getByRole('button', { name: /^Approve/ })).toBeInViewport();
  // A record that nobody decides on is read in its usual order.
  await openPlace(window, 'CHG-SMP-0004');
  await expect(part(window, 'Approval')).not.toBeInViewport();
  await expect(part(window, 'Description')).toBeInViewport();
  await openPlace(window, 'REL-SMP-0002');
  await expect(part(window, 'Go/no-go').getByRole('heading')).toBeInViewport();
  await resize(app, window, USUAL);
});

test('the last row of a long list is scrolled clear of a message', async () => {
  const { window } = owner;
  await openPlace(window, 'Queue');
  const grid = window.getByRole('grid');
  await grid.focus();
  await window.keyboard.press('End');
  const last = grid.getByRole('row').last();
  await expect(last).toBeInViewport();
  // A message stands 72 pixels above the lower edge and is as high as a line of text with its edges.
  const free = await last.evaluate((row) => innerHeight - row.getBoundingClientRect().bottom);
  expect(free).toBeGreaterThan(72 + 40);
});

test('light and dark change at once: no colour is on its way', async () => {
  const { window } = owner;
  await openPlace(window, 'CHG-SMP-0003');
  await window.evaluate(() => {
    const seen = window as unknown as { fading: number | null };
    seen.fading = null;
    new MutationObserver((_changes, self) => {
      self.disconnect();
      // Styles are computed, so transitions that are going to be have begun.
      getComputedStyle(document.body).color;
      seen.fading = document.getAnimations().filter((one) => one instanceof CSSTransition).length;
    }).observe(document.documentElement, { attributeFilter: ['data-scheme'] });
  });
  await window.emulateMedia({ colorScheme: 'dark' });
  await expect
    .poll(() => window.evaluate(() => (window as unknown as { fading: number | null }).fading))
    .toBe(0);
  await window.emulateMedia({ colorScheme: null });
});

test('German states stand whole in the queue of a usual window, beside the team', async ({ takePicture }) => {
  const { window, app, pageErrors } = owner;
  await resize(app, window, USUAL);
  await openPlace(window, say('en', 'settings:title'));
  await window.getByRole('combobox', { name: say('en', 'common:language.label') }).click();
  await window.getByRole('option', { name: say('en', 'common:languages.de'), exact: true }).click();
  await expect(window.getByRole('heading', { level: 1, name: say('de', 'settings:title') })).toBeVisible();
  await openPlace(window, say('de', 'common:pages.queue'), 'de');
  const chip = window.getByRole('grid').locator('.state-chip').first();
  await expect(chip).toBeVisible();
  await takePicture(window, 'queue');
  await expect(window.getByRole('columnheader', { name: say('de', 'queue:columns.team') })).toBeVisible();
  const cut = await chip.evaluate(
    (one, words) => {
      const before = one.textContent;
      const found = words.filter((word) => {
        one.textContent = word;
        return one.scrollWidth > one.clientWidth;
      });
      one.textContent = before;
      return found;
    },
    [states.incident, states.problem, states.change, states.release].flatMap((words) => Object.values(words)),
  );
  expect(cut).toEqual([]);
  expect(pageErrors).toEqual([]);
});
