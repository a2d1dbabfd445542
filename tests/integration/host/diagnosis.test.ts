/** Diagnosis scripts: who writes them, what is refused of one, and what running them leaves in an incident. */
import { beforeAll, expect, it } from 'vitest';
import { runIn, runOf } from '#domain/diagnosis/run.ts';
import type { Answer, Script } from '#domain/diagnosis/script.ts';
import type { Role } from '#domain/records/common.ts';
import type { Host } from '#main/host/host.ts';
import { asked, chosen, goal, scriptOf, to, typed } from '../../unit/domain/diagnosis/scripts.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, addDirectory, command, data, query, refusal } from './support/test-host.ts';

let host: Host;
hostForAll((opened) => {
  host = opened;
});

const be = (personId: string, ...roles: readonly Role[]) => actAs(host, { personId, roles });
beforeAll(() => addDirectory(host, { people: ['ada', 'anna'], teams: ['team-network'] }));

const SCRIPT = scriptOf(
  asked('a', to('b'), goal('team', { teamId: 'team-network', words: 'No internet at home.' })),
  chosen('b', [
    ['At home', goal('resolve', { closureCode: 'assistance', words: 'Signed in again.' })],
    ['In a hotel', goal('known_error', { words: 'hotel' })],
  ]),
);
const save = (script: Script, id: string | null = null, baseVersion = 0) =>
  command(host, 'diagnosis.save', { ...script, id, baseVersion });
const aScript = async (script: Script = SCRIPT): Promise<string> => {
  await be('ada', 'administrator');
  return (await data(save(script))).id;
};
const rowOf = async (id: string) =>
  (await data(query(host, 'diagnosis.scripts', {}))).rows.find((one) => one.id === id);
const YES: Answer = { stepId: 'a', wayId: 'yes', text: '' };
const HOME: Answer = { stepId: 'b', wayId: 'b-0', text: '' };
const anIncident = async (more: object = {}) => {
  await be('anna', 'service-desk');
  return data(command(host, 'incidents.create', { title: 'VPN', requesterId: 'anna', ...more } as never));
};

it('is written by administrators alone, and each edit is another version', async () => {
  await be('anna', 'service-desk', 'team-lead', 'knowledge-manager');
  expect(await refusal(save(SCRIPT))).toMatchObject({ code: 'forbidden' });
  const id = await aScript();
  expect(await rowOf(id)).toMatchObject({ title: SCRIPT.title, version: 1, by: 'ada', retired: false });
  // Saved as it was is no other version; nor is whether it is offered.
  await data(save(SCRIPT, id, 1));
  await data(command(host, 'diagnosis.retire', { id, retired: true }));
  expect(await rowOf(id)).toMatchObject({ version: 1, retired: true });
  await data(save({ ...SCRIPT, title: 'VPN' }, id, 1));
  expect(await rowOf(id)).toMatchObject({ version: 2, title: 'VPN' });
  expect(await refusal(save(SCRIPT, id, 1))).toMatchObject({ reason: 'setting.overtaken' });
  await be('anna', 'team-lead');
  expect(await refusal(command(host, 'diagnosis.retire', { id, retired: false }))).toMatchObject({
    code: 'forbidden',
  });
});

it.each([
  [
    'a way in circles',
    scriptOf(asked('a', to('a'), to('a'))),
    { reason: 'script.loop', details: { step: 1, answer: 1 } },
  ],
  ['an unknown category', { ...SCRIPT, categories: ['Weather'] }, { reason: 'category.unknown' }],
  [
    'an unknown team',
    scriptOf(asked('a', goal('team', { teamId: 'nobody', words: 'Why' }), to('b')), SCRIPT.steps[1] as never),
    { reason: 'reference.missing' },
  ],
  [
    'an unknown known error',
    scriptOf(asked('a', goal('known_error', { knowledgeId: 'none' }), to('b')), SCRIPT.steps[1] as never),
    { reason: 'reference.missing' },
  ],
  [
    'an unknown closure code',
    scriptOf(
      asked('a', goal('resolve', { closureCode: 'magic', words: 'Done' }), to('b')),
      SCRIPT.steps[1] as never,
    ),
    { code: 'unknown_value' },
  ],
])('is refused with %s', async (_name, script, why) => {
  await be('ada', 'administrator');
  expect(await refusal(save(script))).toMatchObject(why);
});

