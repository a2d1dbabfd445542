import { expect, it } from 'vitest';
import { unanswered } from '#renderer/shared/prepared/question-dialog.tsx';

it('asks what is called as a member of every object, as it asks anything', () => {
  const questions = ['constructor', '__proto__', 'toString', 'Why'];
  expect(unanswered(questions, {})).toEqual(questions);
  expect(unanswered(questions, { Why: 'So', constructor: 'Me' })).toEqual(['__proto__', 'toString']);
});
