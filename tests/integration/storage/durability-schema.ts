import { defineFullText } from '#main/host/storage/search-fields.ts';

export const collectionName = 'records';

type Item = { readonly id: string; readonly count: number; readonly text: string };

export const recordSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 60 },
    count: { type: 'integer', minimum: 0, maximum: 1_000_000, multipleOf: 1 },
    text: { type: 'string' },
  },
  required: ['id', 'count', 'text'],
  indexes: ['count'],
} as const;

export const fullText = [
  defineFullText<Item>({
    collection: collectionName,
    fields: (item) => ({ title: `word${item.count}`, body: item.text, keys: [item.id] }),
  }),
];
