/** Diagnosis scripts, from the administrator who writes one by keyboard to the desk that asks it on the phone. */
import type { Page } from '@playwright/test';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { expectFocus, part, press, record, state, step } from './support/steps.ts';
import { answerCall } from './support/walks.ts';

const company = companyForAll();

const main = (window: Page) => window.getByRole('main');
const history = (window: Page) => record(window).getByRole('list', { name: 'History' });

/** Chooses in the select that has the focus next, by keyboard. */
async function pick(window: Page, of: string, label: string, option: string): Promise<void> {
  const box = main(window).getByRole('group', { name: of }).getByRole('combobox', { name: label });
  await box.focus();
  await window.keyboard.press('Enter');
  await window.getByRole('option', { name: option }).focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('listbox')).toHaveCount(0);
}

test('an administrator writes a script by keyboard, is told what is wrong with it, and tries it out', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('administrator', launchConsole, company);
  const { keyboard } = window;
  await openPlace(window, 'Diagnosis scripts');
  await takePicture(window, 'scripts');
  await main(window).getByRole('button', { name: 'New script' }).focus();
  await keyboard.press('Enter');
  await expect(main(window).getByRole('textbox', { name: 'Title' })).toBeFocused();
  await keyboard.type('Printer does not print');
  // Left and come back to, it is as it was typed.
  await openPlace(window, 'Settings');
  await openPlace(window, 'Diagnosis scripts');
  await main(window).getByRole('button', { name: 'New script' }).click();
  await expect(main(window).getByRole('textbox', { name: 'Title' })).toHaveValue('Printer does not print');
  const faults = main(window).getByRole('list', { name: 'What is still wrong' });
  await expect(faults).toContainText('Question 1 has no words.');
  await expect(faults).toContainText('Answer 1 of question 1 leads nowhere.');

  const first = main(window).getByRole('group', { name: 'Question 1' });
  await first.getByRole('textbox', { name: 'Question' }).fill('Do others print?');
  await pick(window, 'Question 1', 'Answer 1 leads to', 'A new question');
  const second = main(window).getByRole('group', { name: 'Question 2' });
  await expect(second.getByRole('textbox', { name: 'Question' })).toBeFocused();
  await keyboard.type('What does its display say?');
  await pick(window, 'Question 2', 'Answered by', 'Words');
  await pick(window, 'Question 2', 'Answer 1 leads to', 'Outcome: escalate to a lead');
  await second.getByRole('textbox', { name: 'Reason' }).fill('Nobody prints.');
  await pick(window, 'Question 1', 'Answer 2 leads to', 'Question 2');
  await pick(window, 'Question 2', 'Answer 1 leads to', 'Question 1');
  await expect(faults).toContainText('Answer 1 of question 2 leads back to one that was asked before.');
  await pick(window, 'Question 2', 'Answer 1 leads to', 'Outcome: escalate to a lead');
  // What was typed for the outcome is still there.
  await expect(second.getByRole('textbox', { name: 'Reason' })).toHaveValue('Nobody prints.');
  await pick(window, 'Question 1', 'Answer 2 leads to', 'Outcome: go on by hand');
  await expect(main(window).getByText('Every answer leads on or to an outcome.')).toBeVisible();

  // Moved, and back, from its own field.
  await second.getByRole('textbox', { name: 'Question' }).focus();
  await keyboard.press('Alt+ArrowUp');
  await expect(first.getByRole('textbox', { name: 'Question' })).toHaveValue('What does its display say?');
  await expect(faults).toContainText('No answer leads to question 2.');
  await keyboard.press('Alt+ArrowDown');
  await expect(faults).toHaveCount(0);

  await keyboard.press('Alt+t');
  const tried = main(window).getByRole('group', { name: 'Printer does not print' });
  await expect(tried).toBeFocused();
  await keyboard.press('1');
  await expect(tried.getByRole('textbox', { name: 'Answer' })).toBeFocused();
  await keyboard.type('Error 79');
  await takePicture(window, 'editor');
  await keyboard.press('Control+Enter');
  await expect(tried).toContainText('Escalate to a lead');
  await keyboard.press('Escape');
  await expect(tried).toHaveCount(0);
  await expect(second.getByRole('textbox', { name: 'Question' })).toBeFocused();
  await keyboard.press('Control+Enter');
  await expect(main(window).getByRole('list', { name: 'Diagnosis scripts' })).toContainText(
    'Printer does not print',
  );
  expect(pageErrors).toEqual([]);
});

