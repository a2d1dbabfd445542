import { describe, expect, it } from 'vitest';
import { ARTICLE_FIELDS, type Article } from '#domain/fields/knowledge.ts';
import { articleFromTicket } from '#domain/knowledge/from-ticket.ts';
import { rateEntry } from '#domain/knowledge/rate.ts';
import { reviewReasons } from '#domain/knowledge/review.ts';
import { versionsOf } from '#domain/knowledge/versions.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { createRecord, updateRecord } from '#domain/processes/engine.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import { addNote, takeStep } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';

let count = 0;
const at = (day: string, who = 'kim', roles: readonly Role[] = ['knowledge-manager']): ProcessContext => ({
  env: {
    now: `2026-${day}T08:00:00.000Z`,
    newId: () => {
      count += 1;
      return `id-${String(count).padStart(4, '0')}`;
    },
    actor: { personId: who, roles, teamIds: [], deviceId: 'D' },
  },
  settings: incidentSettings(),
  sla: (ticket) => ticket,
});

const unwrap = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

const drafted = (): Article =>
  unwrap(
    createRecord<Article>(
      ARTICLE,
      null,
      { number: 'KB-1', title: 'Dock', body: 'First' },
      at('01-01', 'anna'),
    ),
  );
const published = (): Article => unwrap(takeStep(ARTICLE, drafted(), { to: 'published' }, at('01-02')));

describe('versions of an article', () => {
  it('has none before it was published', () => {
    expect(versionsOf(drafted())).toEqual([]);
  });

  it('begins with what was published, and again with each edit in force', () => {
    const edited = unwrap(updateRecord(ARTICLE, published(), { body: 'Second' }, at('02-01')));
    expect(versionsOf(edited).map(({ number, texts, by }) => [number, texts.body, by])).toEqual([
      [1, 'First', 'kim'],
      [2, 'Second', 'kim'],
    ]);
  });

  it('leaves out what was changed while it was not in force, until it is again', () => {
    const back = unwrap(takeStep(ARTICLE, published(), { to: 'draft', note: 'Wrong' }, at('03-01')));
    const changed = unwrap(updateRecord(ARTICLE, back, { body: 'Half' }, at('03-02')));
    expect(versionsOf(changed).map(({ texts }) => texts.body)).toEqual(['First']);
    const again = unwrap(takeStep(ARTICLE, changed, { to: 'published' }, at('03-03')));
    expect(versionsOf(again).map(({ texts }) => texts.body)).toEqual(['First', 'Half']);
  });

  it('takes edits of one sitting for one version', () => {
    const one = unwrap(updateRecord(ARTICLE, published(), { body: 'Tpyo' }, at('02-01')));
    const two = unwrap(updateRecord(ARTICLE, one, { body: 'Typo' }, at('02-01')));
    expect(versionsOf(two).map(({ texts }) => texts.body)).toEqual(['First', 'Typo']);
  });
});

describe('who edits what is published', () => {
  it.each([
    ['service-desk', false],
    ['field', false],
    ['knowledge-manager', true],
    ['team-lead', true],
  ] as const)('%s: %s', (role, may) => {
    const result = updateRecord(ARTICLE, published(), { body: 'Mine' }, at('02-02', 'x', [role]));
    expect(result.ok).toBe(may);
    if (!result.ok) expect(result.error.code).toBe('forbidden');
  });
});

describe('reasons to review', () => {
  const rated = (entry: Article, helpful: boolean, who: string): Article =>
    unwrap(rateEntry(ARTICLE, entry, { helpful, text: null }, at('02-05', who)));
  const now = '2026-02-10T08:00:00.000Z';
  const used = { count: 3, lastAt: '2026-02-09T08:00:00.000Z' };

  it.each([
    ['nothing', (entry: Article) => entry, used, now, []],
    ['past its date', (entry: Article) => ({ ...entry, validUntil: '2026-02-09' }), used, now, ['outdated']],
    ['review due today', (entry: Article) => ({ ...entry, reviewOn: '2026-02-10' }), used, now, ['due']],
    [
      'more readers whom it did not help',
      (entry: Article) => rated(rated(rated(entry, true, 'a'), false, 'b'), false, 'c'),
      used,
      now,
      ['badly_rated'],
    ],
    [
      'two verdicts say nothing yet',
      (entry: Article) => rated(rated(entry, false, 'a'), false, 'b'),
      used,
      now,
      [],
    ],
    [
      'nobody used it',
      (entry: Article) => entry,
      { count: 0, lastAt: null },
      '2026-09-01T08:00:00.000Z',
      ['unused'],
    ],
    ['uses not counted yet', (entry: Article) => entry, null, '2026-09-01T08:00:00.000Z', []],
    [
      'old and used',
      (entry: Article) => entry,
      { count: 1, lastAt: '2027-05-01T08:00:00.000Z' },
      '2027-05-02T08:00:00.000Z',
      ['stale'],
    ],
  ] as const)('%s', (_name, make, usage, when, reasons) => {
    expect(reviewReasons(make(published()), usage, when)).toEqual(reasons);
  });

  it('does not make an entry younger what readers say of it', () => {
    const old = '2027-05-02T08:00:00.000Z';
    const recently = { count: 1, lastAt: old };
    const read = rated(published(), true, 'a');
    const said = unwrap(addNote(ARTICLE, read, { text: 'Still true?' }, at('12-24', 'x', ['field'])));
    expect(reviewReasons(said, recently, old)).toEqual(['stale']);
    const looked = unwrap(updateRecord(ARTICLE, said, { reviewOn: '2028-01-01' }, at('12-24')));
    expect(reviewReasons(looked, recently, old)).toEqual([]);
  });

  it('replaces a verdict of the same person', () => {
    const twice = rated(rated(published(), false, 'a'), true, 'a');
    expect(twice.ratings).toHaveLength(1);
    expect(twice.ratings[0]?.helpful).toBe(true);
  });

  it('waits for a decision while it is in review', () => {
    const submitted = unwrap(
      takeStep(ARTICLE, drafted(), { to: 'review' }, at('01-03', 'anna', ['service-desk'])),
    );
    expect(reviewReasons(submitted, null, now)).toEqual(['waits']);
  });
});

describe('an article from a ticket', () => {
  it('takes over what was wrong and what helped, and no person or device', () => {
    const ticket = {
      ...{
        type: 'incident',
        id: 't1',
        title: 'Dock black',
        closureNotes: 'Pull it',
        closureCode: 'workaround',
      },
      ...{ category: 'Hardware', serviceId: 's1', tags: ['dock'], description: 'Zofia says', ciId: 'c1' },
    } as never;
    const draft = articleFromTicket(ticket);
    expect(draft).toMatchObject({
      title: 'Dock black',
      body: 'Pull it',
      closureCode: 'workaround',
      ciIds: [],
    });
    expect(Object.keys(draft).every((field) => field in ARTICLE_FIELDS)).toBe(true);
  });
});
