import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Goal,
  isStoredScript,
  type Script,
  type ScriptStep,
  scriptFaults,
  scriptsFor,
  walk,
} from '#domain/diagnosis/script.ts';
import { asked, byHand, chosen, goal, scriptOf, to, typed, VPN } from './scripts.ts';

const reasons = (script: Script) =>
  scriptFaults(script).map(({ reason, details }) => ({ reason, ...details }));

describe('a script', () => {
  it('may have every kind of answer and outcome', () => {
    expect(scriptFaults(VPN)).toEqual([]);
    expect(isStoredScript({ ...VPN, by: 'anna', retired: false })).toBe(true);
  });

  it.each<readonly [string, Script, object]>([
    ['no title', { ...VPN, title: ' ' }, { reason: 'script.no_title' }],
    ['no question at all', scriptOf(), { reason: 'script.no_step' }],
    [
      'a step twice',
      scriptOf(asked('a', to('b'), byHand), asked('b', byHand, byHand), asked('b', byHand, byHand)),
      { reason: 'script.step_twice', step: 3 },
    ],
    [
      'a step without a question',
      scriptOf(asked('a', byHand, byHand, { question: ' ' })),
      { reason: 'script.no_question', step: 1 },
    ],
    ['a choice of one', scriptOf(chosen('a', [['One', byHand]])), { reason: 'script.few_answers', step: 1 }],
    [
      'yes without no',
      scriptOf(asked('a', byHand, byHand, { ways: [{ id: 'yes', label: '', goal: byHand }] })),
      { reason: 'script.few_answers', step: 1 },
    ],
    [
      'words that are two answers',
      scriptOf({ ...asked('a', byHand, byHand), answer: 'text' }),
      { reason: 'script.few_answers', step: 1 },
    ],
    [
      'an answer without words',
      scriptOf(
        chosen('a', [
          ['One', byHand],
          ['', byHand],
        ]),
      ),
      { reason: 'script.no_answer', step: 1, answer: 2 },
    ],
    [
      'an answer twice',
      scriptOf(
        chosen('a', [
          ['One', byHand],
          ['one ', byHand],
        ]),
      ),
      { reason: 'script.answer_twice', step: 1, answer: 2 },
    ],
    [
      'an answer that leads nowhere',
      scriptOf(asked('a', byHand, to(null))),
      { reason: 'script.leads_nowhere', step: 1, answer: 2 },
    ],
    [
      'an answer to a step that is gone',
      scriptOf(asked('a', byHand, to('gone'))),
      { reason: 'script.leads_nowhere', step: 1, answer: 2 },
    ],
    [
      'a known error that is not said',
      scriptOf(asked('a', byHand, goal('known_error'))),
      { reason: 'script.no_outcome', step: 1, answer: 2 },
    ],
    [
      'a team without a reason',
      scriptOf(asked('a', goal('team', { teamId: 'team-1' }), byHand)),
      { reason: 'script.no_outcome', step: 1, answer: 1 },
    ],
    [
      'a reason without a team',
      scriptOf(asked('a', goal('team', { words: 'Why' }), byHand)),
      { reason: 'script.no_outcome', step: 1, answer: 1 },
    ],
    [
      'a lead without a reason',
      scriptOf(asked('a', goal('lead'), byHand)),
      { reason: 'script.no_outcome', step: 1, answer: 1 },
    ],
    [
      'a solution without a code',
      scriptOf(asked('a', goal('resolve', { words: 'Done' }), byHand)),
      { reason: 'script.no_outcome', step: 1, answer: 1 },
    ],
    [
      'a step that leads to itself',
      scriptOf(asked('a', to('a'), byHand)),
      { reason: 'script.loop', step: 1, answer: 1 },
    ],
    [
      'a way in circles',
      scriptOf(asked('a', to('b'), byHand), asked('b', byHand, to('a'))),
      { reason: 'script.loop', step: 2, answer: 2 },
    ],
    [
      'a step that nobody comes to',
      scriptOf(asked('a', byHand, byHand), asked('b', byHand, byHand)),
      { reason: 'script.unreachable', step: 2 },
    ],
  ])('is not one with %s', (_name, script, fault) => {
    expect(reasons(script)).toEqual([fault]);
  });

  it('says all that is wrong, each at its place', () => {
    const script = scriptOf(asked('a', to('a'), to('gone'), { question: '' }), asked('b', byHand, byHand));
    expect(reasons(script).map(({ reason }) => reason)).toEqual([
      'script.no_question',
      'script.leads_nowhere',
      'script.unreachable',
      'script.loop',
    ]);
  });

  it('is offered for its categories, and without any for all, the own ones first', () => {
    const [all, network, print] = ['All', 'Network', 'Print'].map((title) => ({
      ...VPN,
      title,
      categories: title === 'All' ? [] : [title],
    }));
    const offered = (category: string | null) =>
      scriptsFor(
        [all, network, print].flatMap((one) => one ?? []),
        category,
      ).map(({ title }) => title);
    expect(offered('Network')).toEqual(['Network', 'All']);
    expect(offered(null)).toEqual(['All']);
  });
});

