import { describe, expect, it } from 'vitest';
import type { Article } from '#domain/fields/knowledge.ts';
import type { Attachment } from '#domain/fields/others.ts';
import { append, entry, newRecordBase } from '#domain/journal/journal.ts';
import { rateEntry } from '#domain/knowledge/rate.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { createRecord, updateRecord } from '#domain/processes/engine.ts';
import { addNote, takeStep } from '#domain/processes/steps.ts';
import { ROLES, type Role } from '#domain/records/common.ts';
import { envOf, unwrap } from '../env.ts';
import { as, write } from './writes.ts';

const draft = unwrap(
  createRecord<Article>(
    ARTICLE,
    null,
    { number: 'KB-7QK-0001', title: 'Dock', body: 'Plug it in again.' },
    as('service-desk'),
  ),
);
const published = unwrap(takeStep(ARTICLE, draft, { to: 'published' }, as('knowledge-manager')));
/** What a console writes that does not ask the domain. */
const rewritten = (article: Article, role: Role): Article =>
  append(
    { ...article, body: 'evil' },
    entry(envOf([role]), 'changed', { changes: [{ field: 'body', from: article.body, to: 'evil' }] }),
  );

describe('articles at the server', () => {
  it.each(ROLES)('are edited by %s in the states in which the domain lets them', (role) => {
    for (const article of [draft, published]) {
      const said = updateRecord(ARTICLE, article, { body: 'evil' }, as(role)).ok && role !== 'worker';
      // A worker brings articles from other systems, published ones too.
      const expected = role === 'worker' ? true : said;
      expect(write('knowledge', article, rewritten(article, role), [role]).ok).toBe(expected);
    }
  });

  it('take notes and ratings of everybody when they are published', () => {
    const noted = unwrap(addNote(ARTICLE, published, { text: 'Works with 1.3, too' }, as('field')));
    expect(write('knowledge', published, noted, ['field'])).toEqual({ ok: true });
    const rated = unwrap(rateEntry(ARTICLE, published, { helpful: false, text: null }, as('field')));
    expect(write('knowledge', published, rated, ['field'])).toEqual({ ok: true });
  });
});

describe('files at the server', () => {
  const file: Attachment = {
    ...newRecordBase(envOf(['field']), { id: 'img-1' }),
    ...{ ownerCollection: 'knowledge', ownerId: draft.id, fileName: 'dock.png', mediaType: 'image/png' },
    ...{ sizeBytes: 3, sha256: 'a'.repeat(64), md5: null, data: 'AAAA', active: true },
    journal: [entry(envOf(['field']), 'created')],
  };

  it('are added by everybody', () => {
    for (const role of ROLES) expect(write('attachments', null, file, [role])).toEqual({ ok: true });
  });

  it.each([{ data: 'BBBB' }, { ownerId: 'other' }, { sha256: 'b'.repeat(64) }])(
    'stay what they are: %j',
    (patch) => {
      for (const role of ROLES) {
        expect(write('attachments', file, { ...file, ...patch }, [role])).toMatchObject({
          code: 'forbidden',
        });
      }
    },
  );

  it('keep the histories of two consoles that added the same', () => {
    const merged = append(file, entry(envOf(['field']), 'created', {}));
    expect(write('attachments', file, merged, ['field'])).toEqual({ ok: true });
  });
});
