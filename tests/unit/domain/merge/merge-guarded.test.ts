import { describe, expect, it } from 'vitest';
import type { Article } from '#domain/fields/knowledge.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import type { ProcessRecord } from '#domain/processes/process.ts';
import { takeStep } from '#domain/processes/steps.ts';
import { unwrap } from '../env.ts';
import { write } from '../permissions/writes.ts';
import { aRecord, asEverybody } from '../processes/world.ts';
import { env } from './records.ts';

const draft = aRecord(ARTICLE, { body: 'Hold the button.', tags: ['dock'] });
const published = unwrap(takeStep(ARTICLE, draft, { to: 'published' }, asEverybody));
const edited = unwrap(
  updateRecord(ARTICLE, draft, { body: 'Hold it for ten seconds.', tags: ['dock', 'usb'] }, asEverybody),
);
const of = (record: ProcessRecord) => record as unknown as Article;
const merge = (mine: ProcessRecord, theirs: ProcessRecord) =>
  mergeRecords('knowledge', of(draft), of(mine), of(theirs), env);

describe('what was edited while somebody else published it', () => {
  it.each([
    ['by me', edited, published],
    ['by the other side', published, edited],
  ])('%s waits for a decision: what is published is what the publisher read', (_who, mine, theirs) => {
    const { merged, clashes } = merge(mine, theirs);
    expect(merged).toMatchObject({ state: 'published', body: 'Hold the button.', tags: ['dock'] });
    expect(clashes.map(({ field, mine: waits }) => [field, waits])).toEqual([
      ['tags', ['dock', 'usb']],
      ['body', 'Hold it for ten seconds.'],
    ]);
  });

  it('is taken by the server, also from somebody who does not publish', () => {
    expect(write('knowledge', published, merge(edited, published).merged, ['field'])).toEqual({ ok: true });
  });

  it('stays an edit where the other side only sent it to review', () => {
    const submitted = unwrap(takeStep(ARTICLE, draft, { to: 'review' }, asEverybody));
    expect(merge(edited, submitted).merged).toMatchObject({ state: 'review', openClashes: 0 });
  });
});
