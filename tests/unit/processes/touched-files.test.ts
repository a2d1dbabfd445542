/**
 * Which files know a process by name: they stand in its folders, import what is its own, name its commands, or ask for its type. They are its
 * own by the table in ARCHITECTURE, "Adding a process"; the one line each in the lists; or something that only this process can. Whoever
 * makes another file know a process has to say here what for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTRACTS } from '#contracts/registry.ts';
import type { Process } from '#domain/processes/process.ts';
import { PROCESSES } from '#domain/processes/registry.ts';
import { REVIEW } from '../../toy/domain/processes/review.ts';

const root = join(import.meta.dirname, '../../..');
const ROOMS = ['domain', 'contracts', 'main', 'preload', 'renderer', 'backend', 'cli'];

type Import = { readonly from: string; readonly names: readonly string[] };
type Source = { readonly file: string; readonly text: string; readonly imports: readonly Import[] };

const importsIn = (file: string, text: string): readonly Import[] =>
  [...text.matchAll(/(?:\{([^{}]*)\}\s*from\s*|import\(\s*|import\s+)'([#.][^']+)'/g)].map(
    ([, names = '', from = '']) => ({
      from: from.startsWith('#') ? from.slice(1) : join(dirname(file), from).replaceAll('\\', '/'),
      names: names.split(',').map((name) => name.trim().replace(/^type\s+|\s+as\s.*/g, '')),
    }),
  );

const sources: readonly Source[] = ROOMS.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return { file, text, imports: importsIn(file, text) };
    }),
);

/** One line each for a process. */
const LISTS = [
  'domain/fields/tables.ts',
  'domain/processes/registry.ts',
  'contracts/registry.ts',
  'main/host/features/all-handlers.ts',
  'renderer/app/features.ts',
];

/** The files of the table; the page may be three (list, page, form), and its fields may stand in a file with others. */
const MOST_OWN = 8;

type Known = {
  /** Its files by the table. */
  readonly table: readonly string[];
  /** Folders that are its own, with a slash at the end. */
  readonly folders: readonly string[];
  /** What its tables, types and contract are called. */
  readonly names: readonly string[];
  /** What else knows it, a file or a folder, and what for: things that only this process can. */
  readonly more: Readonly<Record<string, string>>;
};

const SAMPLES = { 'backend/sample-company/': 'the sample company has some' };

