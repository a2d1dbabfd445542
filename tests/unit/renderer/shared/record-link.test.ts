import { beforeAll, expect, test } from 'vitest';
import { setupFeatures } from '#renderer/app/features.ts';
import { fullLinkOf, type LinkedRecord } from '#renderer/shared/navigation/record-link.ts';
import { recordOfRoute } from '#renderer/shared/navigation/record-menu.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';

beforeAll(setupFeatures);

const ORDER: Route = { page: 'order', id: 'id-1' };
const DEVICE: Route = { page: 'ci', id: 'id-1' };

test.each<[string, Route, string, Partial<LinkedRecord>]>([
  ['the number of an order', ORDER, 'MOV-7QK-0042', { collection: 'orders', number: 'MOV-7QK-0042' }],
  // Nothing finds a device by it.
  ['a device’s name that looks like one', DEVICE, 'NB-0042', { collection: 'configItems', number: null }],
])('a tab is called by %s', (_what, route, title, record) => {
  expect(recordOfRoute(route, title)).toMatchObject({ id: 'id-1', ...record });
});

test.each<[string, Partial<LinkedRecord>, string]>([
  [
    'its number',
    { collection: 'tickets', type: 'incident', number: 'INC-7QK-0042' },
    'incident/INC-7QK-0042',
  ],
  [
    'its id where an import numbered it',
    { collection: 'tickets', type: 'incident', number: 'INC0042' },
    'incident/id-1',
  ],
  ['its id where it has no number', { collection: 'configItems', number: null }, 'ci/id-1'],
])('a link names a record by %s', async (_what, record, link) => {
  const whole = { collection: 'tickets', id: 'id-1', type: null, number: null, ...record } as const;
  expect(await fullLinkOf(whole)).toBe(`deskhand://${link}`);
});
