import { ARTICLE_FIELDS } from '#domain/fields/knowledge.ts';
import { row } from '#domain/permissions/rights.ts';
import type { Role } from '#domain/records/common.ts';
import { knowledgeRules, type MayEditEntry } from './knowledge-rules.ts';
import { defineProcess, mayEditIn, step } from './process.ts';

const WRITE: readonly Role[] = [
  'service-desk',
  'field',
  'team-lead',
  'problem-manager',
  'knowledge-manager',
  'change-manager',
  'administrator',
];
const PUBLISH: readonly Role[] = ['team-lead', 'knowledge-manager', 'administrator'];
const TEXT = ['body'];
const NOTE = ['note'];
const DATES = { asks: ['validUntil', 'reviewOn'] };

/** Who may do what with articles. Whoever does not publish edits drafts and what is in review only, see `EDITORS`. */
// biome-ignore format: a table is read by its columns
const RIGHTS = {
  //                     desk    field   lead   problem know   change admin  worker
  'articles.create':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'articles.update':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'articles.step':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'articles.addNote':  row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'articles.correct':  row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'articles.rate':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'articles.addImage': row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'articles.import':   row('none', 'none', 'all', 'none', 'all', 'none', 'all', 'all'),
};

/** What is published speaks for the service desk. */
const EDITORS = { published: PUBLISH };

/** The article (field guide 1.4): draft, review, published, retired. Only what is published is in force. */
export const ARTICLE = defineProcess({
  type: 'article',
  collection: 'knowledge',
  feature: 'articles',
  numbers: { kind: 'article', prefix: 'KB' },
  fields: ARTICLE_FIELDS,
  states: {
    draft: { phase: 'open', active: false },
    review: { phase: 'waiting', active: false },
    published: { phase: 'done', active: true },
    retired: { phase: 'ended' },
  },
  initial: ['draft'],
  // biome-ignore format: a table is read by its columns
  steps: [
    //   name       from         to           requires roles
    step('submit',  'draft',     'review',    TEXT,    WRITE),
    step('publish', 'draft',     'published', TEXT,    PUBLISH, DATES),
    step('publish', 'review',    'published', TEXT,    PUBLISH, DATES),
    step('reject',  'review',    'draft',     NOTE,    PUBLISH),
    step('revise',  'published', 'draft',     NOTE,    PUBLISH),
    step('retire',  'draft',     'retired',   NOTE,    PUBLISH),
    step('retire',  'published', 'retired',   NOTE,    PUBLISH),
    step('revive',  'retired',   'draft',     [],      PUBLISH),
  ],
  stateFields: {},
  needs: { review: TEXT, published: TEXT },
  opening: ['state'],
  acts: ['create', 'update', 'step', 'addNote', 'correct'],
  rights: RIGHTS,
  marks: [
    { command: 'articles.addNote', fields: [] },
    { command: 'articles.correct', fields: [] },
    { command: 'articles.rate', fields: ['ratings'] },
  ],
  editors: EDITORS,
  own: knowledgeRules(EDITORS),
});

export const mayEditArticle: MayEditEntry = (entry, roles) => mayEditIn(ARTICLE, entry.state, roles);
