import { beforeAll, describe, expect, it } from 'vitest';
import { FEATURES, setupFeatures } from '#renderer/app/features.ts';
import type { Feature } from '#renderer/shared/navigation/feature.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import { pageSpec, registered, registerFeatures } from '#renderer/shared/navigation/registry.ts';
import { listRoute } from '#renderer/shared/navigation/route.ts';

const features: readonly Feature[] = FEATURES;
beforeAll(setupFeatures);

/** What stands there more than once. */
const doubled = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('the features', () => {
  it('name each page, draft, command, letter and kind of record once', () => {
    const { lists, creates, records } = registered();
    expect(doubled(features.flatMap(({ pages }) => Object.keys(pages)))).toEqual([]);
    expect(doubled(features.flatMap(({ drafts = {} }) => Object.keys(drafts)))).toEqual([]);
    // `g g` is taken: it goes to the lists themselves.
    expect(doubled(['g', ...lists.map(({ letter }) => letter)])).toEqual([]);
    for (const { views = [] } of lists) expect(doubled(views.map(({ id }) => id))).toEqual([]);
    expect(doubled(creates.map(({ id }) => id))).toEqual([]);
    expect(doubled(creates.flatMap(({ shortcut }) => shortcut ?? []))).toEqual([]);
    const kinds = records.flatMap(({ collection, types }) =>
      (types ?? ['*']).map((type) => `${collection}/${type}`),
    );
    expect(doubled(kinds)).toEqual([]);
  });

  it('lead from every record, form and list to a page that is there', () => {
    const { lists, creates, records } = registered();
    const routes = [
      ...lists.map(({ page }) => listRoute(page)),
      ...creates.map(({ route }) => route()),
      ...records.map(({ route }) => route('id')),
    ];
    for (const { page } of routes) expect(pageSpec(page).title).not.toBe('');
  });

  it('put every record under a list that the navigation has', () => {
    const lists = new Set<string>(registered().lists.map(({ page }) => page));
    for (const { pages } of features) {
      for (const [page, { list = page }] of Object.entries(pages)) expect(lists, page).toContain(list);
    }
  });
});

describe('the page of a record', () => {
  it.each([
    ['tickets', 'incident', { page: 'ticket', id: 'r' }],
    ['tickets', 'problem', { page: 'problem', id: 'r' }],
    ['tickets', null, { page: 'ticket', id: 'r' }],
    ['tickets', 'problem', { page: 'problem', id: 'r' }],
    ['orders', 'move', { page: 'order', id: 'r' }],
    ['inventories', null, { page: 'ci', id: 'r' }],
    ['directory', 'person', { page: 'person', id: 'r' }],
    ['directory', 'team', null],
    ['settings', null, { page: 'settings' }],
    ['relations', null, null],
  ] as const)('of %s with type %s is %o', (collection, type, route) => {
    expect(routeOfRecord(collection, 'r', type)).toEqual(route);
  });

  it('is that of the line for its type where one is named, whatever the order', () => {
    const ci = { collection: 'tickets', icon: null, types: ['newer'] } as const;
    registerFeatures([...features, { pages: {}, records: [{ ...ci, route: (id) => ({ page: 'ci', id }) }] }]);
    expect(routeOfRecord('tickets', 'r', 'newer')).toEqual({ page: 'ci', id: 'r' });
    expect(routeOfRecord('tickets', 'r', 'incident')).toEqual({ page: 'ticket', id: 'r' });
    setupFeatures();
  });
});
