import { describe, expect, it } from 'vitest';
import type { Article } from '#domain/fields/knowledge.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { aRecord, asEverybody } from '../processes/world.ts';
import { env } from './records.ts';

const draft = aRecord(ARTICLE, { body: 'Hold the button.' });
const submitted = unwrap(takeStep(ARTICLE, draft, { to: 'review' }, asEverybody));
const emptied = unwrap(updateRecord(ARTICLE, draft, { body: '' }, asEverybody));
const merge = (mine: ProcessRecord, theirs: ProcessRecord) => {
  const of = (record: ProcessRecord) => record as unknown as Article;
  return mergeRecords('knowledge', of(draft), of(mine), of(theirs), env);
};

describe('what a state needs, emptied meanwhile', () => {
  it.each([
    ['by the other side', submitted, emptied],
    ['by my side', emptied, submitted],
  ])('%s stays, and that it was emptied waits for a decision', (_who, mine, theirs) => {
    const { merged, clashes } = merge(mine, theirs);
    expect(merged).toMatchObject({ state: 'review', body: 'Hold the button.', openClashes: 1 });
    expect(clashes).toMatchObject([
      { field: 'body', base: 'Hold the button.', mine: '', theirs: 'Hold the button.' },
    ]);
    expect(clashes[0]).not.toHaveProperty('turned');
  });

  it('goes where the state does not need it', () => {
    const retitled = unwrap(updateRecord(ARTICLE, draft, { title: 'Other' }, asEverybody));
    expect(merge(retitled, emptied).merged).toMatchObject({ state: 'draft', body: '', openClashes: 0 });
  });
});
