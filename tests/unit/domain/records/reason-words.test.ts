import { describe, expect, it } from 'vitest';
import { ORDER } from '#domain/processes/order.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { type Speech, spoken } from '#domain/records/reason-words.ts';

/** A locale that has words for everything: the key itself, the values of a sentence behind it. */
const SPEECH: Speech = {
  word: (key, values) => (values === undefined ? key : Object.values(values).join(' ')),
  either: (words) => words.join(' or '),
};

describe('states in reasons', () => {
  it.each([...Object.keys(PROCESSES), ORDER.type, 'review'])('of a %s are spoken as its own', (type) => {
    const details = { type, from: 'draft', to: 'published' };
    const words = `common:recordTypes.${type} states:${type}.draft states:${type}.published`;
    expect(spoken({ reason: 'state.no_step', details }, SPEECH)).toBe(words);
  });

  it('are spoken by the first that has them where the type is not told', () => {
    const only = (key: string) => (key === 'states:problem.assess' ? 'Assess' : null);
    const speech: Speech = {
      ...SPEECH,
      word: (key, values) => (key === 'reasons:state.note_needed' ? String(values?.to) : only(key)),
    };
    expect(spoken({ reason: 'state.note_needed', details: { to: 'assess' } }, speech)).toBe('Assess');
  });
});
