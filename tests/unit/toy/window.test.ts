/** A process that only the tests have, in the parts that pages are made of: list, page, step forms and the form for a new record. */
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { FieldSpec, FieldTable } from '#domain/fields/field.ts';
import { allowedSteps } from '#domain/processes/process.ts';
import type { Role } from '#domain/records/common.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import { offeredStates, withStates } from '#renderer/features/queue/state-choice.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { fieldColumns } from '#renderer/shared/record/field-columns.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { formatField } from '#renderer/shared/record/field-format.ts';
import { givenValues, problemsOf } from '#renderer/shared/record/form-model.ts';
import { StateBar } from '#renderer/shared/record/state-bar.tsx';
import { missingText, openStepOf, stepFieldLabel, stepFields } from '#renderer/shared/record/step-model.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { REVIEW_FIELDS } from '../../toy/domain/fields/reviews.ts';
import { REVIEW } from '../../toy/domain/processes/review.ts';
import { recordIn } from '../domain/processes/world.ts';
import { readOf } from '../renderer/shared/markdown/markup.ts';

vi.mock('#domain/fields/tables.ts', async (load) => (await import('../../toy/registered.ts')).inTables(load));
vi.mock('#domain/processes/registry.ts', async (load) =>
  (await import('../../toy/registered.ts')).inProcesses(load),
);

beforeAll(setupTexts);

/** What stands in the page, without the styles that stand beside it when it is made without a window. */
const markupOf = (part: ReactNode): string =>
  renderToStaticMarkup(part).replace(/<style[^>]*>.*?<\/style>/gs, '');

const KIND = { collection: 'tickets', type: 'review' } as const;
const FIELDS: FieldTable = REVIEW_FIELDS;
const stepNames = (state: string, ...roles: readonly Role[]) =>
  allowedSteps(REVIEW, { state }, { roles }).map(({ name }) => name);

describe('its list', () => {
  it('has columns with the words and cells of their fields', () => {
    const row = { ...recordIn(REVIEW, 'judged'), type: 'review' };
    const columns = fieldColumns(KIND, REVIEW_FIELDS, [
      { field: 'number' },
      { field: 'title' },
      { field: 'state' },
      { field: 'verdict' },
    ]);
    expect(columns.map(({ header }) => header)).toEqual(['Number', 'Title', 'State', 'Verdict']);
    const cells = columns.map(({ render }) => readOf(markupOf(render(row))));
    expect(cells).toEqual(['NUM-7QK-0001', 'A title', 'Judged', 'Poor']);
  });

  it('is narrowed to its own states, among them those of open work', () => {
    expect(offeredStates(['review' as never], [], [])).toEqual(['planned', 'waiting', 'judged', 'closed']);
    expect(offeredStates([], [], [])).toEqual(expect.arrayContaining(['planned', 'resolved']));
    expect(withStates({ activeOnly: true }, ['waiting'], []).activeOnly).toBe(true);
    expect(withStates({ activeOnly: true }, ['judged'], []).activeOnly).toBeUndefined();
  });
});

describe('its page', () => {
  it('shows the states in their order and offers each role its steps', () => {
    const markup = markupOf(createElement(StateBar, { process: REVIEW, state: 'waiting' }));
    expect(readOf(markup)).toBe('PlannedWaitingJudgedClosed');
    expect(/<li[^>]*aria-current="step"[^>]*>.*?<\/li>/.exec(markup)?.[0]).toContain('Waiting');
    expect(stepNames('planned', 'service-desk')).toEqual(['wait', 'judge']);
    expect(stepNames('judged', 'service-desk')).toEqual([]);
    expect(stepNames('judged', 'team-lead')).toEqual(['close']);
  });

  it('has a form for each step with what the process requires and asks', () => {
    const formOf = (name: string) =>
      REVIEW.steps
        .filter((step) => step.name === name)
        .flatMap((step) => stepFields(REVIEW, step))
        .map(({ name: field, isRequired }) => `${stepFieldLabel(REVIEW, field)}${isRequired ? ' *' : ''}`);
    expect(formOf('judge')).toEqual(['Finding *', 'Verdict *', 'Reason (internal)']);
    expect(formOf('wait')).toEqual(['Reason (internal) *']);
    expect(formOf('resume')).toEqual([]);
    expect(missingText(REVIEW, 'verdict')).toBe('Fill in: Verdict.');
    const steps = allowedSteps(REVIEW, { state: 'planned' }, { roles: ['team-lead'] });
    expect(openStepOf(REVIEW, steps, { 'judge.finding': {} }, null)?.name).toBe('judge');
  });

  it('says and edits each fact by the kind of its field', () => {
    const format = { kind: KIND, table: FIELDS, names: {}, closureCode: (code: string) => code };
    expect(formatField('verdict', 'good', format)).toBe('Good');
    expect(formatField('finding', 'Empty scanners', format)).toBe('Empty scanners');
    const company = { isKnown: true, settings: incidentSettings(), services: [], calendars: new Map() };
    const editor = (path: string, value: unknown): string =>
      markupOf(
        createElement(FieldEditor, {
          context: { kind: KIND, names: {}, company, values: {} },
          path,
          spec: FIELDS[path] as FieldSpec,
          label: fieldLabel('tickets', path),
          value,
          onChange: () => {},
        }),
      );
    expect(editor('finding', 'Empty scanners')).toMatch(/<textarea[^>]*>Empty scanners<\/textarea>/);
    expect(editor('verdict', 'poor')).toMatch(/<input[^>]*value="Poor"/);
  });
});

describe('its form', () => {
  const start = { title: '', finding: '', tags: [], teamId: null };

  it('asks for what must be given and sends what was', () => {
    expect(problemsOf(REVIEW_FIELDS, Object.keys(start), start)).toEqual([
      { path: 'title', problem: 'missing', limit: 0 },
    ]);
    const typed = { ...start, title: ' The move ', finding: 'None.' };
    expect(problemsOf(REVIEW_FIELDS, Object.keys(start), typed)).toEqual([]);
    expect(givenValues(REVIEW_FIELDS, start, typed)).toEqual({ title: 'The move', finding: 'None.' });
  });
});
