import { createServer, request } from 'node:http';
import type { Page } from '@playwright/test';
import { accountWith, companyForAll, consoleEnv, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll();

const header = (window: Page) => window.getByRole('region', { name: 'Ticket', exact: true });
const state = (window: Page) => header(window).locator('[aria-current="step"]');
const part = (window: Page, name: string) => window.getByRole('region', { name, exact: true });
const history = (window: Page) => window.getByRole('list', { name: 'History' });

const choose = async (window: Page, region: string, field: string, words: string): Promise<void> => {
  const box = part(window, region).getByRole('combobox', { name: field });
  await box.fill(words);
  await window.getByRole('option', { name: words }).first().click();
};

/** A call with caller, device and title, and no category, team or person; answers its number. */
const takeCall = async (window: Page, title: string): Promise<string> => {
  await answerCall(window, company.caller);
  await window.keyboard.press('1');
  await window.getByRole('textbox', { name: 'Title' }).fill(title);
  await window.keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: title })).toBeVisible();
  return (await header(window).locator('strong').textContent()) ?? '';
};

test('a call goes to the default team, and its field technician works it, corrects his note and is asked for what is missing', async ({
  launchConsole,
  takePicture,
}) => {
  const admin = await launchAs('administrator', launchConsole, company);
  await openPlace(admin.window, 'Settings');
  await choose(admin.window, 'Where incidents go', 'Default team', 'Field Service');
  await takePicture(admin.window, 'routing');
  await part(admin.window, 'Where incidents go').getByRole('button', { name: 'Save' }).click();
  await expect(admin.window.getByText('Saved. It holds from now on.')).toBeVisible();
  const number = await takeCall(admin.window, 'Beamer in room 4 is dark');
  await expect(part(admin.window, 'Assignment').getByRole('combobox', { name: 'Team' })).toHaveValue(
    'Field Service',
  );

  const { window, pageErrors } = await launchAs('field', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Queue');
  await window.getByRole('row').filter({ hasText: number }).click();
  await expect(header(window)).toContainText(number);
  await keyboard.press('s');
  await expect(state(window)).toHaveText('In progress');
  const me = accountWith('field').name;
  await expect(part(window, 'Assignment').getByRole('combobox', { name: 'Assignee' })).toHaveValue(me);
  await expect(header(window)).toContainText('Response: Met');

  // What was said too fast is put right for a while, and the history tells it.
  await keyboard.press('n');
  await keyboard.type('The lmap is dead.');
  await keyboard.press('Control+Enter');
  await history(window).getByRole('button', { name: 'Correct', exact: true }).click();
  await window.getByRole('textbox', { name: 'Corrected words' }).fill('The lamp is dead.');
  await keyboard.press('Control+Enter');
  await expect(history(window)).toContainText('The lamp is dead.');
  await expect(history(window)).not.toContainText('lmap');
  await expect(history(window)).toContainText('corrected a note');
  await history(window).getByRole('button', { name: 'What was said before' }).click();
  await expect(history(window)).toContainText('The lmap is dead.');
  await takePicture(window, 'corrected');
  await history(window).getByRole('button', { name: 'Hide what was said' }).click();
  await history(window).getByRole('button', { name: 'Withdraw' }).click();
  await expect(history(window)).toContainText('Withdrawn');
  await expect(history(window)).not.toContainText('The lamp is dead.');

  // The form asks for what is missing, and for nothing that is there.
  await window.getByRole('heading', { level: 1 }).click();
  await keyboard.press('r');
  const form = part(window, 'Resolve');
  await choose(window, 'Resolve', 'Closure code', 'Hardware repair');
  await form.getByRole('textbox', { name: 'What solved it' }).fill('Changed the lamp.');
  await expect(form.getByRole('combobox', { name: 'Team' })).toHaveCount(0);
  await keyboard.press('Control+Enter');
  await expect(form).toContainText('Choose a category.');
  await takePicture(window, 'resolve');
  await choose(window, 'Resolve', 'Category', 'Hardware');
  await form.getByRole('button', { name: /^Resolve/ }).click();
  await expect(state(window)).toHaveText('Resolved');

  // Reopening asks why.
  await expect(admin.window.locator('[aria-current="step"]').filter({ visible: true })).toHaveText(
    'Resolved',
  );
  await admin.window.getByRole('heading', { level: 1 }).click();
  await admin.window.keyboard.press('s');
  await admin.window.keyboard.press('Control+Enter');
  await expect(part(admin.window, 'Reopen')).toContainText('Give the reason.');
  await admin.window.getByRole('textbox', { name: 'Reason (internal)' }).fill('Dark again.');
  await admin.window.keyboard.press('Control+Enter');
  await expect(state(admin.window)).toHaveText('In progress');
  await expect(history(admin.window)).toContainText('Dark again.');
  expect([...pageErrors, ...admin.pageErrors]).toEqual([]);
});

/** Leads to the server, and keeps the changes of one database back until it is let go. */
const holdingBack = async (serverUrl: string, database: string) => {
  const target = new URL(serverUrl);
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const proxy = createServer((incoming, answer) => {
    const isHeld = incoming.url?.startsWith(`/${database}/_changes`) === true;
    const { method, url, headers } = incoming;
    const pass = (): void => {
      const onward = request(
        {
          host: target.hostname,
          port: target.port,
          method,
          path: url,
          headers: { ...headers, host: target.host },
        },
        (reply) => {
          answer.writeHead(reply.statusCode ?? 502, reply.headers);
          reply.pipe(answer);
        },
      );
      onward.on('error', () => answer.destroy());
      answer.on('close', () => onward.destroy());
      incoming.pipe(onward);
    };
    if (isHeld) void released.then(pass);
    else pass();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    release,
    close: () =>
      new Promise<void>((resolve) => {
        proxy.closeAllConnections();
        proxy.close(() => resolve());
      }),
  };
};

test('while the first load runs the console says how far it is and what is missing', async ({
  launchConsole,
  takePicture,
}) => {
  const line = await holdingBack(company.url, 'deskhand-directory');
  const { window } = await launchConsole({ env: consoleEnv(line.url) });
  await window.getByRole('button', { name: accountWith('service-desk').login }).click();
  const grid = window.getByRole('grid', { name: 'Tickets' });
  await expect(grid).toContainText('INC-');
  const note = window.getByRole('status').filter({ hasText: 'Not all is here yet' });
  await expect(note).toContainText('People, teams, places');
  await expect(window.getByRole('button', { name: /^Sync: Loading \d+ %/ })).toBeVisible();
  await expect(window.getByText('Online', { exact: true })).toHaveCount(0);
  // Nobody has a name yet, and nobody is an id.
  await expect(grid).toContainText('still loading');
  await expect(grid).not.toContainText(/person-|team-/);
  await takePicture(window, 'first-load');
  line.release();
  await expect(note).toHaveCount(0);
  await expect(window.getByText('Online', { exact: true })).toBeVisible();
  await expect(grid).not.toContainText('still loading');
  await line.close();
});
