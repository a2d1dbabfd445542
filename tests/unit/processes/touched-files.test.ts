/**
 * Which files know a process by name: they stand in its folders, import what is its own, name its commands, or ask for its type. They are its
 * own by the table in ARCHITECTURE, "Adding a process"; stand in its folders; have the one line of a list; or do something that only this
 * process can, and then each file says here what for. What serves all processes may know none of them, whatever reason is given.
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

/** What serves every process: it asks the tables. A process that needs a line here is described badly, or the tables lack a word. */
const FOR_ALL = [
  ...['domain/fields/', 'domain/journal/', 'domain/merge/', 'domain/numbering/', 'domain/records/'],
  ...[
    'domain/processes/engine.ts',
    'domain/processes/process.ts',
    'domain/processes/steps.ts',
    'domain/processes/ticket-rules.ts',
  ],
  ...['contracts/client.ts', 'contracts/define.ts', 'contracts/process.ts', 'contracts/shared.ts'],
  ...['main/electron/', 'preload/', 'main/host/kernel/', 'main/host/local/', 'main/host/session/'],
  ...['main/host/storage/', 'main/host/store/', 'main/host/sync/'],
  ...['main/host/features/processes/', 'main/host/features/effects/', 'main/host/features/conflicts/'],
  ...['renderer/app/', 'renderer/shell/', 'renderer/features/conflicts/', 'renderer/features/search/'],
  ...['renderer/shared/drafts/', 'renderer/shared/navigation/', 'renderer/shared/record/'],
];

/** Has records of all kinds, as a company would. */
const SAMPLES = 'backend/sample-company/';

/** Branches by the same words for something else: types as older versions wrote them, kinds of links, names of views. */
const OTHER_WORDS: readonly string[] = [
  'domain/records/upgrade.ts',
  'renderer/features/knowledge/list/knowledge-filter.ts',
];

type Known = {
  /** Its files by the table. */
  readonly table: readonly string[];
  /** Folders that are its own, with a slash at the end. */
  readonly folders: readonly string[];
  /** What its tables, types and contract are called. */
  readonly names: readonly string[];
  /** Each other file that knows it, and what for: things that only this process can. */
  readonly more: Readonly<Record<string, string>>;
};