test('the desk asks it on the phone: a known error is linked, the answers stand in the history, and an escalation follows', async ({
  launchConsole,
  takePicture,
}) => {
  const { window, pageErrors } = await launchAs('service-desk', launchConsole, company);
  const { keyboard } = window;
  await answerCall(window, company.caller);
  await keyboard.press('1');
  await window.getByRole('textbox', { name: 'Title' }).fill('VPN ends each afternoon');
  await window.getByRole('combobox', { name: 'Category', exact: true }).focus();
  await keyboard.type('Netw');
  await keyboard.press('Enter');
  const panel = main(window).getByRole('region', { name: 'Diagnosis' });
  await expect(panel.getByRole('button', { name: /No connection/ })).toBeVisible();
  await takePicture(window, 'offered');

  await keyboard.press('Control+8');
  const run = main(window).getByRole('group', { name: 'No connection' });
  await expect(run).toBeFocused();
  await keyboard.press('2');
  await expect(run).toContainText('Are others nearby');
  // Answered too fast: one back.
  await keyboard.press('Backspace');
  await keyboard.press('3');
  await keyboard.press('1');
  await expect(run).toContainText('What does the VPN do?');
  await takePicture(window, 'asked');
  await keyboard.press('1');
  await expect(run.getByRole('button', { name: /Link .*VPN drops after exactly eight hours/ })).toBeVisible();
  await takePicture(window, 'outcome');
  await keyboard.press('1');
  await expect(window.getByRole('textbox', { name: 'Description' })).toHaveValue(/./);
  await keyboard.press('Control+Enter');
  await expect(window.getByRole('heading', { level: 1, name: 'VPN ends each afternoon' })).toBeVisible();
  await expect(history(window)).toContainText('asked a diagnosis script');
  await expect(history(window)).toContainText('What does the VPN do?: It drops after a working day');
  await expect(history(window)).toContainText('Do other web pages open, without VPN?: Yes');
  await takePicture(window, 'history');

  // At the incident it is asked again, stopped, gone on with, and comes to another outcome.
  await press(window, 'd');
  const again = record(window).getByRole('group', { name: 'No connection' });
  await expect(again).toBeFocused();
  await keyboard.press('1');
  await keyboard.press('Escape');
  await expect(part(window, 'Diagnosis')).toContainText('Stopped after 1 answer.');
  await expectFocus(window);
  await part(window, 'Diagnosis').getByRole('button', { name: 'Go on there' }).focus();
  await keyboard.press('Enter');
  await expect(again).toContainText('Is the lamp');
  await keyboard.press('2');
  await keyboard.press('2');
  await expect(again).toContainText('Escalate to');
  // One act, and one way past it.
  await expect(again.getByRole('button', { name: 'Stop and note it' })).toHaveCount(0);
  await expect(again.getByRole('button', { name: /Only note it/ })).toHaveCount(1);
  await keyboard.press('1');
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue(/No link at the socket/);
  await takePicture(window, 'escalate');
  // Nothing was done by it yet.
  await expect(record(window).getByText('Team: Network')).toHaveCount(0);
  await dialog.getByRole('textbox', { name: 'Reason' }).focus();
  await keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  // It was nobody's before.
  await expect(history(window)).toContainText('Team: Network');

  // A solution: the form of the step has it.
  await press(window, 'd');
  await expect(again).toBeFocused();
  for (const key of ['1', '2', '1']) await keyboard.press(key);
  await expect(again).toContainText('Resolve as');
  await keyboard.press('1');
  await expect(step(window).getByRole('textbox', { name: 'What solved it' })).toHaveValue(
    /the connection is back/,
  );
  await takePicture(window, 'resolve');
  await expect(state(window)).not.toHaveText('Resolved');
  expect(pageErrors).toEqual([]);
});
