import { beforeAll, expect, it } from 'vitest';
import { setupFeatures } from '#renderer/app/features.ts';
import { keysOfDraft, routeOfDraft } from '#renderer/shared/drafts/draft-routes.ts';

beforeAll(setupFeatures);

it.each([
  ['incident:t1', { page: 'ticket', id: 't1' }],
  ['conflict:clash-1', { page: 'conflicts' }],
  ['ci:ci-1', { page: 'ci', id: 'ci-1' }],
  ['order:o1', { page: 'order', id: 'o1' }],
  ['order-new:@', { page: 'order-new', ciId: null, ticketId: null }],
  ['order-new:ci-1@', { page: 'order-new', ciId: 'ci-1', ticketId: null }],
  ['order-new:@t1', { page: 'order-new', ciId: null, ticketId: 't1' }],
  ['setting:priority-matrix', { page: 'settings' }],
  ['something-else:1', null],
  ['toString:1', null],
  ['no-colon', null],
])('a draft %s comes back on its page', (key, route) => {
  expect(routeOfDraft(key)).toEqual(route);
});

it('an article that is thrown away takes the pictures along that wait for it', () => {
  const stored = { images: { value: ['new-1', 'new-2'], base: [] }, title: { value: 'VPN', base: '' } };
  expect(keysOfDraft('article-new:a1@', stored)).toEqual([
    'article-new:a1@',
    'article-image:new-1',
    'article-image:new-2',
  ]);
  expect(keysOfDraft('article-new:a1@', {})).toEqual(['article-new:a1@']);
  expect(keysOfDraft('incident:t1', stored)).toEqual(['incident:t1']);
});