const FROM_SERVICENOW = 'ServiceNow hands incidents over';
const TO_SERVICENOW = 'ServiceNow takes incidents';
const CLOSED_LATER = 'resolved incidents are closed after some business days';
const MADE_FROM = 'a problem is made from incidents, tells and resolves them';
const HELP = 'what may help is found while it is typed';
const ARTICLE_FROM = 'an article is written from a solved one';
const BECOMES = 'a problem becomes one, and is resolved with it';
const ONE_LIST = 'one list and page for both kinds of knowledge';
const CHAIN = 'a change is made from what it is to mend, and both name each other';
const ESCALATED = 'one is escalated, and may be a major one';
const PREPARES = 'a change prepares what it will do to items and relations, and may do that';
const BUNDLES = 'a release brings changes';
const STORY = 'stories lead from problems to it and on';
const EFFECTS = 'what it may do to others is said by its kind';

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
      'cli/verbs/check.ts': CLOSED_LATER,
      'main/host/background.ts': CLOSED_LATER,
      'cli/export/servicenow.ts': TO_SERVICENOW,
      'cli/verbs/export.ts': TO_SERVICENOW,
      'domain/changes/from-record.ts': CHAIN,
      'domain/changes/links.ts': CHAIN,
      'domain/effects/granted.ts': EFFECTS,
      'domain/events/announcements.ts': 'what is down already is told as an outage',
      'domain/import/servicenow-replay.ts': FROM_SERVICENOW,
      'domain/import/servicenow-rows.ts': FROM_SERVICENOW,
      'domain/incidents/diagnose.ts': 'only an incident is asked about by a diagnosis script',
      'domain/incidents/escalation.ts': ESCALATED,
      'domain/incidents/holds.ts': 'it waits for its caller, for a change, for a vendor',
      'domain/incidents/major.ts': ESCALATED,
      'domain/knowledge/from-ticket.ts': ARTICLE_FROM,
      'domain/problems/from-incidents.ts': MADE_FROM,
      'domain/problems/problem.effects.ts': MADE_FROM,
      'domain/processes/incident-blank.ts': 'one that another system tells of',
      'domain/processes/incident-escalation.ts': 'nothing else is escalated',
      'domain/processes/ticket-acts.ts': 'it has a parent and a problem',
      'main/host/features/changes/change-from.ts': CHAIN,
      'main/host/features/changes/change-links.ts': CHAIN,
      'main/host/features/notices/notice-watch.ts':
        'who decides whether one is major is told of those proposed',
      'main/host/features/problems/problem-incidents.ts': MADE_FROM,
      'main/host/features/problems/problems.handlers.ts': MADE_FROM,
      'main/host/features/tickets/tickets.handlers.ts':
        'children of an incident that are not theirs to resolve who asks',
      'main/host/import/servicenow-import.ts': FROM_SERVICENOW,
      'main/host/read/read-model.ts': HELP,
      'main/host/read/suggest.ts': HELP,
      'renderer/features/changes/today-page.tsx':
        'whoever accepts major incidents begins with those proposed and those escalated',
      'renderer/features/config-items/config-item-page.tsx': 'the incidents of a device',
      'renderer/features/knowledge/create/create-model.ts': ARTICLE_FROM,
      'renderer/features/knowledge/create/known-already.tsx': 'similar ones are shown',
      'renderer/features/people/person-page.tsx': 'a call is begun at its caller',
      'renderer/features/problems/page/use-resolve-along.tsx': MADE_FROM,
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
      'domain/changes/from-record.ts': CHAIN,
      'domain/changes/links.ts': CHAIN,
      'main/host/features/changes/change-from.ts': CHAIN,
      'main/host/features/changes/change-links.ts': CHAIN,
      'domain/effects/granted.ts': EFFECTS,
      'domain/knowledge/from-ticket.ts': ARTICLE_FROM,
      'domain/permissions/server-roles.ts': 'trends: who may dismiss one',
      'main/host/features/tickets/tickets.handlers.ts': 'its page shows incidents and known errors',
      'main/host/read/problems.ts':
        'its list counts incidents; similar ones are found before it is made twice',
      'main/host/read/read-model.ts':
        'its list counts incidents; similar ones are found before it is made twice',
      'renderer/features/incidents/page/problem-part.tsx': 'an incident names its problem',
      'renderer/features/knowledge/create/create-model.ts': ARTICLE_FROM,
      'renderer/features/queue/use-ticket-acts.ts': 'several of the queue become one',
    },
  },
  change: {
    table: [
      'domain/fields/changes.ts',
      'domain/processes/change.ts',
      'contracts/changes.ts',
      'main/host/features/changes/changes.handlers.ts',
      'renderer/features/changes/changes.feature.tsx',
      'renderer/features/changes/changes-page.tsx',
      'renderer/features/changes/change-page.tsx',
      'renderer/features/changes/change-new-page.tsx',
    ],
    folders: ['main/host/features/changes/', 'renderer/features/changes/'],
    names: ['CHANGE', 'CHANGE_FIELDS', 'Change', 'changesContract'],
    more: {
      'domain/changes/links.ts': CHAIN,
      'domain/changes/standard.ts': 'standard changes are made from models',
      'domain/changes/rehearsal.ts': PREPARES,
      'domain/changes/rehearsal-acts.ts': PREPARES,
      'domain/effects/granted.ts': PREPARES,
      'domain/permissions/server-prepared.ts': PREPARES,
      'domain/permissions/server-roles.ts': 'models of standard changes: who writes them',
      'domain/reports/kpis.ts': 'the success of changes is a figure',
      'main/host/features/incidents/incidents.handlers.ts': CHAIN,
      'main/host/features/meetings/agenda-rows.ts': 'changes alone have conflicts',
      'renderer/features/approvals/approval-card.tsx': 'changes alone have a risk',
      'main/host/features/problems/problems.handlers.ts': CHAIN,
      'renderer/features/knowledge/page/related-part.tsx': CHAIN,
      'renderer/shared/changes/changes-part.tsx': CHAIN,
      'domain/events/announcements.ts': 'what is told of a change follows its window',
      'contracts/releases.ts': BUNDLES,
      'main/host/features/events/calendar-rows.ts': 'changes are in the calendar, but for cancelled ones',
      'main/host/features/releases/go-conditions.ts': BUNDLES,
      'main/host/features/releases/releases.handlers.ts': BUNDLES,
      'main/host/read/changes.ts': 'its list tells whether each is approved; what it caused is looked up',
    },
  },
  release: {
    table: [
      'domain/fields/releases.ts',
      'domain/processes/release.ts',
      'contracts/releases.ts',
      'main/host/features/releases/releases.handlers.ts',
      'renderer/features/releases/releases.feature.tsx',
      'renderer/features/releases/releases-page.tsx',
      'renderer/features/releases/release-page.tsx',
      'renderer/features/releases/release-new-page.tsx',
    ],
    folders: ['domain/releases/', 'main/host/features/releases/', 'renderer/features/releases/'],
    names: ['RELEASE', 'RELEASE_FIELDS', 'Release', 'releasesContract'],
    more: {
      'main/host/features/events/calendar-rows.ts': 'its waves are in the calendar',
      'main/host/read/story.ts': STORY,
      'main/host/read/releases.ts':
        'its list tells how far its waves are; what its changes caused is counted',
      'renderer/features/changes/page/releases-part.tsx': 'one is begun with a change',
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
      'main/host/features/knowledge/article-images.ts': 'its text has images',
      'renderer/features/knowledge/images.ts': 'its text has images',
      'renderer/features/knowledge/list/knowledge-columns.tsx': ONE_LIST,
      'renderer/features/knowledge/list/knowledge-filter.ts': ONE_LIST,
      'renderer/features/knowledge/page/knowledge-page.tsx': ONE_LIST,
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
      'contracts/problems.ts': BECOMES,
      'domain/changes/from-record.ts': CHAIN,
      'main/host/features/changes/change-from.ts': CHAIN,
      'renderer/features/knowledge/page/related-part.tsx': CHAIN,
      'domain/effects/granted.ts': EFFECTS,
      'main/host/features/problems/known-error.ts': BECOMES,
      'main/host/features/problems/problems.handlers.ts': BECOMES,
      'main/host/read/knowledge-list.ts': 'one list with articles, and offered for a ticket',
      'main/host/read/problems.ts': BECOMES,
      'main/host/read/story.ts': STORY,
      'renderer/features/knowledge/list/knowledge-columns.tsx': ONE_LIST,
      'renderer/features/knowledge/list/knowledge-filter.ts': ONE_LIST,
      'renderer/features/knowledge/page/knowledge-page.tsx': ONE_LIST,
      'renderer/features/problems/page/known-error-part.tsx': BECOMES,
      'renderer/features/problems/page/use-resolve-along.tsx': BECOMES,
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
  const branch = `case '${process.type}':`;
  const importsIt = ({ from, names: taken }: Import): boolean =>
    modules.some((path) => isIn(from, path)) || taken.some((name) => names.includes(name));
  return sources
    .filter(
      ({ file, text, imports }) =>
        [...table, ...folders].some((path) => isIn(file, path)) ||
        calls?.test(text) === true ||
        asked.test(text) ||
        (text.includes(branch) && !OTHER_WORDS.includes(file)) ||
        imports.some(importsIt),
    )
    .map(({ file }) => file);
};

const NOTHING: Known = { table: [], folders: [], names: [], more: {} };

describe.each(Object.values(PROCESSES) as readonly Process[])('the files that know $type', (process) => {
  const { table, more, ...known } = KNOWN[process.type] ?? NOTHING;
  const files = filesThatKnow(process, { table, ...known });
  const others = files.filter(
    (file) => ![...LISTS, ...table, ...known.folders, SAMPLES].some((path) => isIn(file, path)),
  );

  it('are its own by the table, its folders and the lists, and those that have a reason of their own', () => {
    expect(files).toEqual(expect.arrayContaining([...table, ...LISTS]));
    expect(table.length).toBeLessThanOrEqual(MOST_OWN);
    // A reason that nothing needs any more goes.
    expect(others.sort()).toEqual(Object.keys(more).sort());
    console.info(
      `${process.type}: ${table.length} files of its own, ${LISTS.length} lists, ${others.length} more for ${new Set(Object.values(more)).size} reasons`,
    );
  });

  it('are none of those that serve all processes', () => {
    const served = files.filter((file) => ![...LISTS, ...table].includes(file));
    expect(served.filter((file) => FOR_ALL.some((path) => isIn(file, path)))).toEqual([]);
  });
});

it('no file outside the tests knows the toy', () => {
  const names = ['REVIEW', 'REVIEW_FIELDS', 'Review', 'reviewsContract', 'reviewsHandlers'];
  expect(filesThatKnow(REVIEW, { table: [], folders: [], names })).toEqual([]);
  expect(sources.filter(({ text }) => /\bREV\b|'reviews?\.|tests\/toy/.test(text))).toEqual([]);
  expect(sources.length).toBeGreaterThan(500);
});
