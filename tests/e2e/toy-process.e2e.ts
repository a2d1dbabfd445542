import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeToyProject, type ToyProject } from '../toy/make-project.ts';
import { consoleEnv, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';

type BackendProcess = typeof import('../../scripts/backend-process.ts');

let project: ToyProject;
let data: string;
test.beforeAll(async () => {
  project = await makeToyProject();
  data = await mkdtemp(join(tmpdir(), 'deskhand-toy-data-'));
});
test.afterAll(async () => {
  await project.remove();
  await rm(data, { recursive: true, force: true });
});

const part = (window: Page, name: string) => window.getByRole('region', { name, exact: true });

async function openSearch(window: Page): Promise<void> {
  await window.keyboard.press('Control+K');
  await expect(window.getByRole('combobox', { name: 'Search everything' })).toBeFocused();
}

test('a process compiles with its own files and a line in each list, and no other', async () => {
  for (const room of ['domain', 'contracts', 'main', 'preload', 'renderer', 'backend', 'cli'])
    expect(await project.run('typescript/bin/tsc', '-p', room, '--pretty', 'false'), room).toBeNull();
});

test('it has a list, a page and a form in the console, and the server takes what is done', async ({
  launchConsole,
  takePicture,
}) => {
  expect(await project.run('tsx/dist/cli.mjs', 'scripts/build.ts')).toBeNull();
  // Of that project: its server has the rules of the process, too.
  const { startBackend, prepareBackend }: BackendProcess = await import(
    join(project.root, 'scripts/backend-process.ts')
  );
  const backend = await startBackend(data, 0);
  try {
    await prepareBackend(data, () => {});
    const env = consoleEnv(backend.url);
    const { window, pageErrors } = await launchConsole({ env, root: project.root });
    const { keyboard } = window;
    await signIn(window, 'team-lead');

    await openPlace(window, 'Reviews');
    await expect(window.getByText('No review here')).toBeVisible();
    await openSearch(window);
    await keyboard.type('>New review');
    await expect(window.getByRole('option', { selected: true })).toContainText('New review');
    await keyboard.press('Enter');
    const title = window.getByRole('textbox', { name: 'Title' });
    await title.fill('The move of floor 3');
    await window.getByRole('textbox', { name: 'Finding' }).fill('The scanners were empty.');
    await takePicture(window, 'toy-form');
    await window.getByRole('button', { name: 'Create' }).click();

    const header = part(window, 'Review');
    await expect(header.locator('strong').first()).toHaveText(/^REV-/);
    const number = (await header.locator('strong').first().textContent()) ?? '';
    const state = header.locator('[aria-current=step]');
    await expect(state).toHaveText('Planned');
    await header.getByRole('button', { name: 'Put aside' }).click();
    await part(window, 'Put aside').getByRole('textbox').fill('Until the list is here.');
    await keyboard.press('Control+Enter');
    await expect(state).toHaveText('Waiting');
    await header.getByRole('button', { name: 'Take up' }).click();
    await header.getByRole('button', { name: 'Judge' }).click();
    const form = part(window, 'Judge');
    await expect(form.getByRole('textbox', { name: 'Finding' })).toHaveValue('The scanners were empty.');
    await form.getByRole('combobox', { name: 'Verdict' }).click();
    await keyboard.type('Poor');
    await keyboard.press('Enter');
    await takePicture(window, 'toy-step');
    await form.getByRole('textbox', { name: 'Finding' }).focus();
    await keyboard.press('Control+Enter');
    await expect(state).toHaveText('Judged');
    await window.getByRole('textbox', { name: 'Work note' }).fill('Marzipan for everybody.');
    await keyboard.press('Control+Enter');
    const history = part(window, 'History');
    await expect(history).toContainText('Marzipan for everybody.');
    await expect(history).toContainText('Verdict: Poor');
    await takePicture(window, 'toy-page');

    await openPlace(window, 'Reviews');
    const row = window.getByRole('grid', { name: 'Reviews' }).getByRole('row', { name: number });
    await expect(row).toContainText('Judged');
    await takePicture(window, 'toy-list');
    await openSearch(window);
    await keyboard.type('marzipn');
    await expect(window.getByRole('option', { name: /The move of floor 3/ })).toBeVisible();
    await keyboard.press('Escape');

    // Another console has it from the server, which has taken all of it.
    const other = await launchConsole({ env, root: project.root });
    await signIn(other.window, 'service-desk');
    await openPlace(other.window, 'Reviews');
    const there = other.window.getByRole('grid', { name: 'Reviews' }).getByRole('row', { name: number });
    await expect(there).toContainText('Judged');
    await there.dblclick();
    await expect(part(other.window, 'Finding')).toContainText('The scanners were empty.');
    expect([...pageErrors, ...other.pageErrors]).toEqual([]);
  } finally {
    await backend.stop();
  }
});