it('leaves one entry by whoever asked, with the words as they were, whatever becomes of the script', async () => {
  const id = await aScript();
  const { id: incidentId } = await anIncident();
  const run = runOf(id, 1, SCRIPT, [YES, HOME]);
  const noted = await data(command(host, 'incidents.diagnose', { id: incidentId, run }));
  const entry = noted.journal.at(-1);
  expect(entry).toMatchObject({ kind: 'work_note', by: 'anna', text: null });
  expect(entry === undefined ? null : runIn(entry)).toEqual(run);
  await be('ada', 'administrator');
  await data(save({ ...SCRIPT, title: 'VPN, again' }, id, 1));
  // Who was asking while it was edited has asked what it said then.
  const { names, ticket } = await data(query(host, 'tickets.detail', { id: incidentId }));
  expect(ticket.journal.map(runIn).filter((one) => one !== null)).toEqual([run]);
  await be('anna', 'service-desk');
  await data(command(host, 'incidents.diagnose', { id: incidentId, run: runOf(id, 1, SCRIPT, [YES]) }));
  expect(names).toMatchObject({ anna: expect.any(String) });
});

it('takes no words that the script does not say, no version that is not here, and no run without an answer', async () => {
  const id = await aScript();
  const { id: incidentId, journal } = await anIncident();
  const diagnose = (run: object) =>
    refusal(command(host, 'incidents.diagnose', { id: incidentId, run } as never));
  const run = runOf(id, 1, SCRIPT, [YES, HOME]);
  const [first, ...others] = run.answers;
  expect(
    await diagnose({ ...run, answers: [{ ...first, question: 'Who are you?' }, ...others] }),
  ).toMatchObject({
    reason: 'script.other_words',
  });
  expect(await diagnose({ ...run, outcome: null })).toMatchObject({ reason: 'script.other_words' });
  expect(await diagnose({ ...run, version: 2 })).toMatchObject({ reason: 'script.ahead' });
  expect(await diagnose({ ...run, scriptId: 'none' })).toMatchObject({ code: 'not_found' });
  expect(await diagnose(runOf(id, 1, SCRIPT, []))).toMatchObject({ reason: 'diagnosis.no_answer' });
  const { ticket } = await data(query(host, 'tickets.detail', { id: incidentId }));
  expect(ticket.journal.length).toBe(journal.length);
});

it('is noted with the incident that is made on the phone, and nothing is made with words that it does not say', async () => {
  const id = await aScript();
  const [whole, part] = [runOf(id, 1, SCRIPT, [YES, HOME]), runOf(id, 1, SCRIPT, [YES])];
  const made = await anIncident({ diagnoses: [whole, part] });
  expect(made.journal.map(runIn).filter((run) => run !== null)).toEqual([whole, part]);
  const wrong = { title: 'VPN', diagnoses: [{ ...whole, title: 'Another' }], id: 'incident-wrong' };
  expect(await refusal(command(host, 'incidents.create', wrong as never))).toMatchObject({
    reason: 'script.other_words',
  });
  expect(await host.context.records.get('tickets', 'incident-wrong')).toBeNull();
});

it('is found by what was answered in words, and not by its questions', async () => {
  const script = scriptOf(typed('display', goal('lead', { words: 'Nobody prints.' })));
  const id = await aScript({ ...script, title: 'Printer' });
  const { id: incidentId } = await anIncident();
  const run = runOf(id, 1, { ...script, title: 'Printer' }, [
    { stepId: 'display', wayId: 'text', text: 'Fuser 79.04' },
  ]);
  await data(command(host, 'incidents.diagnose', { id: incidentId, run }));
  const found = async (text: string) =>
    (await data(query(host, 'search.all', { text, kinds: ['ticket'], limit: 10 }))).rows.map((row) => row.id);
  expect(await found('fuser')).toEqual([incidentId]);
  expect(await found('display')).toEqual([]);
});
