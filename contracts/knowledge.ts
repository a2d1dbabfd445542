import type { KnowledgeEntry } from '#domain/records/knowledge.ts';
import { answer, defineContract } from './define.ts';
import { byId, type Names } from './shared.ts';

export const knowledgeContract = defineContract({
  feature: 'knowledge',
  commands: {},
  queries: {
    detail: {
      input: byId,
      output: answer<{ readonly entry: KnowledgeEntry; readonly names: Names }>(),
      watches: ['knowledge'],
    },
  },
});
