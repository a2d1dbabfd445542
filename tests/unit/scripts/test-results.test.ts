import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from '../../../scripts/test-results.ts';

test('vitest: skipped cases and files that do not load count as failed', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 4 });
});

test('Playwright: skipped tests and errors outside of tests count as failed, and a second try, too', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 };
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 4 });
});
