import type { QueryOutput } from '#contracts/registry.ts';

export type KnowledgeDetail = QueryOutput<'knowledge.detail'>;
