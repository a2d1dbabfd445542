import { beforeAll, describe, expect, it } from 'vitest';
import { INCIDENT } from '#domain/processes/incident.ts';
import { allowedSteps, type Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { accountOf } from '#renderer/shared/record/sla-account.ts';
import {
  draftName,
  missingText,
  openStepOf,
  stepFields,
  withKeys,
} from '#renderer/shared/record/step-model.ts';

beforeAll(setupTexts);

const DESK = { roles: ['service-desk'] };
const ADMIN = { roles: ['administrator'] };
const ALL: readonly Process[] = Object.values(PROCESSES);
const namesOf = (process: Process, step: Process['steps'][number]): readonly string[] =>
  stepFields(process, step).map(({ name }) => name);

describe('the steps of a process', () => {
  it.each(
    ALL.flatMap((process) =>
      process.steps.map((step) => [process.type, step.name, step.from, process, step] as const),
    ),
  )('the form of %s %s from %s asks for all that the rules require', (_type, _name, _from, process, step) => {
    expect(namesOf(process, step)).toEqual(expect.arrayContaining([...step.requires, ...step.asks]));
  });

  it('leaves a formatted text that is written to its own part of the page', () => {
    const { article } = PROCESSES;
    const submit = article.steps.find(({ name }) => name === 'submit');
    const fieldsWith = (body: string) =>
      submit === undefined ? null : stepFields(article, submit, { body }).map(({ name }) => name);
    expect(fieldsWith('How to do it')).toEqual([]);
    expect(fieldsWith(' ')).toEqual(['body']);
  });

  it('waiting always offers a word to the caller, starting asks nothing', () => {
    for (const step of INCIDENT.steps) {
      if (step.to === 'on_hold' && !step.automatic) expect(namesOf(INCIDENT, step)).toContain('comment');
      if (step.name === 'start') expect(namesOf(INCIDENT, step)).toEqual([]);
    }
  });

  it.each(
    ALL.flatMap((process) =>
      Object.keys(process.states).map((state) => [process.type, state, process] as const),
    ),
  )('no key stands for two steps that are offered at once in %s %s', (_type, state, process) => {
    const steps = allowedSteps(process, { state }, ADMIN);
    const all = Object.fromEntries(process.steps.map(({ name }) => [name, name.charAt(0)]));
    const keys = withKeys(steps, all).flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('words for the caller are one draft, whether it is put on hold or the reason changes', () => {
    expect(draftName({ name: 'hold_for' }, 'comment')).toBe(draftName({ name: 'hold' }, 'comment'));
    expect(draftName({ name: 'cancel' }, 'note')).not.toBe(draftName({ name: 'reopen' }, 'note'));
  });

  it('a form with words from an earlier run is open until it is put away', () => {
    const steps = allowedSteps(INCIDENT, { state: 'new' }, DESK);
    const drafted = { 'cancel.note': {} };
    expect(openStepOf(INCIDENT, steps, drafted, null)?.name).toBe('cancel');
    expect(openStepOf(INCIDENT, steps, drafted, '')).toBeUndefined();
    expect(openStepOf(INCIDENT, steps, {}, null)).toBeUndefined();
    expect(openStepOf(INCIDENT, steps, {}, 'resolve')?.name).toBe('resolve');
    // What is chosen to be taken along waits in the form, too.
    const along = { 'resolve.resolveIncidents': { value: 'all', base: null } };
    expect(openStepOf(INCIDENT, steps, along, null)?.name).toBe('resolve');
  });

  it('says what to do about a missing field, by its own words or by its name', () => {
    expect(missingText(INCIDENT, 'closureNotes')).toBe('Say what solved it.');
    expect(missingText(PROCESSES.problem, 'rootCause')).toBe('Fill in: Root cause.');
  });
});

describe('the account of a clock', () => {
  const span = (counted: boolean, minutes: number, why: string) => ({
    from: '2026-01-01T08:00:00.000Z',
    to: '2026-01-01T09:00:00.000Z',
    counted,
    minutes,
    why,
  });

  it('adds up what counted and each reason it paused, leaving out less than a minute', () => {
    const lines = accountOf([
      span(true, 20, 'new'),
      span(false, 60, 'awaiting_caller'),
      span(true, 90, 'in_progress'),
      span(false, 60, 'awaiting_caller'),
      span(false, 0.5, 'awaiting_vendor'),
    ]);
    expect(lines.map(({ counted, why, minutes }) => [counted, counted ? '' : why, minutes])).toEqual([
      [true, '', 110],
      [false, 'awaiting_caller', 120],
    ]);
  });
});
