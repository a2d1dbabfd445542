import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/console.ts';

test('a store that is gone or empty is called that, once and without a code, and nothing is begun in its place', async ({
  launchConsole,
  takePicture,
}) => {
  const first = await launchConsole();
  await expect(first.window.getByRole('textbox').first()).toBeVisible();
  await first.app.close();
  const file = join(first.profile, 'store.db');
  const spoilt = [
    ['The data file is empty', () => truncate(file, 0)],
    ['The data file is missing', () => rm(file)],
  ] as const;
  for (const [title, spoil] of spoilt) {
    await spoil();
    const { app, window } = await launchConsole({ profile: first.profile });
    await expect(window.getByRole('heading', { name: title })).toBeVisible();
    await expect(window.getByText('The profile folder is')).toContainText(first.profile);
    await expect(window.getByText(/from a backup/)).toHaveCount(1);
    await expect(window.getByText(/damaged|Your data is in/)).toHaveCount(0);
    await expect(window.getByRole('button', { name: 'Try again' })).toBeFocused();
    await takePicture(window, title);
    await app.close();
  }
});
