/** Reads the JSON reports of vitest and Playwright: how many tests passed, and which did not. */
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export type Results = {
  readonly passed: number;
  /** One line for each test that did not pass: `FILE > NAME: first line of its message`, FILE from the project's root. */
  readonly failures: readonly string[];
};

/** The first line that says something, without colours. */
export function firstLine(message: string): string {
  const lines = stripVTControlCharacters(message).split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '') ?? '';
}

const failure = (names: readonly string[], message: string): string =>
  `${names.filter((name) => name !== '').join(' > ')}: ${firstLine(message)}`;

type VitestReport = {
  readonly testResults: readonly {
    /** Absolute path. */
    readonly name: string;
    readonly status: string;
    /** Why the file could not be loaded, or what a hook of it threw. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      /** The first is the file's own, without a name. */
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

/** A skipped test counts as failed: there are to be none. A file that fails though none of its tests does (it can't be loaded) counts as one. */
export function readVitest(report: VitestReport, root: string): Results {
  let passed = 0;
  const failures: string[] = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name);
    const others = assertionResults.filter((test) => test.status !== 'passed');
    passed += assertionResults.length - others.length;
    for (const test of others)
      failures.push(
        failure([file, ...test.ancestorTitles, test.title], test.failureMessages[0] ?? test.status),
      );
    if (status === 'failed' && !others.some((test) => test.status === 'failed'))
      failures.push(failure([file], message));
  }
  return { passed, failures };
}

type PlaywrightSuite = {
  /** The file's path, or what a `describe` is called. */
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
    }[];
  }[];
};

type PlaywrightReport = {
  /** Absolute folder of the tests. */
  readonly config: { readonly rootDir: string };
  readonly suites: readonly PlaywrightSuite[];
  /** Those outside of any test. */
  readonly errors: readonly { readonly message?: string }[];
};

/** Skipped tests count as failed; so does each error outside of a test, and what passed at a second try only, should somebody allow one. */
export function readPlaywright(report: PlaywrightReport, root: string): Results {
  let passed = 0;
  const failures: string[] = [];
  const walk = (suite: PlaywrightSuite, names: readonly string[]): void => {
    for (const spec of suite.specs) {
      for (const { status, results } of spec.tests) {
        const message = results.flatMap(({ errors }) => errors)[0]?.message;
        if (status === 'expected') passed += 1;
        else failures.push(failure([...names, spec.title], message ?? status));
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, [...names, inner.title]);
  };
  for (const file of report.suites) walk(file, [relative(root, join(report.config.rootDir, file.title))]);
  for (const { message } of report.errors)
    failures.push(failure(['outside of a test'], message ?? 'no message'));
  return { passed, failures };
}
