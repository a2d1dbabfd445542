/** An approved change meets a lockdown: its refusal is told and goes, the lead is told at once that an exception is asked for, and from what. */
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { act, approve, inboxCard, part, press, record, state, step, take } from './support/steps.ts';
import { localTime } from './support/times.ts';

const company = companyForAll();

const CHANGE = 'Replace the batteries of building 2';
const FREEZE = 'Freeze while the core switch is replaced';

test('a lockdown stops what is approved, and who may lock down excepts it by a key', async ({
  launchConsole,
  takePicture,
}) => {
  const owner = await launchAs('administrator', launchConsole, company);
  const { window } = owner;
  const manager = await launchAs('change-manager', launchConsole, company);
  const carl = manager.window;
  // Whoever begins elsewhere than at the queue is told, too, how much waits.
  const navigation = carl.getByRole('navigation', { name: 'Lists' });
  await expect(navigation.getByRole('button', { name: 'To approve 0', exact: true })).toBeVisible();
  const waits = (count: number) =>
    expect(navigation.getByRole('button', { name: `Approvals ${count}`, exact: true })).toBeVisible();
  await waits(0);

  await openPlace(window, 'New change');
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill(CHANGE);
  await window.getByRole('textbox', { name: 'Implementation plan' }).fill('One after the other.');
  await window.getByRole('textbox', { name: 'Back-out plan' }).fill('The old ones are kept.');
  await window.getByLabel('Planned start').fill(localTime(20));
  await window.getByLabel('Planned end').fill(localTime(22));
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('New');
  await take(window, 's', 'Assess');
  await take(window, 's', 'Authorize');
  await waits(1);
  await openPlace(carl, 'Approvals');
  await approve(carl, CHANGE);
  await waits(0);
  await expect(part(window, 'Approval')).toContainText('Approved');
  await take(window, 's', 'Scheduled');

  const lead = await launchAs('team-lead', launchConsole, company);
  const lea = lead.window;
  await expect(lea.getByRole('heading', { level: 1, name: 'Today’s work' })).toBeVisible();
  await openPlace(lea, 'Maintenance windows');
  await lea.getByRole('button', { name: 'New lockdown' }).click();
  await lea.getByRole('textbox', { name: 'Title', exact: true }).fill(FREEZE);
  await lea.getByLabel('Starts').fill(localTime(-1));
  await lea.getByLabel('Ends').fill(localTime(30));
  await expect(lea.getByRole('main')).toContainText(CHANGE);
  await lea.keyboard.press('Control+Enter');
  await expect(part(window, 'Schedule conflicts')).toContainText(FREEZE);

  // What is refused is told, until the record goes on by what was advised.
  await press(window, 's');
  const refusal = record(window).getByRole('alert').filter({ hasText: 'A lockdown holds' });
  await expect(refusal).toBeVisible();
  await act(window, 'Back to assessment');
  await step(window).getByRole('textbox').first().fill('The power comes first.');
  await window.keyboard.press('Control+Enter');
  await expect(state(window)).toContainText('Assess');
  await expect(refusal).toHaveCount(0);
  await take(window, 's', 'Authorize');
  await expect(part(window, 'Approval')).toContainText(`Exception from the lockdown “${FREEZE}”`);

  // The lead hears of it at once, finds it on the first page, and knows what the word is for.
  await expect(lea.getByRole('button', { name: /unread notice/ })).toBeVisible();
  await openPlace(lea, 'Today’s work');
  await expect(lea.getByRole('region', { name: 'Waits for your approval' })).toContainText(
    `Exception from the lockdown “${FREEZE}”`,
  );
  await takePicture(lea, 'today');
  await openPlace(lea, 'Approvals');
  await expect(inboxCard(lea)).toContainText(`Exception from the lockdown “${FREEZE}”`);
  await takePicture(lea, 'inbox');
  await approve(lea, CHANGE);
  await expect(part(window, 'Schedule conflicts')).toContainText('Nothing is in the way');
  await take(window, 's', 'Scheduled');
  await take(window, 's', 'Implement');
  for (const { pageErrors } of [owner, manager, lead]) expect(pageErrors).toEqual([]);
});
