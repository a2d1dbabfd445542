import type { Page } from '@playwright/test';
import type { Role } from '#domain/records/common.ts';
import { companyForAll, signIn } from './support/company.ts';
import { expect, type RunningConsole, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll();

const REPEATED = [
  'Screen flickers',
  'Screen flickers again',
  'Display flickering since this morning',
  'Flickers whenever it is docked',
  'Screen went black, flickered before',
];
const TITLE = 'Screen flickers at the dock';
const SYMPTOM = 'The picture flickers and goes black as soon as the notebook is docked.';
const WORKAROUND = 'Switch the panel self refresh off in the graphics settings.';
const SOLUTION = 'Driver 31.1 on all docks.';
const ARTICLE = 'Flickering pictures at the docking station';

const part = (window: Page, name: string) => window.getByRole('region', { name, exact: true });
const heading = (window: Page, name: string) => window.getByRole('heading', { level: 1, name });
const stateOf = (window: Page, name: string) => part(window, name).locator('[aria-current=step]');

/** Presses a single key where no field takes it. */
async function press(window: Page, key: string): Promise<void> {
  await window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await window.keyboard.press(key);
}

/** An incident by phone about the caller's first device, whose name it answers. Its page is shown afterwards. */
async function recordIncident(window: Page, title: string): Promise<string> {
  const { keyboard } = window;
  await answerCall(window, company.caller);
  const devices = window.getByRole('listbox', { name: 'Affected device' }).getByRole('option');
  const device = /[A-Z]+-\d+/.exec((await devices.first().textContent()) ?? '')?.[0] ?? '';
  await keyboard.press('1');
  await window.getByRole('textbox', { name: 'Title' }).fill(title);
  await keyboard.press('Control+Enter');
  await expect(heading(window, title)).toBeVisible();
  return device;
}

/** Types words into the search until it finds `title`. */
async function find(window: Page, words: string, title: string): Promise<void> {
  await window.keyboard.press('Control+K');
  const box = window.getByRole('combobox', { name: 'Search everything' });
  await expect(box).toBeFocused();
  const found = window.getByRole('option', { name: title });
  // A search is answered once; what the sync brings a moment later is found by the next one.
  await expect(async () => {
    await box.fill('');
    await window.keyboard.type(words);
    await expect(found).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

test('repeated incidents become a trend, a problem, a known error, and an article that helps on another console', async ({
  launchConsole,
  takePicture,
}) => {
  const on = async (role: Role): Promise<RunningConsole> => {
    const started = await launchConsole({ env: company.env });
    await signIn(started.window, role);
    await openPlace(started.window, 'Queue');
    await expect(started.window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
    return started;
  };
  const lead = await on('team-lead');
  const { window } = lead;
  const { keyboard } = window;

  // The same device, five times in a row: a trend, with what says so.
  let device = '';
  for (const title of REPEATED) device = await recordIncident(window, title);
  await openPlace(window, 'Trends');
  const trend = part(window, `Item ${device}`);
  await expect(trend).toContainText(/5 incidents in seven days, usually 0\./);
  await expect(trend).toContainText(/0 in the \d+ days before/);
  await expect(trend).toContainText(/by chance once in [\d,]+ weeks like this/);
  for (const title of REPEATED) await expect(trend).toContainText(title);
  await takePicture(window, 'trend');

  // It becomes a problem.
  await trend.getByRole('button', { name: 'Make a problem of it' }).click();
  await expect(part(window, 'From 5 incidents')).toContainText(REPEATED[0] ?? '');
  await window.getByRole('textbox', { name: 'Title' }).fill(TITLE);
  await window.getByRole('textbox', { name: 'Symptom' }).fill(SYMPTOM);
  await keyboard.press('Control+Enter');
  await expect(heading(window, TITLE)).toBeVisible();
  const header = part(window, 'Problem');
  const incidents = part(window, 'Incidents');
  const number = (await header.locator('strong').first().textContent()) ?? '';
  expect(number).toMatch(/^PRB-/);
  await expect(incidents).toContainText('5 incidents, 5 open');

  // It is assessed, its cause found, and what helps meanwhile told to all who wait.
  await header.getByRole('button', { name: /^Assess/ }).click();
  await expect(stateOf(window, 'Problem')).toHaveText('Assess');
  await header.getByRole('button', { name: /^Look for the cause/ }).click();
  await expect(stateOf(window, 'Problem')).toHaveText('Root cause analysis');
  const write = async (name: string, words: string): Promise<void> => {
    await part(window, name).getByRole('button', { name: /^Edit/ }).click();
    await keyboard.type(words);
    await keyboard.press('Control+Enter');
    await expect(part(window, name).getByRole('textbox')).toHaveCount(0);
    await expect(part(window, name)).toContainText(words);
  };
  await write('Workaround', WORKAROUND);
  await write('Root cause', 'The graphics driver 31.0 keeps the panel asleep.');
  const tell = part(window, 'Workaround').getByRole('button', { name: 'Tell 5 incidents the workaround' });
  await tell.click();
  await expect(incidents.getByLabel('Knows the workaround')).toHaveCount(5);
  await takePicture(window, 'told');
  await incidents.getByRole('button', { name: /INC-.*Screen flickers again/ }).click();
  await expect(heading(window, REPEATED[1] ?? '')).toBeVisible();
  await expect(part(window, 'History')).toContainText(WORKAROUND);
  await window.getByRole('tab', { name: number }).click();

  // A known error for whoever meets it next.
  await part(window, 'Known error').getByRole('button', { name: 'Make a known error' }).click();
  await expect(stateOf(window, 'Known error')).toHaveText('Draft');
  await expect(part(window, 'Workaround')).toContainText(WORKAROUND);
  await part(window, 'Known error')
    .getByRole('button', { name: /^Publish/ })
    .click();
  await takePicture(window, 'publish-known-error');
  await keyboard.press('Control+Enter');
  await expect(stateOf(window, 'Known error')).toHaveText('Published');

  // Solved, and written down.
  await window.getByRole('tab', { name: number }).click();
  await header.getByRole('button', { name: /^Resolve/ }).click();
  const form = part(window, 'Resolve');
  await form.getByRole('textbox', { name: 'Solution' }).fill(SOLUTION);
  await form.getByRole('radio', { name: 'None' }).check();
  await form.getByRole('checkbox', { name: 'Resolve its known error, too' }).uncheck();
  await takePicture(window, 'resolve');
  await form.getByRole('textbox', { name: 'Solution' }).press('Control+Enter');
  await expect(stateOf(window, 'Problem')).toHaveText('Resolved');
  await press(window, 'k');
  const title = window.getByRole('textbox', { name: 'Title' });
  await expect(title).toHaveValue(TITLE);
  await title.fill(ARTICLE);
  await expect(window.getByRole('textbox', { name: 'Workaround' })).toHaveValue(WORKAROUND);
  const body = window.getByRole('textbox', { name: 'What to do' });
  await expect(body).toHaveValue(SOLUTION);
  await body.fill('Install **driver 31.1** from the software kiosk, then undock once.');
  await takePicture(window, 'article-form');
  await body.press('Control+Enter');
  await expect(heading(window, ARTICLE)).toBeVisible();
  await press(window, 'r');
  await part(window, 'Publish').getByLabel('Valid until').fill('2030-01-31');
  await keyboard.press('Control+Enter');
  await expect(stateOf(window, 'Article')).toHaveText('Published');

  // On another console: found by words of its text and with typos, and of use in the next call.
  const desk = await on('service-desk');
  await find(desk.window, 'kiosk undock', ARTICLE);
  await desk.window.keyboard.press('Escape');
  await find(desk.window, 'flickring dokcing', ARTICLE);
  await takePicture(desk.window, 'found');
  await desk.window.getByRole('option', { name: ARTICLE }).click();
  await expect(heading(desk.window, ARTICLE)).toBeVisible();
  await expect(part(desk.window, 'Workaround')).toContainText(WORKAROUND);
  const article = (await part(desk.window, 'Article').locator('strong').first().textContent()) ?? '';
  expect(article).toMatch(/^KB-/);
  await recordIncident(desk.window, 'Flickering picture at my dock');
  const help = part(desk.window, 'Known errors and similar tickets');
  await takePicture(desk.window, 'help');
  await help.getByRole('listitem').filter({ hasText: article }).getByRole('button', { name: 'Link' }).click();
  await expect(part(desk.window, 'History').getByText(WORKAROUND)).toHaveCount(1);
  await press(desk.window, 'n');
  await desk.window.getByRole('button', { name: `Insert the workaround of ${article}` }).click();
  const note = desk.window.getByRole('textbox', { name: 'Work note' });
  await expect(note).toHaveValue(`${article} ${ARTICLE}\n\n${WORKAROUND}`);
  await note.press('End');
  await desk.window.keyboard.type(' Told the caller by phone.');
  await takePicture(desk.window, 'note');
  await desk.window.keyboard.press('Control+Enter');
  await expect(part(desk.window, 'History')).toContainText('Told the caller by phone.');

  for (const { pageErrors } of [lead, desk]) expect(pageErrors).toEqual([]);
});
