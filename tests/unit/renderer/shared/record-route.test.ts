import { beforeAll, expect, it } from 'vitest';
import { setupFeatures } from '#renderer/app/features.ts';
import { routeElsewhere } from '#renderer/shared/navigation/record-route.ts';

beforeAll(setupFeatures);

it.each([
  ['problem', { page: 'problem', id: 't1' }],
  ['incident', null],
  // A newer console brings it: being led to the page that is open already would only close it.
  ['something_new', null],
])('a ticket of type %s is led to %o', (type, route) => {
  expect(routeElsewhere('tickets', { id: 't1', type }, 'ticket')).toEqual(route);
});
