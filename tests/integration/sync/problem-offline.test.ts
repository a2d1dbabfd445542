/** One problem, worked on by two consoles whose line to the server is cut: when it is back both have all of it. */
import { expect, test } from 'vitest';
import { PROBLEM } from '#domain/processes/problem.ts';
import { isActiveState, isEmpty, phaseOf } from '#domain/processes/process.ts';
import { twoConsoles } from './two-consoles.ts';
import { type Console, type Stored, settle } from './world.ts';

let lea: Console;
let pia: Console;
const company = twoConsoles(['lea.lead', 'pia.problem'], (...consoles) => {
  [lea, pia] = consoles;
});
const { both, cutBoth, mend } = company;

/** A problem with one incident, on both consoles. */
const makeProblem = async (): Promise<{ readonly id: string; readonly incidentId: string }> => {
  const incident = await lea.run('incidents.create', { title: 'The scanner stops' });
  const { id } = await lea.run('problems.create', { title: 'Scanners stop', incidentIds: [incident.id] });
  await settle(lea, pia);
  return { id, incidentId: incident.id };
};

const textsOf = ({ journal }: Stored): readonly (string | null)[] =>
  (journal as readonly Stored[]).map(({ text }) => text);

/** What everybody has, which must be legal. */
const everywhere = async (id: string): Promise<Stored> => {
  const record = await company.everywhere('tickets', id);
  expect(phaseOf(PROBLEM, record.state)).not.toBeNull();
  expect(record.active).toBe(isActiveState(PROBLEM, record.state));
  const needs: Readonly<Record<string, readonly string[]>> = PROBLEM.needs;
  expect((needs[record.state] ?? []).filter((field) => isEmpty(record[field]))).toEqual([]);
  return record;
};

test.each([0, 1] as const)(
  'different fields, notes of both and steps of one are all there (line %i first)',
  async (first) => {
    const { id, incidentId } = await makeProblem();
    await cutBoth();

    await lea.run('problems.step', { id, to: 'assess' });
    await lea.run('problems.update', {
      id,
      changes: { symptom: 'The beam stays red.', workaround: 'Reboot it.' },
    });
    await lea.run('problems.addNote', { id, text: 'Asked the warehouse.' });
    await lea.run('problems.step', { id, to: 'root_cause_analysis', minutes: 10 });
    await lea.run('problems.tellWorkaround', { id });

    await pia.run('problems.update', {
      id,
      changes: { businessImpact: 'Goods wait at the gate.', impact: 1 },
    });
    await pia.run('problems.update', {
      id,
      changes: {
        whys: [{ id: 'w1', question: 'Why does it stop?', answer: 'It gets hot.' }],
        causes: [{ id: 'c1', branch: 'environment', text: 'Sun on the dock', verdict: 'open' }],
      },
    });
    await pia.run('problems.addNote', { id, text: 'Measured 48 degrees.' });
    await pia.run('problems.addComment', { id, text: 'We are looking into it.' });
    await pia.run('problems.bookTime', { id, minutes: 25, text: 'At the gate.' });
    for (const one of both()) expect((await one.status()).pending).toBeGreaterThan(0);

    await mend(first);
    const record = await everywhere(id);
    expect(record).toMatchObject({
      ...{ state: 'root_cause_analysis', openClashes: 0, clashes: [], timeSpentMinutes: 35, priority: 2 },
      ...{
        symptom: 'The beam stays red.',
        workaround: 'Reboot it.',
        businessImpact: 'Goods wait at the gate.',
      },
      ...{ whys: [{ id: 'w1', answer: 'It gets hot.' }], causes: [{ id: 'c1', verdict: 'open' }] },
    });
    expect(textsOf(record)).toEqual(
      expect.arrayContaining([
        ...['Asked the warehouse.', 'Measured 48 degrees.', 'We are looking into it.', 'At the gate.'],
      ]),
    );
    // What followed offline from one console's act is done once.
    for (const one of both()) {
      const incident = (await one.get('tickets', incidentId)) as Stored;
      expect(textsOf(incident).filter((text) => text?.includes('Reboot it.'))).toHaveLength(1);
    }
  },
);

test.each([0, 1] as const)(
  'one workaround, told by both, stands once with the incident (line %i first)',
  async (first) => {
    const { id, incidentId } = await makeProblem();
    await lea.run('problems.update', { id, changes: { workaround: 'Turn it off and on.' } });
    await settle(lea, pia);
    await cutBoth();
    for (const one of both()) await one.run('problems.tellWorkaround', { id });
    await mend(first);
    expect(await everywhere(id)).toMatchObject({
      openClashes: 0,
      effects: [{ act: 'link' }, { act: 'comment' }],
    });
    for (const one of both()) {
      const incident = (await one.get('tickets', incidentId)) as Stored;
      expect(textsOf(incident).filter((text) => text === 'Turn it off and on.')).toHaveLength(1);
      expect(await one.tryRun('problems.tellWorkaround', { id })).toMatchObject({
        error: { code: 'nothing_to_do' },
      });
    }
  },
);

test.each([0, 1] as const)(
  'two ends of it leave one of them, the other to be decided, and every note (line %i first)',
  async (first) => {
    const { id } = await makeProblem();
    await lea.run('problems.step', { id, to: 'root_cause_analysis' });
    await settle(lea, pia);
    await cutBoth();

    await lea.run('problems.addNote', { id, text: 'Firmware it is.' });
    await lea.run('problems.step', {
      id,
      to: 'resolved',
      rootCause: 'Firmware 2.1',
      solution: 'Firmware 2.2',
    });
    await pia.run('problems.addNote', { id, text: 'Nobody has these any more.' });
    await pia.run('problems.step', { id, to: 'cancelled', note: 'Scanners are gone.' });

    await mend(first);
    const merged = await everywhere(id);
    const [kept, waits] = first === 0 ? ['resolved', 'cancelled'] : ['cancelled', 'resolved'];
    expect(merged).toMatchObject({
      ...{ state: kept, openClashes: 1 },
      clashes: [{ field: 'state', mine: { state: waits }, theirs: { state: kept }, resolvedAt: null }],
    });
    const said = ['Firmware it is.', 'Nobody has these any more.', 'Scanners are gone.'];
    expect(textsOf(merged)).toEqual(expect.arrayContaining(said));

    const clash = { collection: 'tickets', recordId: id, clashId: merged.clashes[0].id };
    // There is no step from one end to the other, so nobody decides the problem into it.
    expect(await pia.tryRun('conflicts.resolve', { ...clash, take: 'mine' })).toMatchObject({
      error: { code: 'transition_not_allowed', reason: 'clash.state_kept' },
    });
    await pia.run('conflicts.resolve', { ...clash, take: 'theirs' });
    await settle(pia, lea);
    const decided = await everywhere(id);
    expect(decided).toMatchObject({ state: kept, openClashes: 0 });
    expect(textsOf(decided)).toEqual(expect.arrayContaining(said));
  },
);
