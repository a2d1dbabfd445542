import { expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../../scripts/test-results.ts';

const vitestTest = (status: string, title: string, failureMessages: readonly string[] = []) => ({
  status,
  ancestorTitles: ['', 'a queue'],
  title,
  failureMessages,
});

test('vitest: each failed case by file, names and first line; skipped cases and files that do not load count as failed', () => {
  const report = {
    testResults: [
      {
        name: '/p/tests/a.test.ts',
        status: 'passed',
        message: '',
        assertionResults: [vitestTest('passed', 'x')],
      },
      {
        name: '/p/tests/b.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          vitestTest('passed', 'x'),
          vitestTest('failed', 'y', [
            '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n    at b.test.ts:3',
          ]),
          vitestTest('todo', 'z'),
        ],
      },
      {
        name: '/p/tests/c.test.ts',
        status: 'failed',
        message: 'Cannot find x\nfrom y',
        assertionResults: [],
      },
      {
        name: '/p/tests/d.test.ts',
        status: 'failed',
        message: 'no server',
        assertionResults: [vitestTest('skipped', 'x')],
      },
    ],
  };
  expect(readVitest(report, '/p')).toEqual({
    passed: 2,
    failures: [
      'tests/b.test.ts > a queue > y: AssertionError: expected 1 to be 2',
      'tests/b.test.ts > a queue > z: todo',
      'tests/c.test.ts: Cannot find x',
      'tests/d.test.ts > a queue > x: skipped',
      'tests/d.test.ts: no server',
    ],
  });
});

const playwrightTest = (title: string, status: string, message?: string) => ({
  title,
  tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }] }],
});

test('Playwright: skipped tests and errors outside of tests count as failed, and a second try, too', () => {
  const report = {
    config: { rootDir: '/p/tests/e2e' },
    suites: [
      {
        title: 'a.e2e.ts',
        specs: [playwrightTest('x', 'expected'), playwrightTest('y', 'skipped')],
        suites: [
          {
            title: 'a queue',
            specs: [
              playwrightTest('x', 'unexpected', 'Error: not visible\n\nLocator: rows'),
              playwrightTest('y', 'flaky', '\n  Test timeout of 10 ms exceeded.\n'),
              playwrightTest('z', 'expected'),
            ],
          },
        ],
      },
    ],
    errors: [{ message: 'Error: no such module\n  at b.e2e.ts' }],
  };
  expect(readPlaywright(report, '/p')).toEqual({
    passed: 2,
    failures: [
      'tests/e2e/a.e2e.ts > y: skipped',
      'tests/e2e/a.e2e.ts > a queue > x: Error: not visible',
      'tests/e2e/a.e2e.ts > a queue > y: Test timeout of 10 ms exceeded.',
      'outside of a test: Error: no such module',
    ],
  });
});
