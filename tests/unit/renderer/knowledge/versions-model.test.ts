import { describe, expect, it } from 'vitest';
import type { Article } from '#domain/fields/knowledge.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { createRecord, updateRecord } from '#domain/processes/engine.ts';
import { takeStep } from '#domain/processes/steps.ts';
import {
  comparedSides,
  differingFields,
  type Side,
  sidesOf,
} from '#renderer/features/knowledge/page/versions-model.ts';
import { envOf, unwrap } from '../../domain/env.ts';
import { contextOf } from '../../domain/fixtures.ts';

const on = (day: string) => contextOf(envOf(['knowledge-manager'], `2026-${day}T08:00:00.000Z`));
const articleWith = (texts: { readonly body: string }): Article =>
  unwrap(createRecord<Article>(ARTICLE, null, { number: 'KB-1', title: 'Dock', ...texts }, on('01-01')));
const step = (article: Article, to: string, day: string): Article =>
  unwrap(takeStep(ARTICLE, article, { to, note: 'Because' }, on(day)));
const edit = (article: Article, patch: { readonly body: string }, day: string): Article =>
  unwrap(updateRecord(ARTICLE, article, patch, on(day)));

const side = (id: string): Side => ({ id, number: Number(id), at: '', by: '', texts: {} });

describe('versions to compare', () => {
  it('are those that were in force', () => {
    const published = step(articleWith({ body: 'First' }), 'published', '01-02');
    expect(sidesOf(published).map(({ id, texts }) => [id, texts.body])).toEqual([['1', 'First']]);
  });

  it('take in what a revised article says before it is published again', () => {
    const published = step(articleWith({ body: 'First' }), 'published', '01-02');
    const revised = step(published, 'draft', '01-03');
    expect(sidesOf(revised).map(({ id }) => id)).toEqual(['1']);
    const changed = edit(revised, { body: 'Second' }, '01-04');
    expect(sidesOf(changed).map(({ id, number, texts }) => [id, number, texts.body])).toEqual([
      ['1', 1, 'First'],
      ['now', null, 'Second'],
    ]);
  });

  it('are none for a draft that never was in force', () => {
    expect(sidesOf(articleWith({ body: 'First' }))).toEqual([]);
  });
});

describe('the two that are compared', () => {
  const sides = ['1', '2', '3'].map(side);
  const ids = (before: string | null, after: string | null) => {
    const found = comparedSides(sides, { before, after });
    return found === null ? null : [found.before?.id ?? null, found.after.id];
  };

  it('are the last and the one before it until others are chosen', () => {
    expect(ids(null, null)).toEqual(['2', '3']);
    expect(ids(null, '2')).toEqual(['1', '2']);
    expect(ids('1', '3')).toEqual(['1', '3']);
    expect(ids('3', '1')).toEqual(['3', '1']);
  });

  it('are one alone where the first has nothing before it, and none without versions', () => {
    expect(ids(null, '1')).toEqual([null, '1']);
    expect(comparedSides([], { before: null, after: null })).toBeNull();
  });

  it('differ in fields that one of them lacks, too', () => {
    expect(differingFields({ title: 'A', body: 'x' }, { title: 'A', symptom: 'y' })).toEqual([
      'symptom',
      'body',
    ]);
  });
});
