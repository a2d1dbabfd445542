import { type Company, companyForAll, signIn } from './support/company.ts';
import { expect, test } from './support/console.ts';

let company: Company;
companyForAll((made) => {
  company = made;
}, 60);
const LANG = process.env.SHOT_LANG ?? 'de';

test('shots', async ({ launchConsole }) => {
  test.setTimeout(240_000);
  const { app, window, pageErrors } = await launchConsole({ env: company.env });
  const shot = (name: string) => window.screenshot({ path: `/tmp/shots-i18n/${LANG}-${name}.png` });
  const size = async (w: number, h: number) => {
    await app.evaluate(({ BrowserWindow }, s) => BrowserWindow.getAllWindows()[0]?.setContentSize(s.w, s.h), {
      w,
      h,
    });
    await window.waitForTimeout(400);
  };
  await size(1440, 900);
  await window.waitForTimeout(1500);
  await shot('signin');
  // the language of the select on the sign-in page
  const box = window.getByRole('combobox').last();
  await box.click();
  await window
    .getByRole('option', {
      name: LANG === 'de' ? 'Deutsch' : LANG === 'sv' ? 'Svenska' : 'English',
      exact: true,
    })
    .click();
  await window.waitForTimeout(500);
  await signIn(window, 'service-desk');
  await window.waitForTimeout(2500);
  const go = async (keys: string) => {
    await window
      .locator('body')
      .click({ position: { x: 700, y: 5 } })
      .catch(() => {});
    for (const k of keys.split(' ')) await window.keyboard.press(k);
    await window.waitForTimeout(1500);
  };
  for (const [w, h] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await size(w, h);
    const s = `${w}`;
    await go('g q');
    await shot(`${s}-queue`);
    await window
      .getByRole('grid')
      .or(window.getByRole('table'))
      .first()
      .locator('[role=row]')
      .nth(2)
      .click()
      .catch(() => {});
    await window.keyboard.press('Enter');
    await window.waitForTimeout(2000);
    await shot(`${s}-incident`);
    await window.keyboard.press('Control+n');
    await window.waitForTimeout(1500);
    await shot(`${s}-new`);
    for (const [k, n] of [
      ['g d', 'day'],
      ['g c', 'cmdb'],
      ['g o', 'orders'],
      ['g r', 'reports'],
      ['g s', 'sync'],
      ['g x', 'conflicts'],
      ['g ,', 'settings'],
    ] as const) {
      await window.keyboard.press('Escape');
      await go(k);
      await shot(`${s}-${n}`);
    }
    await window.keyboard.press('Control+k');
    await window.waitForTimeout(700);
    await shot(`${s}-palette`);
    await window.keyboard.press('Escape');
    await window.keyboard.press('?');
    await window.waitForTimeout(700);
    await shot(`${s}-keys`);
    await window.keyboard.press('Escape');
  }
  console.log(pageErrors);
  expect(true).toBe(true);
});
