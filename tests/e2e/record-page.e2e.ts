import type { ElectronApplication, Page } from '@playwright/test';
import { type Company, companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';

let company: Company;
companyForAll((opened) => {
  company = opened;
});

/** Opens the first ticket of the queue and waits for its parts. */
async function openTicket(window: Page): Promise<void> {
  const grid = window.getByRole('grid', { name: 'Tickets' });
  await expect(grid).toContainText('INC-');
  await grid.focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: 'History' })).toBeVisible();
}

const fact = (window: Page, name: RegExp) => window.getByRole('button', { name });

test('a fact is edited where it stands, saved on choice, and taken back by one key', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchConsole({ env: company.env });
  const { keyboard } = window;
  await signIn(window, 'service-desk');
  await openTicket(window);
  const channel = fact(window, /^Edit Channel:/);
  const before = (await channel.textContent()) ?? '';
  const other = before === 'Chat' ? 'Walk-in' : 'Chat';

  await channel.focus();
  await keyboard.press('Enter');
  const picker = window.getByRole('combobox', { name: 'Channel' });
  await expect(picker).toBeFocused();
  await keyboard.type(other);
  await keyboard.press('Enter');
  await expect(window.getByText('Channel saved.')).toBeVisible();
  await expect(channel).toHaveText(other);
  // The focus goes back to where editing began.
  await expect(channel).toBeFocused();
  const history = window.getByRole('list', { name: 'History' });
  await expect(history).toContainText(`Channel: ${before} → ${other}`);
  await takePicture(window, 'fact-saved');

  await keyboard.press('u');
  await expect(window.getByText('Channel is as it was.')).toBeVisible();
  await expect(channel).toHaveText(before);
  await expect(history).toContainText(`Channel: ${other} → ${before}`);

  // What is typed is saved on leaving the field; Escape gives a short text up.
  await fact(window, /^Edit Symptom:/).click();
  await keyboard.type('Blinks twice');
  await keyboard.press('Enter');
  await expect(fact(window, /^Edit Symptom: Blinks twice/)).toBeVisible();
  await fact(window, /^Edit Symptom:/).click();
  await keyboard.type(' and beeps');
  await keyboard.press('Escape');
  await expect(fact(window, /^Edit Symptom: Blinks twice$/)).toBeFocused();
  expect(pageErrors).toEqual([]);
});

async function resize(app: ElectronApplication, width: number, height: number, zoom: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h, factor]) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(w, h);
      window?.webContents.setZoomFactor(factor);
    },
    [width, height, zoom] as const,
  );
}

/** What sticks out of the window at the right, or can't be brought into sight. */
async function outOfReach(window: Page): Promise<readonly string[]> {
  return window.evaluate(() => {
    const found: string[] = [];
    const frame = document.querySelector('.record-page');
    if (frame === null) return ['no record page'];
    for (const part of frame.querySelectorAll('[data-part]')) {
      part.scrollIntoView({ block: 'start' });
      const box = part.getBoundingClientRect();
      const isSeen = box.top < innerHeight - 20 && box.bottom > 0 && box.right <= innerWidth + 1;
      if (!isSeen) found.push(`${part.getAttribute('data-part')}: ${JSON.stringify(box)}`);
    }
    return found;
  });
}

test('every part of a record can be reached, and the composer used, at 900 pixels and at 200 % zoom', async ({
  launchConsole,
}) => {
  const { app, window, pageErrors } = await launchConsole({ env: company.env });
  const { keyboard } = window;
  await signIn(window, 'service-desk');
  await openTicket(window);
  for (const [width, height, zoom] of [
    [1440, 900, 1],
    [900, 700, 1],
    [900, 700, 2],
  ] as const) {
    await resize(app, width, height, zoom);
    await expect.poll(() => window.evaluate(() => innerWidth)).toBe(Math.round(width / zoom));
    expect(await outOfReach(window), `${width} × ${height} at ${zoom}`).toEqual([]);
    await window.getByRole('heading', { level: 1 }).focus();
    await keyboard.press('n');
    const note = window.getByRole('textbox', { name: 'Work note' });
    await expect(note).toBeFocused();
    await expect(note).toBeInViewport();
    await keyboard.press('Tab');
  }
  expect(pageErrors).toEqual([]);
});
