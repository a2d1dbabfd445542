import type { Page } from '@playwright/test';
import type { Language } from '#contracts/language.ts';
import { expect } from './console.ts';
import { say } from './words.ts';

/** Opens a list, or one of its views, by its name in the palette, from wherever the window is. */
export async function openPlace(window: Page, name: string, language: Language = 'en'): Promise<void> {
  const { keyboard } = window;
  await keyboard.press('Control+K');
  const box = window.getByRole('combobox', { name: say(language, 'search:title') });
  await expect(box).toBeFocused();
  await keyboard.type(name);
  await expect(window.getByRole('option', { selected: true })).toContainText(name);
  await keyboard.press('Enter');
  await expect(box).toHaveCount(0);
}
