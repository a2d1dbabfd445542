import { expect, it } from 'vitest';
import type { OrderState } from '#domain/fields/orders.ts';
import { lateSince } from '#domain/orders/order.late.ts';

const at = (hour: string): string => `2026-11-30T${hour}:00.000Z`;
const NOW = at('20:00');

it.each<[string, OrderState, string | null, string | null, string | null, string | null]>([
  ['the morning at night', 'assigned', at('08:00'), at('10:00'), null, at('10:00')],
  ['begun and not done', 'work_in_progress', at('08:00'), at('10:00'), at('08:10'), at('10:00')],
  ['without an end and not begun', 'accepted', at('08:00'), null, null, at('08:00')],
  ['without an end, under way', 'work_in_progress', at('08:00'), null, at('08:10'), null],
  ['within its window', 'assigned', at('19:00'), at('21:00'), null, null],
  ['to come', 'assigned', at('21:00'), null, null, null],
  ['not planned', 'qualified', null, null, null, null],
  ['done', 'closed_complete', at('08:00'), at('10:00'), at('08:10'), null],
  ['called off', 'cancelled', at('08:00'), at('10:00'), null, null],
])('%s', (_, state, plannedStart, plannedEnd, startedAt, late) => {
  expect(lateSince({ state, plannedStart, plannedEnd, startedAt }, NOW)).toBe(late);
});
