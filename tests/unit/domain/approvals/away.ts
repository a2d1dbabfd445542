/** Anna is away, and the hours of the day on which she is. */
import type { Delegate } from '#domain/fields/approvals.ts';
import type { Role } from '#domain/records/common.ts';
import { actorWith, envOf } from '../env.ts';
import { contextOf } from '../fixtures.ts';

export const T = (hour: number): string => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
export const by = (personId: string, hour: number, roles: readonly Role[] = ['field']) =>
  contextOf({ ...envOf(roles, T(hour)), actor: actorWith(roles, personId) });
/** Anna is away from 10 to 16, and yuri decides for her. */
export const delegate = (more: Partial<Delegate> = {}): Delegate => ({
  ...{ id: 'anna-yuri', personId: 'anna', delegateId: 'yuri', startsAt: T(10), endsAt: T(16), roles: [] },
  ...more,
});
