import type { JournalEntry } from '#domain/fields/base.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import {
  ARTICLE_FIELDS,
  type Article,
  KNOWN_ERROR_FIELDS,
  type KnowledgeEntry,
  type KnownError,
} from '#domain/fields/knowledge.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { blankOf } from '#domain/processes/engine.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState } from '#domain/processes/process.ts';
import type { Instant } from '#domain/records/common.ts';
import { ARTICLES } from './article-texts.ts';
import { baseOf, padded, SAMPLE_BLOCK } from './base.ts';
import { KNOWN_ERRORS } from './known-error-texts.ts';

export const knownErrorId = (index: number): string => `known-error-${padded(index + 1, 3)}`;

/** The ways that the sample's knowledge went, one entry of the history a step. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  published: ['draft', 'published'],
  fix_planned: ['draft', 'published', 'fix_planned'],
  resolved: ['draft', 'published', 'fix_planned', 'resolved'],
  retired: ['draft', 'published', 'fix_planned', 'resolved', 'retired'],
};

const historyOf = (id: string, state: string, at: Instant): JournalEntry[] =>
  (PATHS[state] ?? ['draft']).map((to, index, path) => ({
    id: `${id}-${index}`,
    at,
    by: 'person-sd-1',
    device: 'sample',
    origin: 'console',
    kind: index === 0 ? 'created' : 'state',
    changes: [{ field: 'state', from: path[index - 1] ?? null, to }],
    text: null,
    minutes: null,
    effectId: null,
  }));

const blank = <E extends KnowledgeEntry>(table: FieldTable): E => blankOf(table) as E;

/** Known errors and articles of the service desk; `problemOfKnownError` tells the problem behind one. */
export const knowledgeOf = (
  at: Instant,
  problemOfKnownError: (index: number) => string | null,
): readonly KnowledgeEntry[] => {
  const errors = KNOWN_ERRORS.map(
    (text, index): KnownError => ({
      ...blank<KnownError>(KNOWN_ERROR_FIELDS),
      ...baseOf(knownErrorId(index), at),
      number: nextNumber(KNOWN_ERROR.numbers, SAMPLE_BLOCK, index + 1),
      title: text.title,
      state: text.state ?? 'published',
      active: isActiveState(KNOWN_ERROR, text.state ?? 'published'),
      journal: historyOf(knownErrorId(index), text.state ?? 'published', at),
      symptom: text.symptom,
      rootCause: text.rootCause,
      workaround: text.workaround,
      solution: text.solution,
      errorCode: text.errorCode ?? null,
      category: text.category,
      models: [...(text.models ?? [])],
      serviceIds: text.service === undefined ? [] : [text.service],
      publishedAt: text.state === 'draft' ? null : at,
      problemId: problemOfKnownError(index),
    }),
  );
  const articles = ARTICLES.map(
    (text, index): Article => ({
      ...blank<Article>(ARTICLE_FIELDS),
      ...baseOf(`article-${padded(index + 1, 3)}`, at),
      number: nextNumber(ARTICLE.numbers, SAMPLE_BLOCK, index + 1),
      title: text.title,
      state: 'published',
      active: true,
      journal: historyOf(`article-${padded(index + 1, 3)}`, 'published', at),
      symptom: text.about,
      body: text.steps,
      category: text.category,
      publishedAt: at,
    }),
  );
  return [...errors, ...articles];
};
