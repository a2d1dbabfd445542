import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preparedProcess, templateFields } from '#domain/prepared/prepared.ts';
import type { Process } from '#domain/processes/process.ts';
import { setupFeatures } from '#renderer/app/features.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { templatePlan } from '#renderer/shared/prepared/template-model.ts';

const start = { title: '', category: null, urgency: 2, tags: [] };
const fields = Object.keys(start);
const plan = (typed: object, template: object) =>
  templatePlan({ fields, values: { ...start, ...typed }, start }, { ...template });

describe('a template', () => {
  it.each<[string, object, object, object, readonly string[]]>([
    ['fills what is empty', {}, { title: 'A', urgency: 1 }, { title: 'A', urgency: 1 }, []],
    ['leaves what was typed', { title: 'Mine' }, { title: 'A', urgency: 1 }, { urgency: 1 }, ['title']],
    ['says nothing of the same', { title: 'A' }, { title: 'A' }, {}, []],
    ['leaves a chosen level', { urgency: 3 }, { urgency: 1 }, {}, ['urgency']],
    ['leaves chosen tags', { tags: ['x'] }, { tags: ['y'] }, {}, ['tags']],
    ['knows only the fields of the form', {}, { rootCause: 'x' }, {}, []],
  ])('%s', (_what, typed, template, given, kept) => {
    expect(plan(typed, template)).toEqual({ given, kept });
  });

  it('never takes anything typed away', () => {
    const values = fc.record({ title: fc.string(), urgency: fc.constantFrom(1, 2, 3) });
    fc.assert(
      fc.property(values, values, (typed, template) => {
        const { given, kept } = plan(typed, template);
        for (const [name, value] of Object.entries(given)) {
          const before = typed[name as keyof typeof typed];
          expect(before === '' || before === start[name as keyof typeof typed]).toBe(true);
          expect(value).toBe(template[name as keyof typeof template]);
        }
        for (const name of kept) expect(Object.keys(given)).not.toContain(name);
      }),
    );
  });

  it('is there for every form, with fields that the server takes in one', () => {
    setupFeatures();
    const forms = registered().creates.flatMap(({ template }) => template ?? []);
    expect(forms.map(({ type }) => type).sort()).toEqual([
      'article',
      'change',
      'incident',
      'known_error',
      'order',
      'problem',
      'release',
    ]);
    for (const { type, fields: own } of forms) {
      const allowed = templateFields(preparedProcess(type) as Process);
      expect(
        own.filter((name) => !allowed.includes(name)),
        type,
      ).toEqual([]);
    }
  });
});