const KNOWN: Readonly<Record<string, Known>> = {
  incident: {
    table: [
      'domain/fields/tickets.ts',
      'domain/processes/incident.ts',
      'contracts/incidents.ts',
      'main/host/features/incidents/incidents.handlers.ts',
      'renderer/features/incidents/incidents.feature.tsx',
      'renderer/features/incidents/incident-page.tsx',
      'renderer/features/incidents/incident-new-page.tsx',
    ],
    folders: ['main/host/features/incidents/', 'renderer/features/incidents/'],
    names: [
      'INCIDENT',
      'INCIDENT_FIELDS',
      'INCIDENT_STATES',
      'Incident',
      'IncidentState',
      'incidentsContract',
    ],
    more: {
      'domain/effects/granted.ts': 'which effects it may have on others, or others on it',
      ...SAMPLES,
      'domain/import/': 'ServiceNow hands incidents over',
      'main/host/import/': 'ServiceNow hands incidents over',
      'cli/export/servicenow.ts': 'ServiceNow takes incidents',
      'cli/verbs/export.ts': 'ServiceNow takes incidents',
      'domain/processes/incident-blank.ts': 'one that another system tells of',
      'domain/processes/ticket-acts.ts': 'it has a parent and a problem',
      'main/host/features/tickets/tickets.handlers.ts': 'its page shows parent, children and problem',
      'main/host/read/suggest.ts': 'what may help is found while it is typed',
      'main/host/read/read-model.ts': 'what may help is found while it is typed',
      'renderer/features/incidents/new/': 'the form for a call: caller, devices, what may help',
      'renderer/features/incidents/page/':
        'caller, family, problem, what may help and what it offers for the note',
      'domain/problems/': 'a problem is made from incidents, tells and resolves them',
      'main/host/features/problems/': 'a problem is made from incidents, tells and resolves them',
      'renderer/features/problems/page/': 'a problem is made from incidents, tells and resolves them',
      'domain/knowledge/from-ticket.ts': 'an article is written from a solved one',
      'renderer/features/knowledge/create/':
        'an article is written from a solved one, similar ones are shown',
      'renderer/features/config-items/config-item-page.tsx': 'the incidents of a device',
      'renderer/features/people/person-page.tsx': 'a call is begun at its caller',
      'renderer/features/queue/use-ticket-acts.ts': 'several of the queue become a problem',
    },
  },
  problem: {
    table: [
      'domain/fields/tickets.ts',
      'domain/processes/problem.ts',
      'contracts/problems.ts',
      'main/host/features/problems/problems.handlers.ts',
      'renderer/features/problems/problems.feature.tsx',
      'renderer/features/problems/problems-page.tsx',
      'renderer/features/problems/problem-page.tsx',
      'renderer/features/problems/problem-new-page.tsx',
    ],
    folders: ['domain/problems/', 'main/host/features/problems/', 'renderer/features/problems/'],
    names: ['PROBLEM', 'PROBLEM_FIELDS', 'PROBLEM_STATES', 'Problem', 'ProblemState', 'problemsContract'],
    more: {
      'domain/effects/granted.ts': 'which effects it may have on others, or others on it',
      ...SAMPLES,
      'domain/problems/': 'made from incidents, tells and resolves them, becomes a known error',
      'main/host/features/problems/problem-incidents.ts': 'made from incidents, tells and resolves them',
      'main/host/features/problems/known-error.ts': 'becomes a known error',
      'main/host/features/problems/trends.ts': 'trends',
      'main/host/features/problems/dismissals.ts': 'trends',
      'domain/permissions/server-roles.ts': 'trends: who may dismiss one',
      'main/host/features/tickets/tickets.handlers.ts': 'its page shows incidents and known errors',
      'main/host/read/problems.ts':
        'its list counts incidents; similar ones are found before it is made twice',
      'main/host/read/read-model.ts':
        'its list counts incidents; similar ones are found before it is made twice',
      'renderer/features/problems/problem-views.ts': 'the views of its list',
      'renderer/features/problems/new/':
        'the form is filled in from incidents or a trend; similar ones are shown',
      'renderer/features/problems/page/':
        'whys, causes, tasks, incidents that are told and resolved along, known error',
      'renderer/features/problems/trends-page.tsx': 'trends',
      'renderer/features/problems/trends/': 'trends',
      'renderer/features/incidents/page/problem-part.tsx': 'an incident names its problem',
      'renderer/features/queue/use-ticket-acts.ts': 'several of the queue become one',
      'domain/knowledge/from-ticket.ts': 'an article is written from a solved one',
      'renderer/features/knowledge/create/create-model.ts': 'an article is written from a solved one',
    },
  },
  article: {
    table: [
      'domain/fields/knowledge.ts',
      'domain/processes/article.ts',
      'contracts/knowledge.ts',
      'main/host/features/knowledge/knowledge.handlers.ts',
      'renderer/features/knowledge/knowledge.feature.tsx',
      'renderer/features/knowledge/list/knowledge-list-page.tsx',
      'renderer/features/knowledge/page/article-view.tsx',
      'renderer/features/knowledge/create/article-new-page.tsx',
    ],
    folders: [],
    names: ['ARTICLE', 'ARTICLE_FIELDS', 'ARTICLE_STATES', 'Article', 'articlesContract'],
    more: {
      ...SAMPLES,
      'main/host/features/knowledge/article-images.ts': 'its text has images',
      'renderer/features/knowledge/images.ts': 'its text has images',
      'renderer/features/knowledge/list/': 'one list with known errors',
      'renderer/features/knowledge/page/knowledge-page.tsx': 'one page with known errors',
      'renderer/shared/knowledge/write-article.tsx': 'written from a solved ticket',
    },
  },
  known_error: {
    table: [
      'domain/fields/knowledge.ts',
      'domain/processes/known-error.ts',
      'contracts/knowledge.ts',
      'main/host/features/knowledge/knowledge.handlers.ts',
      'renderer/features/knowledge/knowledge.feature.tsx',
      'renderer/features/knowledge/list/knowledge-list-page.tsx',
      'renderer/features/knowledge/page/known-error-view.tsx',
      'renderer/features/knowledge/create/known-error-new-page.tsx',
    ],
    folders: [],
    names: [
      'KNOWN_ERROR',
      'KNOWN_ERROR_FIELDS',
      'KNOWN_ERROR_STATES',
      'KnownError',
      'KnownErrorState',
      'knownErrorsContract',
    ],
    more: {
      'domain/effects/granted.ts': 'which effects it may have on others, or others on it',
      ...SAMPLES,
      'main/host/read/knowledge-list.ts': 'one list with articles, and offered for a ticket',
      'renderer/features/knowledge/list/': 'one list with articles',
      'renderer/features/knowledge/page/knowledge-page.tsx': 'one page with articles',
      'contracts/problems.ts': 'a problem becomes one, and is resolved with it',
      'main/host/features/problems/': 'a problem becomes one, and is resolved with it',
      'main/host/read/problems.ts': 'a problem becomes one, and is resolved with it',
      'renderer/features/problems/page/': 'a problem becomes one, and is resolved with it',
    },
  },
};

