import { describe, expect, it } from 'vitest';
import {
  contentFault,
  MACRO_TYPES,
  macroFields,
  macroStepFields,
  macroSteps,
  preparedProcess,
  TEMPLATE_TYPES,
  templateFields,
} from '#domain/prepared/prepared.ts';
import type { PreparedContent } from '#domain/prepared/prepared-kinds.ts';
import { mayPrepare, type Preparer, seesPrepared } from '#domain/prepared/who-may.ts';
import type { Process } from '#domain/processes/process.ts';

const text = (more: object): PreparedContent => ({ kind: 'text', prefix: 'hi', text: 'Hello', ...more });
const template = (values: object, type = 'incident'): PreparedContent => ({
  kind: 'template',
  type,
  values: { ...values },
});
const macro = (acts: readonly object[], type = 'incident'): PreparedContent =>
  ({ kind: 'macro', type, acts }) as PreparedContent;
const NOTE = { act: 'addNote', text: 'Called {caller.name} back' };

describe('what is prepared', () => {
  it.each<[string, PreparedContent]>([
    ['a text', text({ text: 'Dear {caller.firstName}, {?When} we come. {me.name}' })],
    ['a template', template({ title: 'Password of {caller.name}', category: 'Software', impact: 3 })],
    ['a template of an order', template({ type: 'swap', title: 'Swap', carryOver: ['user'] }, 'order')],
    ['a template of an article', template({ title: 'How to', body: '# {today}', tags: ['a'] }, 'article')],
    [
      'a macro',
      macro([NOTE, { act: 'assign', assigneeId: 'me' }, { act: 'update', values: { urgency: 1 } }]),
    ],
    [
      'a macro with a step',
      macro([
        { act: 'step', to: 'on_hold', values: { holdReason: 'awaiting_caller', comment: 'Dear {caller}' } },
      ]),
    ],
    ['a macro for problems', macro([{ act: 'step', to: 'assess', values: {} }], 'problem')],
  ])('is used: %s', (_what, content) => {
    expect(contentFault(content)).toBeNull();
  });

  it.each<[string, PreparedContent, string]>([
    ['no placeholder', text({ text: 'Dear {caler.name}' }), 'prepared.placeholder'],
    ['none of this kind of record', template({ title: '{serial}' }), 'prepared.placeholder'],
    ['two words', text({ prefix: 'two words' }), 'prepared.prefix'],
    ['no text', text({ text: ' ' }), 'prepared.nothing'],
    ['no field', template({ colour: 'red' }), 'prepared.field'],
    ['a caller', template({ requesterId: 'p' }), 'prepared.field'],
    ['a derived field', template({ priority: 1 }), 'prepared.field'],
    ['no level', template({ impact: 9 }), 'field.wrong_kind'],
    ['a title that is too long', template({ title: 'x'.repeat(500) }), 'field.too_long'],
    ['no process', template({ title: 'x' }, 'request'), 'prepared.type'],
    ['nothing', template({}), 'prepared.nothing'],
    ['no acts', macro([]), 'prepared.nothing'],
    ['too many acts', macro(Array.from({ length: 21 }, () => NOTE)), 'prepared.too_many_acts'],
    ['a step no state has', macro([NOTE, { act: 'step', to: 'solved', values: {} }]), 'prepared.at_act'],
    [
      'a field of another step',
      macro([{ act: 'step', to: 'on_hold', values: { closureCode: 'x' } }]),
      'prepared.at_act',
    ],
    ['a state as a field', macro([{ act: 'update', values: { state: 'closed' } }]), 'prepared.at_act'],
    ['an act of no process', macro([{ act: 'delete' }]), 'prepared.at_act'],
    ['an assignment to nobody named', macro([{ act: 'assign' }]), 'prepared.at_act'],
    ['a comment on an article', macro([{ act: 'addComment', text: 'x' }], 'article'), 'prepared.at_act'],
    ['a macro of orders', macro([NOTE], 'order'), 'prepared.type'],
    ['an inherited name', template({ constructor: 'x' }), 'prepared.field'],
  ])('is refused: %s', (_what, content, reason) => {
    expect(contentFault(content)?.reason).toBe(reason);
  });

  it('says in which act', () => {
    const fault = contentFault(macro([NOTE, { act: 'step', to: 'solved', values: {} }]));
    expect(fault).toMatchObject({ details: { place: 2, cause: { reason: 'prepared.step' } } });
  });

  it.each(TEMPLATE_TYPES)('knows only fields that a new %s takes', (type) => {
    const process = preparedProcess(type) as Process;
    for (const name of templateFields(process)) expect(process.fields[name]?.create).toBeDefined();
    expect(templateFields(process)).toContain('title');
    expect(templateFields(process)).not.toContain('requesterId');
  });

  it.each(MACRO_TYPES)('knows only fields and steps of %s that people edit and take', (type) => {
    const process = preparedProcess(type) as Process;
    for (const name of macroFields(process)) expect(process.fields[name]?.edit).toBeDefined();
    for (const { to } of macroSteps(process)) {
      const ways = process.steps.filter((one) => one.to === to && one.act === 'step' && !one.automatic);
      expect(ways.length).toBeGreaterThan(0);
      const taken = ways.flatMap(({ requires, asks, fills }) => [...requires, ...asks, ...fills]);
      for (const name of Object.keys(macroStepFields(process, to)))
        expect([...taken, 'note', 'comment']).toContain(name);
    }
  });
});

describe('who prepares for whom', () => {
  const who = (role: string, personId = 'anna', teamIds = ['desk']): Preparer => ({
    personId,
    teamIds,
    roles: [role],
  });
  const of = (scope: 'mine' | 'team' | 'all', teamId: string | null = null, by = 'anna') => ({
    ...{ scope, teamId, by },
  });
  it.each<[string, Preparer, ReturnType<typeof of>, boolean]>([
    ['one’s own', who('service-desk'), of('mine'), true],
    ['somebody else’s own', who('administrator', 'ada'), of('mine'), false],
    ['a team’s', who('service-desk'), of('team', 'desk'), false],
    ['a team’s, its lead', who('team-lead', 'lea'), of('team', 'desk'), true],
    ['another team’s, a lead', who('team-lead', 'lea'), of('team', 'field'), false],
    ['a team’s, an administrator', who('administrator', 'ada', []), of('team', 'field'), true],
    ['everybody’s', who('knowledge-manager'), of('all'), false],
    ['everybody’s, a lead', who('team-lead', 'lea'), of('all'), true],
    ['one’s own, a worker', who('worker'), of('mine'), false],
    ['a team’s without a team', who('administrator'), of('team', null), false],
  ])('%s', (_what, preparer, audience, may) => {
    expect(mayPrepare(preparer, audience)).toBe(may);
  });

  it('is seen by those it is for', () => {
    expect(seesPrepared(who('field', 'finn', ['field']), of('team', 'desk'))).toBe(false);
    expect(seesPrepared(who('field', 'finn', ['field']), of('all'))).toBe(true);
    expect(seesPrepared(who('administrator', 'ada', []), of('mine'))).toBe(false);
  });
});
