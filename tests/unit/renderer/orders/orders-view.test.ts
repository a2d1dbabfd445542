import { expect, it } from 'vitest';
import type { Role } from '#domain/records/common.ts';
import { viewOf } from '#renderer/features/orders/orders-store.ts';

it.each<readonly [readonly Role[], ReturnType<typeof viewOf>]>([
  [['field'], 'today'],
  [['team-lead', 'field'], 'today'],
  [['service-desk'], 'open'],
  [['team-lead'], 'open'],
  [['change-manager'], 'open'],
])('the list of orders begins for %j with %s, until another view is chosen', (roles, view) => {
  expect(viewOf(null, roles)).toBe(view);
  expect(viewOf('week', roles)).toBe('week');
});
