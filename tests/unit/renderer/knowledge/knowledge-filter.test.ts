import { describe, expect, it } from 'vitest';
import { knowledgeFilterSchema } from '#contracts/knowledge.ts';
import {
  filterOf,
  firstView,
  KNOWLEDGE_STATES,
  KNOWLEDGE_VIEWS,
  statesOf,
} from '#renderer/features/knowledge/list/knowledge-filter.ts';

const WIDE = { type: null, states: [], category: null, text: '' } as const;

describe('the lists of the knowledge base', () => {
  it.each(KNOWLEDGE_VIEWS)('%s asks what the data host understands', (view) => {
    expect(knowledgeFilterSchema.safeParse(filterOf({ ...WIDE, view }, 'kim')).success).toBe(true);
  });

  it('in force is what counts as such in either process, resolved and retired entries are not', () => {
    expect(filterOf({ ...WIDE, view: 'inForce' }, 'kim').states).toEqual(['published', 'fix_planned']);
  });

  it('mine are those that I answer for, in whatever state', () => {
    expect(filterOf({ ...WIDE, view: 'mine' }, 'kim')).toEqual({ ownerId: 'kim' });
  });

  it('what is chosen narrows a view, and states only views that are not about some', () => {
    const chosen = {
      type: 'article',
      states: ['draft'],
      category: 'Network',
      text: 'dock',
    } as const;
    expect(filterOf({ ...chosen, view: 'toReview' }, 'kim')).toEqual({
      toReview: true,
      states: ['draft'],
      types: ['article'],
      category: 'Network',
      text: 'dock',
    });
    expect(filterOf({ ...chosen, view: 'review' }, 'kim').states).toEqual(statesOf('review'));
  });

  it('names each state once', () => {
    expect(new Set(KNOWLEDGE_STATES).size).toBe(KNOWLEDGE_STATES.length);
  });

  it('begins with what waits for whoever looks after it, with what can be used for the others', () => {
    expect(firstView(['knowledge-manager', 'service-desk'])).toBe('toReview');
    expect(firstView(['service-desk'])).toBe('inForce');
  });
});
