import type { KnowledgeFilter, KnowledgeSort } from '#contracts/knowledge.ts';
import { ARTICLE_STATES, KNOWN_ERROR_STATES } from '#domain/fields/knowledge.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState } from '#domain/processes/process.ts';
import type { Role } from '#domain/records/common.ts';
import {
  anyOne,
  type Chosen,
  defineListChoice,
  manyOf,
  oneOf,
  words,
} from '#renderer/shared/record/list-choice.ts';

export const KNOWLEDGE_VIEWS = ['inForce', 'review', 'toReview', 'mine', 'all'] as const;
export type KnowledgeView = (typeof KNOWLEDGE_VIEWS)[number];

export const KNOWLEDGE_TYPES = [ARTICLE.type, KNOWN_ERROR.type] as const;

/** The states of both kinds, each once, in the order of their lives. */
export const KNOWLEDGE_STATES = [...new Set([...ARTICLE_STATES, ...KNOWN_ERROR_STATES])];
export type KnowledgeState = (typeof KNOWLEDGE_STATES)[number];

/** What of a view's entries the list shows. */
export const KNOWLEDGE_CHOICE = defineListChoice({
  page: 'knowledge-base',
  views: KNOWLEDGE_VIEWS,
  filters: {
    type: oneOf(KNOWLEDGE_TYPES),
    states: manyOf(KNOWLEDGE_STATES),
    category: anyOne(),
    text: words(),
  },
  sorts: [
    ...(['number', 'title', 'state', 'category', 'ownerName', 'updatedAt'] as const),
    ...(['publishedAt', 'validUntil', 'helpful', 'uses'] as const),
  ],
  sort: { field: 'updatedAt', direction: 'desc' } as KnowledgeSort,
});

const IN_FORCE = KNOWLEDGE_STATES.filter(
  (state) => isActiveState(ARTICLE, state) || isActiveState(KNOWN_ERROR, state),
);

/** The states that a view is about; null for views of entries in all states. */
export const statesOf = (view: KnowledgeView): readonly KnowledgeState[] | null => {
  switch (view) {
    case 'inForce':
      return IN_FORCE;
    case 'review':
      return ['review'];
    case 'toReview':
    case 'mine':
    case 'all':
      return null;
  }
};

/** Who answers for knowledge begins with what waits for them, everybody else with what can be used. */
export const firstView = (roles: readonly Role[]): KnowledgeView =>
  roles.includes('knowledge-manager') ? 'toReview' : 'inForce';

/** The question that a view asks, narrowed by what the user chose. */
export const filterOf = (
  {
    view,
    type,
    states,
    category,
    text,
  }: Chosen<typeof KNOWLEDGE_CHOICE.filters> & {
    readonly view: KnowledgeView;
  },
  personId: string,
): KnowledgeFilter => {
  const asked = statesOf(view) ?? states;
  return {
    ...(asked.length === 0 ? {} : { states: [...asked] }),
    ...(view === 'toReview' ? { toReview: true } : {}),
    ...(view === 'mine' ? { ownerId: personId } : {}),
    ...(type === null ? {} : { types: [type] }),
    ...(category === null ? {} : { category }),
    ...(text === '' ? {} : { text }),
  };
};
