import type { Actor, Env, Role } from '#domain/records/common.ts';
import type { Failure } from '#domain/records/result.ts';

/** An actor with the given roles; `team-1` is their team. */
export const actorWith = (roles: readonly Role[], personId = 'person-1'): Actor => ({
  personId,
  roles,
  teamIds: ['team-1'],
  deviceId: 'device-1',
});

let made = 0;

/** An environment whose clock stands at `now` and whose ids count up over the whole test run. */
export const envOf = (roles: readonly Role[] = ['service-desk'], now = '2026-11-20T09:00:00.000Z'): Env => ({
  now,
  newId: () => {
    made += 1;
    return `id-${String(made).padStart(6, '0')}`;
  },
  actor: actorWith(roles),
});

/** The value of a result that must be a success; the failure's reason otherwise. */
export const unwrap = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure },
): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.reason}`);
  return result.value;
};
