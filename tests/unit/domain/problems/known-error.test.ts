import { describe, expect, it } from 'vitest';
import type { KnownError } from '#domain/fields/knowledge.ts';
import { knownErrorInput } from '#domain/problems/known-error.ts';
import { createRecord } from '#domain/processes/engine.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { contextAs, known, resolved } from './world.ts';

const ctx = contextAs('problem-manager');

describe('the known error of a problem', () => {
  it('says what the problem knows and may be published at once', () => {
    const cause = resolved(
      known({ symptom: 'No link', ciId: 'dock-1', ciIds: ['dock-2'], serviceId: 'lan' }),
    );
    const input = knownErrorInput(cause, ['WD22TB4', 'WD22TB4']);
    const made = unwrap(
      createRecord<KnownError>(KNOWN_ERROR, null, { ...input, number: 'KE-1' } as never, ctx),
    );
    expect(made).toMatchObject({
      ...{ title: cause.title, symptom: 'No link', rootCause: 'Firmware 1.2', workaround: cause.workaround },
      ...{ ciIds: ['dock-1', 'dock-2'], models: ['WD22TB4'], serviceIds: ['lan'], problemId: cause.id },
    });
    expect(unwrap(takeStep(KNOWN_ERROR, made, { to: 'published' }, ctx)).active).toBe(true);
  });

  it('has one id, however often it is asked for', () => {
    const cause = known();
    expect(knownErrorInput(cause, []).id).toBe(knownErrorInput(cause, ['x']).id);
    expect(knownErrorInput(cause, []).id).not.toBe(knownErrorInput(known(), []).id);
  });

  it('describes what is seen by the description where the problem has no symptom', () => {
    expect(knownErrorInput(known({ description: 'It drops.' }), [])).toMatchObject({ symptom: 'It drops.' });
  });
});