/** Commands and queries of its contract, as they are written where they are called. */
const callsOf = ({ feature }: Process): RegExp | null => {
  const contracts: Readonly<Record<string, { readonly commands: object; readonly queries: object }>> =
    CONTRACTS;
  const contract = contracts[feature];
  if (contract === undefined) return null;
  const names = [...Object.keys(contract.commands), ...Object.keys(contract.queries)];
  return new RegExp(`'${feature}\\.(?:${names.join('|')})'`);
};

const isIn = (file: string, path: string): boolean =>
  path.endsWith('/') ? file.startsWith(path) : file === path;

const filesThatKnow = (
  process: Process,
  { table, folders, names }: Omit<Known, 'more'>,
): readonly string[] => {
  // A file of fields or a contract may hold several processes; who imports this one's is told by its names.
  const modules = [...table, ...folders].filter(
    (path) => !path.startsWith('domain/fields/') && path !== 'contracts/knowledge.ts',
  );
  const calls = callsOf(process);
  const asked = new RegExp(`\\b(?:type|recordType) [!=]== '${process.type}'|\\btypes: \\['${process.type}'`);
  const importsIt = ({ from, names: taken }: Import): boolean =>
    modules.some((path) => isIn(from, path)) || taken.some((name) => names.includes(name));
  return sources
    .filter(
      ({ file, text, imports }) =>
        [...table, ...folders].some((path) => isIn(file, path)) ||
        calls?.test(text) === true ||
        asked.test(text) ||
        imports.some(importsIt),
    )
    .map(({ file }) => file);
};

describe.each(Object.values(PROCESSES) as readonly Process[])('the files that know $type', (process) => {
  const { table, more, ...known } = KNOWN[process.type] ?? { table: [], more: {}, folders: [], names: [] };
  const files = filesThatKnow(process, { table, ...known });
  const others = files.filter((file) => !LISTS.includes(file) && !table.includes(file));

  it('are its own by the table, the lists, and those that have a reason of its own', () => {
    expect(files).toEqual(expect.arrayContaining([...table, ...LISTS]));
    expect(table.length).toBeLessThanOrEqual(MOST_OWN);
    expect(others.filter((file) => !Object.keys(more).some((path) => isIn(file, path)))).toEqual([]);
    // A reason that nothing needs any more goes.
    expect(Object.keys(more).filter((path) => !others.some((file) => isIn(file, path)))).toEqual([]);
    console.info(
      `${process.type}: ${table.length} files of its own, ${LISTS.length} lists, ${others.length} more for ${new Set(Object.values(more)).size} reasons`,
    );
  });
});

it('no file outside the tests knows the toy', () => {
  const names = ['REVIEW', 'REVIEW_FIELDS', 'Review', 'reviewsContract', 'reviewsHandlers'];
  expect(filesThatKnow(REVIEW, { table: [], folders: [], names })).toEqual([]);
  expect(sources.filter(({ text }) => /\bREV\b|'reviews?\.|tests\/toy/.test(text))).toEqual([]);
  expect(sources.length).toBeGreaterThan(500);
});
