/** A major incident by two people: proposed at the desk, accepted by the lead with its plan, told of, escalated, solved, reviewed and closed. */
import type { Page } from '@playwright/test';
import type { Incident } from '#domain/fields/tickets.ts';
import { companyForAll, launchAs } from './support/company.ts';
import { expect, test } from './support/console.ts';
import { openPlace } from './support/places.ts';
import { act, part, record, state } from './support/steps.ts';

const company = companyForAll();

const dialog = (window: Page) => window.getByRole('dialog');

/** Gives the reason that a dialog asks for, and sends it. */
async function because(window: Page, label: string, reason: string): Promise<void> {
  await dialog(window).getByRole('textbox', { name: label }).fill(reason);
  await window.keyboard.press('Control+Enter');
  await expect(dialog(window)).toHaveCount(0);
}

/** An incident of the company that is open and filed. */
const anOpenOne = (): Incident => {
  const incidents = company.docs.filter((doc) => 'type' in doc && doc.type === 'incident') as Incident[];
  const found = incidents.find(
    ({ active, state: at, category, teamId, priority }) =>
      active && priority > 2 && at !== 'on_hold' && category !== null && teamId !== null,
  );
  if (found === undefined) throw new Error('the company has no open incident');
  return found;
};

test('a major incident goes from the desk to its lead, to those who wait, and to its review', async ({
  launchConsole,
  takePicture,
}) => {
  const { number } = anOpenOne();
  const owner = await launchAs('service-desk', launchConsole, company);
  const desk = owner.window;
  await openPlace(desk, number);
  await act(desk, 'Propose as major incident');
  await because(desk, 'Why it is one', 'The whole plant is down');
  await expect(record(desk)).toContainText('Waits for a lead');
  // Whether it is one is not the desk's to say.
  await expect(record(desk).getByRole('button', { name: 'Accept' })).toHaveCount(0);

  const lead = (await launchAs('team-lead', launchConsole, company)).window;
  await openPlace(lead, 'Major incidents');
  await lead.getByRole('main').getByRole('button', { name: 'Proposed', exact: true }).click();
  const card = lead.getByRole('main').getByRole('button', { name: new RegExp(number) });
  await expect(card).toContainText('The whole plant is down');
  await takePicture(lead, 'proposed');
  await card.click();
  await record(lead).getByRole('button', { name: 'Accept' }).click();
  const accept = dialog(lead);
  await accept.getByRole('textbox', { name: 'Updates for' }).fill('Everybody at the plant');
  await accept.getByRole('textbox', { name: 'Why it is accepted' }).fill('No line runs');
  // It is raised to the highest, with its new target, before anything is done.
  await expect(accept.getByRole('status')).toContainText(/^Priority .*, due: .* Then 1 Critical, due: /);
  await takePicture(lead, 'accept');
  await accept.getByRole('checkbox', { name: 'Keep impact, urgency and priority' }).check();
  await expect(accept.getByRole('status')).toContainText('It stays so.');
  await accept.getByRole('checkbox', { name: 'Keep impact, urgency and priority' }).uncheck();
  await accept.getByRole('textbox', { name: 'Why it is accepted' }).focus();
  await lead.keyboard.press('Control+Enter');
  await expect(part(lead, 'Major incident')).toContainText('Next update due');
  await expect(part(lead, 'Major incident')).toContainText('Everybody at the plant');

  await expect(part(lead, 'History')).toContainText(/Priority.*→ .*Critical/);
  // The desk sees it, and tells those who wait.
  const major = part(desk, 'Major incident');
  await expect(major).toContainText('No line runs');
  await major.getByRole('textbox', { name: 'Update for those who wait' }).fill('A technician is on the way');
  await desk.keyboard.press('Control+Enter');
  await expect(major).toContainText('1 update');
  await expect(part(desk, 'History')).toContainText('posted an update');

  // Both escalations, each with its reason.
  await part(desk, 'Escalation').getByRole('button', { name: 'To a lead' }).click();
  await dialog(desk).getByRole('combobox', { name: 'Escalated to' }).click();
  await desk.keyboard.type('Lea');
  await desk.getByRole('option').first().click();
  await because(desk, 'Reason', 'Nobody answers at the provider');
  await expect(part(desk, 'Escalation')).toContainText('Nobody answers at the provider');
  await expect(
    record(desk).getByRole('banner').or(record(desk).locator('.record-frame')).first(),
  ).toContainText('Escalated');
  await part(lead, 'Escalation').getByRole('button', { name: 'Take on' }).click();
  await because(lead, 'What you do about it', 'I call their manager');
  await expect(part(desk, 'Escalation')).toContainText('I call their manager');
  await part(lead, 'Escalation').getByRole('button', { name: 'End escalation' }).click();
  await because(lead, 'What came of it', 'They come at noon');

  // A checklist that is open is told before it is solved.
  await part(desk, 'Checklist').getByRole('button', { name: 'Add item' }).click();
  await part(desk, 'Checklist').getByRole('textbox').fill('Tell the works council');
  await desk.keyboard.press('Control+Enter');
  await expect(part(desk, 'Checklist')).toContainText('1 of 1 open');
  await takePicture(desk, 'major');
  await record(desk)
    .getByRole('button', { name: /^Resolve/ })
    .click();
  const form = record(desk).locator('[data-part="step"] form');
  await expect(form).toContainText('1 item of the checklist is still open.');
  await form.getByRole('combobox', { name: 'Closure code' }).click();
  await desk.getByRole('option').first().click();
  await form.getByRole('textbox', { name: 'What solved it' }).fill('A new core switch');
  await desk.keyboard.press('Control+Enter');
  await expect(state(desk)).toContainText('Resolved');
  await part(desk, 'Checklist').getByRole('checkbox').click();

  // Nobody closes it without its review.
  await expect(state(lead)).toContainText('Resolved');
  await expect(part(lead, 'Checklist')).toContainText('0 of 1 open');
  await record(lead)
    .getByRole('button', { name: /^Close\b/ })
    .click();
  await expect(record(lead)).toContainText('Write its review before it is closed');
  for (const [name, text] of [
    ['What went well', 'Found within minutes'],
    ['What to do better', 'Keep a spare switch'],
  ] as const) {
    await part(lead, name).getByRole('button', { name: /Edit/ }).click();
    await part(lead, name).getByRole('textbox').fill(text);
    await lead.keyboard.press('Control+Enter');
    await expect(part(lead, name)).toContainText(text);
  }
  await part(lead, 'Actions').getByRole('button', { name: 'Add action' }).click();
  await part(lead, 'Actions').getByRole('textbox').first().fill('Buy a spare switch');
  await lead.keyboard.press('Control+Enter');
  await expect(part(lead, 'Actions')).toContainText('Buy a spare switch');
  await takePicture(lead, 'review');
  await expect(part(lead, 'Timeline')).toContainText('A technician is on the way');
  await record(lead)
    .getByRole('button', { name: /^Close\b/ })
    .click();
  const closing = record(lead).locator('[data-part="step"] form');
  await expect(closing).toContainText('1 action is still open.');
  // It asks for nothing, and is seen and sent by keys all the same.
  await expect(closing.getByRole('button', { name: /^Close\b/ })).toBeFocused();
  await expect(closing).toBeInViewport();
  await closing.getByRole('button', { name: /^Close\b/ }).click();
  await expect(state(lead)).toContainText('Closed');
  expect(owner.pageErrors).toEqual([]);
});
