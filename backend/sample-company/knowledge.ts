import { nextNumber } from '#domain/numbering/number-block.ts';
import type { Instant } from '#domain/records/common.ts';
import type { KnowledgeEntry } from '#domain/records/knowledge.ts';
import { ARTICLES } from './article-texts.ts';
import { baseOf, padded, SAMPLE_BLOCK } from './base.ts';
import { KNOWN_ERRORS } from './known-error-texts.ts';

export const knownErrorId = (index: number): string => `known-error-${padded(index + 1, 3)}`;

/** Known errors and articles of the service desk. */
export const knowledgeOf = (at: Instant): readonly KnowledgeEntry[] => {
  const errors = KNOWN_ERRORS.map(
    (text, index): KnowledgeEntry => ({
      ...baseOf(knownErrorId(index), at),
      type: 'known_error',
      number: nextNumber('known_error', SAMPLE_BLOCK, index + 1),
      title: text.title,
      state: text.state ?? 'published',
      active: text.state !== 'resolved',
      symptom: text.symptom,
      rootCause: text.rootCause,
      workaround: text.workaround,
      solution: text.solution,
      errorCode: text.errorCode ?? null,
      category: text.category,
      ciIds: [],
      models: [...(text.models ?? [])],
      serviceIds: text.service === undefined ? [] : [text.service],
      problemId: null,
      validUntil: null,
      tags: [],
    }),
  );
  const articles = ARTICLES.map(
    (text, index): KnowledgeEntry => ({
      ...baseOf(`article-${padded(index + 1, 3)}`, at),
      type: 'article',
      number: nextNumber('article', SAMPLE_BLOCK, index + 1),
      title: text.title,
      state: 'published',
      active: true,
      symptom: text.about,
      rootCause: '',
      workaround: '',
      solution: text.steps,
      errorCode: null,
      category: text.category,
      ciIds: [],
      models: [],
      serviceIds: [],
      problemId: null,
      validUntil: null,
      tags: [],
    }),
  );
  return [...errors, ...articles];
};
