import { describe, expect, it } from 'vitest';
import { INCIDENT } from '#domain/processes/incident.ts';
import { allowedSteps } from '#domain/processes/process.ts';
import { accountOf } from '#renderer/features/incidents/page/sla-account.ts';
import { draftName, fieldsOf, stepKey } from '#renderer/features/incidents/page/steps.ts';

const DESK = { roles: ['service-desk'] as const };

describe('the steps of an incident', () => {
  it.each(INCIDENT.steps)('the form of $name from $from asks for all that the rules require', (step) => {
    expect(fieldsOf(step)).toEqual(expect.arrayContaining([...step.requires]));
  });

  it('waiting always offers a word to the caller, starting asks nothing', () => {
    for (const step of INCIDENT.steps) {
      if (step.to === 'on_hold') expect(fieldsOf(step)).toContain('comment');
      if (step.name === 'start') expect(fieldsOf(step)).toEqual([]);
    }
  });

  it.each(['new', 'in_progress', 'on_hold', 'resolved', 'closed'] as const)(
    'no key stands for two steps that are offered at once in %s',
    (state) => {
      const keys = allowedSteps(INCIDENT, { state }, DESK).flatMap((step) => stepKey(step.name) ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it('words for the caller are one draft, whether it is put on hold or the reason changes', () => {
    expect(draftName({ name: 'hold_for' }, 'comment')).toBe(draftName({ name: 'hold' }, 'comment'));
    expect(draftName({ name: 'cancel' }, 'note')).not.toBe(draftName({ name: 'reopen' }, 'note'));
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
