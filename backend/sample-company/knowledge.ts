import type { JournalEntry } from '#domain/fields/base.ts';
import type { FieldTable } from '#domain/fields/field.ts';
import {
  ARTICLE_FIELDS,
  type Article,
  KNOWN_ERROR_FIELDS,
  type KnowledgeEntry,
  type KnownError,
  type Rating,
} from '#domain/fields/knowledge.ts';
import { nextNumber } from '#domain/numbering/number-block.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { blankOf } from '#domain/processes/engine.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState } from '#domain/processes/process.ts';
import type { Instant, IsoDate } from '#domain/records/common.ts';
import { ARTICLES, type ArticleText } from './article-texts.ts';
import { baseOf, padded, SAMPLE_BLOCK } from './base.ts';
import { KNOWN_ERRORS } from './known-error-texts.ts';

const articleId = (index: number): string => `article-${padded(index + 1, 3)}`;

const USED_FOR = new Map<string, readonly string[]>();
for (const [index, { for: subcategories = [] }] of ARTICLES.entries()) {
  for (const one of subcategories) USED_FOR.set(one, [...(USED_FOR.get(one) ?? []), articleId(index)]);
}
/** Of so many incidents that an article is for, one was solved with it. */
const USED_ONCE_IN = 3;

/** The article that the `index`th incident was worked on with, if any. Not drawn: what is drawn after it would be another company. */
export const articlesUsed = (subcategory: string, index: number): readonly string[] => {
  const articles = USED_FOR.get(subcategory) ?? [];
  const one = articles[index % articles.length];
  return one === undefined || index % USED_ONCE_IN !== 0 ? [] : [one];
};

export const knownErrorId = (index: number): string => `known-error-${padded(index + 1, 3)}`;

/** The ways that the sample's knowledge went, one entry of the history a step. */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  review: ['draft', 'review'],
  published: ['draft', 'published'],
  fix_planned: ['draft', 'published', 'fix_planned'],
  resolved: ['draft', 'published', 'fix_planned', 'resolved'],
  retired: ['draft', 'published', 'fix_planned', 'resolved', 'retired'],
};

const entryOf = (
  id: string,
  at: Instant,
  more: Pick<JournalEntry, 'kind' | 'changes' | 'by' | 'text'>,
): JournalEntry => ({
  ...{ id, at, device: 'sample', origin: 'console', minutes: null, effectId: null },
  ...more,
});

const historyOf = (id: string, state: string, at: Instant): JournalEntry[] =>
  (PATHS[state] ?? ['draft']).map((to, index, path) =>
    entryOf(`${id}-${index}`, at, {
      by: 'person-sd-1',
      kind: index === 0 ? 'created' : 'state',
      changes: [{ field: 'state', from: path[index - 1] ?? null, to }],
      text: null,
    }),
  );

/** Who reads and rates: people of the service desk. */
const READERS = ['person-sd-1', 'person-desk-2', 'person-desk-3'] as const;

/** What readers say is wrong with the article that helped nobody. */
const COMPLAINTS = [
  'The portal for guests has moved, the address is the old one.',
  'Guests get the voucher at the reception now.',
  null,
] as const;

const ratingsOf = ({ for: used = [], life }: ArticleText, index: number, at: Instant): Rating[] => {
  if (life === 'badly-rated')
    return READERS.map((id, reader) => ({ id, helpful: false, text: COMPLAINTS[reader] ?? null, at }));
  const readers = used.length === 0 || life !== undefined ? [] : READERS.slice(0, index % 3);
  return readers.map((id) => ({ id, helpful: true, text: null, at }));
};

const OUTDATED_DAYS = 12;
const dayBefore = (day: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

const articleOf = (text: ArticleText, index: number, at: Instant, today: IsoDate): Article => {
  const id = articleId(index);
  const state = text.life === 'draft' || text.life === 'review' ? text.life : 'published';
  const ratings = ratingsOf(text, index, at);
  return {
    ...blank<Article>(ARTICLE_FIELDS),
    ...baseOf(id, at),
    number: nextNumber(ARTICLE.numbers, SAMPLE_BLOCK, index + 1),
    title: text.title,
    state,
    active: isActiveState(ARTICLE, state),
    journal: [
      ...historyOf(id, state, at),
      ...ratings.map((rating) =>
        entryOf(`${id}-r-${rating.id}`, at, {
          by: rating.id,
          kind: 'rating',
          changes: [],
          text: rating.text,
        }),
      ),
    ],
    symptom: text.about,
    body: text.steps,
    category: text.category,
    ownerId: 'person-knowledge-1',
    ratings,
    publishedAt: state === 'published' ? at : null,
    validUntil: text.life === 'outdated' ? dayBefore(today, OUTDATED_DAYS) : null,
  };
};

const blank = <E extends KnowledgeEntry>(table: FieldTable): E => blankOf(table) as E;

/** Known errors and articles of the service desk; `problemOfKnownError` tells the problem behind one. */
export const knowledgeOf = (
  at: Instant,
  problemOfKnownError: (index: number) => string | null,
  today: IsoDate,
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
  return [...errors, ...ARTICLES.map((text, index) => articleOf(text, index, at, today))];
};
