import { expect, it } from 'vitest';
import type { Role } from '#domain/records/common.ts';
import { firstView } from '#renderer/features/orders/orders-store.ts';

it.each<readonly [readonly Role[], ReturnType<typeof firstView>]>([
  [['field'], 'today'],
  [['team-lead', 'field'], 'today'],
  [['service-desk'], 'open'],
  [['team-lead'], 'open'],
  [['change-manager'], 'open'],
])('the list of orders begins for %j with %s', (roles, view) => {
  expect(firstView(roles)).toBe(view);
});
