import { describe, expect, it } from 'vitest';
import { isPlanWrong, localOf, type OrderPlan, planChanges } from '#renderer/features/orders/order-plan.ts';
import { instantOf } from '#renderer/features/orders/order-wizard.ts';

const base: OrderPlan = {
  requestedFor: '',
  plannedStart: '2026-11-21T08:00',
  plannedEnd: '2026-11-21T09:00',
  contactPhone: '+49 1',
  description: '',
};

describe('the plan of an order', () => {
  it('writes times as the local text that means the same instant', () => {
    for (const instant of ['2026-11-21T08:00:00.000Z', '2026-07-01T22:30:00.000Z'])
      expect(instantOf(localOf(instant))).toBe(instant);
    expect(localOf(null)).toBe('');
  });

  it('sends only what differs, emptied fields as null', () => {
    expect(planChanges(base, base)).toEqual({});
    expect(planChanges(base, { ...base, plannedEnd: '', contactPhone: ' ', description: 'x' })).toEqual({
      plannedEnd: null,
      contactPhone: null,
      description: 'x',
    });
  });

  it('is wrong when it ends before it starts', () => {
    expect(isPlanWrong(base)).toBe(false);
    expect(isPlanWrong({ ...base, plannedEnd: '2026-11-21T07:00' })).toBe(true);
    expect(isPlanWrong({ ...base, plannedEnd: '' })).toBe(false);
  });
});
