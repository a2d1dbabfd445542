import { expect, it } from 'vitest';
import { modelInput, modelLack, modelStart, tasksOf } from '#renderer/features/changes/models/model-form.ts';

it.each([
  [
    'Plug out\n2 Plug in',
    [
      [1, 'Plug out'],
      [2, 'Plug in'],
    ],
  ],
  // Without a number a task is of the stage before it.
  [
    '2. Restart\n  Test it  \n\n3) Tell',
    [
      [2, 'Restart'],
      [2, 'Test it'],
      [3, 'Tell'],
    ],
  ],
  ['0 Begin', [[1, 'Begin']]],
  // A number alone is a title, and one that belongs to the words stays.
  [
    '10\n100 phones',
    [
      [1, '10'],
      [1, '100 phones'],
    ],
  ],
  ['', []],
])('reads the tasks of %j', (text, tasks) => {
  expect(tasksOf(text).map(({ stage, title }) => [stage, title])).toEqual(tasks);
});

it('says what a model still lacks, and sends it as it was typed', () => {
  const edited = { id: 'm', row: null };
  const start = modelStart(edited);
  expect(modelLack(start)).toBe('name');
  const named = { ...start, name: ' Restart ', implementationPlan: 'Restart it.', backoutPlan: 'Start it.' };
  expect(modelLack({ ...named, backoutPlan: ' ' })).toBe('backoutPlan');
  for (const minutes of ['', '4', '1.5', '99999']) expect(modelLack({ ...named, minutes })).toBe('minutes');
  expect(modelLack(named)).toBeNull();
  expect(modelInput(edited, { ...named, minutes: '30', tasks: 'Restart' })).toMatchObject({
    ...{ id: null, baseVersion: 0, name: 'Restart', minutes: 30 },
    tasks: [{ stage: 1, title: 'Restart' }],
  });
});
