import type { Page } from '@playwright/test';
import type { Role } from '#domain/records/common.ts';
import { companyForAll, launchAs, signIn } from './support/company.ts';
import { expect, type RunningConsole, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll();

const TITLE = 'Docking station loses the displays';

const heading = (window: Page, name: string) => window.getByRole('heading', { level: 1, name });
const region = (window: Page, name: string) => window.getByRole('region', { name, exact: true });
const stateOf = (window: Page) => region(window, 'Article').locator('[aria-current=step]');
const blur = (window: Page) => window.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

/** Presses a single key where no field takes it. */
async function press(window: Page, key: string): Promise<void> {
  await blur(window);
  await window.keyboard.press(key);
}

async function resize({ app }: RunningConsole, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

/** An incident by phone, resolved at once. Its page is shown afterwards. */
async function resolvedIncident(window: Page, title: string, solution: string): Promise<void> {
  const { keyboard } = window;
  await answerCall(window, company.caller);
  await keyboard.press('1');
  await window.getByRole('textbox', { name: 'Title' }).fill(title);
  await keyboard.press('Control+Enter');
  await expect(heading(window, title)).toBeVisible();
  await press(window, 'r');
  await expect(window.getByRole('combobox', { name: 'Closure code' })).toBeFocused();
  await keyboard.type('Hardware rep');
  await keyboard.press('Enter');
  await window.getByRole('textbox', { name: 'What solved it' }).fill(solution);
  // The call was taken without one; the team and who solved it follow from who resolves it.
  const category = region(window, 'Resolve').getByRole('combobox', { name: 'Category' });
  await category.fill('Hardw');
  await category.press('Enter');
  await keyboard.press('Control+Enter');
  await expect(region(window, 'Ticket').locator('[aria-current="step"]')).toHaveText('Resolved');
}

/** Pastes a picture into the field that has the focus, as a screenshot tool leaves one. */
async function pastePicture(window: Page): Promise<void> {
  await window.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 120);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#1565c0';
    context.fillRect(0, 0, 320, 120);
    context.fillStyle = '#ffffff';
    context.font = '28px sans-serif';
    context.fillText('USB-C port 2', 60, 70);
    const file = new File([await canvas.convertToBlob({ type: 'image/png' })], 'ports.png', {
      type: 'image/png',
    });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(file);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
}

async function openFound(window: Page, text: string, title: string): Promise<void> {
  const { keyboard } = window;
  await keyboard.press('Control+K');
  const box = window.getByRole('combobox', { name: 'Search everything' });
  await expect(box).toBeFocused();
  const found = window.getByRole('option', { name: title });
  // A search is answered once; what a first sync brings a moment later is found by the next one.
  await expect(async () => {
    await box.fill('');
    await keyboard.type(text);
    await expect(found).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await found.click();
  await expect(heading(window, title)).toBeVisible();
}

test('an article from a solved incident is reviewed, published, found by a typo, rated, and has versions', async ({
  launchConsole,
  takePicture,
}) => {
  const on = (role: Role) =>
    launchConsole({ env: company.env }).then(async (started) => {
      await resize(started, 1440, 900);
      await signIn(started.window, role);
      return started;
    });
  const desk = await on('service-desk');
  const { window } = desk;
  await expect(window.getByRole('grid', { name: 'Tickets' })).toContainText('Service Desk');
  await resolvedIncident(window, 'Dock shows no picture', 'Updated the firmware of the dock.');
  await takePicture(window, 'resolved');

  // One key from the ticket, filled in from it.
  await press(window, 'k');
  const title = window.getByRole('textbox', { name: 'Title' });
  await expect(title).toHaveValue('Dock shows no picture');
  await title.fill(TITLE);
  const body = window.getByRole('textbox', { name: 'What to do' });
  await expect(body).toHaveValue('Updated the firmware of the dock.');
  await body.fill('1. Unplug the dock.\n2. Update its **firmware**.\n3. Plug it into the second port:\n');
  await body.focus();
  await pastePicture(window);
  await expect(body).toHaveValue(/deskhand-image:new-/);
  await takePicture(window, 'new-article');
  await body.press('Control+Enter');

  await expect(heading(window, TITLE)).toBeVisible();
  await expect(stateOf(window)).toHaveText('Draft');
  await expect(window.getByRole('img', { name: 'ports' })).toHaveAttribute('src', /^data:image\//);
  await expect(region(window, 'Comes from')).toContainText('Dock shows no picture');
  await takePicture(window, 'draft');
  await press(window, 's');
  await expect(stateOf(window)).toHaveText('In review');

  const kim = await on('knowledge-manager');
  await openPlace(kim.window, 'Knowledge');
  await kim.window.getByRole('button', { name: 'In review' }).first().click();
  const list = kim.window.getByRole('grid', { name: 'Articles and known errors' });
  await expect(list).toContainText(TITLE);
  await takePicture(kim.window, 'list-review');
  await kim.window.getByRole('row', { name: TITLE }).click();
  await expect(heading(kim.window, TITLE)).toBeVisible();
  await expect(kim.window.getByRole('img', { name: 'ports' })).toHaveAttribute('src', /^data:image\//);
  await press(kim.window, 'r');
  await region(kim.window, 'Publish').getByLabel('Valid until').fill('2030-01-31');
  await takePicture(kim.window, 'publish');
  await kim.window.keyboard.press('Control+Enter');
  await expect(stateOf(kim.window)).toHaveText('Published');

  const field = await on('field');
  await openFound(field.window, 'dokcing', TITLE);
  // It comes behind the text of the article.
  await expect(region(field.window, 'Was this helpful?')).toBeVisible();
  await press(field.window, '-');
  const words = field.window.getByRole('textbox', { name: 'What is wrong or missing? (optional)' });
  await expect(words).toBeFocused();
  await words.fill('Which firmware?');
  await words.press('Control+Enter');
  await expect(region(field.window, 'Was this helpful?')).toContainText('Which firmware?');
  // Who is not in charge reads what is published.
  await expect(field.window.getByRole('button', { name: 'Edit: What to do' })).toHaveCount(0);

  await expect(region(kim.window, 'Was this helpful?')).toContainText('Which firmware?');
  await press(kim.window, 'w');
  const edited = kim.window.getByRole('textbox', { name: 'What to do' });
  await expect(edited).toBeFocused();
  await edited.fill((await edited.inputValue()).replace('**firmware**', '**firmware** to 1.24'));
  await edited.press('Control+Enter');
  await expect(edited).toHaveCount(0);
  const versions = region(kim.window, 'Versions');
  await expect(versions).toContainText('Version 2');
  // The picture is drawn anew with the text and moves what stands below it.
  const picture = region(kim.window, 'What to do').getByRole('img', { name: 'ports' });
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.height > 0))
    .toBe(true);
  await versions.getByRole('button', { name: /^Version 2/ }).click();
  await expect(versions.locator('ins')).toContainText('to 1.24');
  await takePicture(kim.window, 'versions');
  // The first has none before it and is shown as it was read.
  await versions.getByRole('button', { name: /^Version 1/ }).click();
  await expect(versions.getByRole('img', { name: 'ports' })).toBeVisible();
  await expect(versions.locator('strong')).toHaveText('firmware');
  await expect(versions).not.toContainText('to 1.24');

  for (const { pageErrors } of [desk, kim, field]) expect(pageErrors).toEqual([]);
});

test('what is typed for an article and its picture are there again after a restart', async ({
  launchConsole,
}) => {
  const first = await launchAs('service-desk', launchConsole, company);
  await openPlace(first.window, 'Knowledge');
  await first.window.getByRole('button', { name: 'New article' }).click();
  await first.window.getByRole('textbox', { name: 'Title' }).fill('Printer in the basement');
  const body = first.window.getByRole('textbox', { name: 'What to do' });
  await body.fill('Half a sentence\n');
  await body.focus();
  await pastePicture(first.window);
  await expect(body).toHaveValue(/deskhand-image:new-/);
  const typed = await body.inputValue();
  await first.window.getByRole('heading', { level: 1 }).click();
  await first.app.close();

  const { window } = await launchConsole({ env: company.env, profile: first.profile });
  await signIn(window, 'service-desk');
  await window.getByRole('tab', { name: /Printer in the basement/ }).click();
  await expect(window.getByRole('textbox', { name: 'What to do' })).toHaveValue(typed);
  await window.getByRole('tab', { name: 'Preview' }).click();
  await expect(window.getByRole('img', { name: 'ports' })).toHaveAttribute('src', /^data:image\//);
});