/** Steps that lead to any of each other, or to an outcome. */
const anyScript = fc.integer({ min: 1, max: 7 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, at) => `s${at}`);
  const anyGoal: fc.Arbitrary<Goal> = fc.oneof(
    { arbitrary: fc.constantFrom(...ids).map((id) => to(id)), weight: 6 },
    { arbitrary: fc.constantFrom(byHand, goal('lead', { words: 'Why' })), weight: 8 },
    { arbitrary: fc.constantFrom(to(null), goal('known_error')), weight: 1 },
  );
  const steps = ids.map((id) =>
    fc.oneof(
      fc.tuple(anyGoal, anyGoal).map(([yes, no]): ScriptStep => asked(id, yes, no)),
      fc.array(anyGoal, { minLength: 1, maxLength: 4 }).map(
        (goals): ScriptStep =>
          chosen(
            id,
            goals.map((one, at) => [`Answer ${at}`, one] as const),
          ),
      ),
      anyGoal.map((one): ScriptStep => typed(id, one)),
    ),
  );
  return fc.tuple(...steps).map((made) => scriptOf(...made));
});

/** Every way through a script from what was answered, each until it is over or longer than the script. */
const waysThrough = (script: Script, answers: readonly Answer[] = []): readonly (readonly Answer[])[] => {
  const { next } = walk(script, answers);
  if (next === null || answers.length > script.steps.length) return [answers];
  return next.ways.flatMap(({ id }) =>
    waysThrough(script, [...answers, { stepId: next.id, wayId: id, text: 'words' }]),
  );
};

describe('a run', () => {
  it('ends with an outcome, whatever is answered, in every script without a fault', () => {
    let valid = 0;
    fc.assert(
      fc.property(anyScript, (script) => {
        if (scriptFaults(script).length > 0) return;
        valid += 1;
        for (const answers of waysThrough(script)) {
          expect(answers.length).toBeLessThanOrEqual(script.steps.length);
          expect(walk(script, answers).outcome).not.toBeNull();
        }
      }),
      { numRuns: 2_000, seed: 7 },
    );
    // Else the property says nothing.
    expect(valid).toBeGreaterThan(50);
  });

  it('comes to no outcome, or to a step that is never asked, in a script with a fault of its ways', () => {
    fc.assert(
      fc.property(anyScript, (script) => {
        const kinds = scriptFaults(script).map(({ reason }) => reason);
        const ends = waysThrough(script).map((answers) => walk(script, answers));
        const isStuck = ends.some(({ outcome }) => outcome === null);
        const isNever = script.steps.some(
          ({ id }) => !ends.some(({ path }) => path.some(({ step }) => step.id === id)),
        );
        expect(kinds.includes('script.unreachable')).toBe(isNever && kinds.includes('script.unreachable'));
        if (isStuck) {
          expect(kinds.some((one) => one === 'script.loop' || one === 'script.leads_nowhere')).toBe(true);
        }
        if (isNever && !isStuck) expect(kinds).toContain('script.unreachable');
      }),
      { numRuns: 1_000, seed: 11 },
    );
  });

  it('takes no answer that is not one of the question, and no text without words', () => {
    const yes = { stepId: 'other sites', wayId: 'yes', text: '' };
    const home = { stepId: 'where', wayId: 'where-0', text: '' };
    expect(walk(VPN, [{ ...yes, wayId: 'perhaps' }]).path).toEqual([]);
    expect(walk(VPN, [home]).next?.id).toBe('other sites');
    const silent = walk(VPN, [yes, home, { stepId: 'message', wayId: 'text', text: ' ' }]);
    expect([silent.path.length, silent.next?.id]).toEqual([2, 'message']);
    expect(walk(VPN, [yes, home, { stepId: 'message', wayId: 'text', text: ' 800 ' }])).toMatchObject({
      ...{ next: null, outcome: { kind: 'resolve' } },
      path: [{}, {}, { text: '800' }],
    });
  });
});
