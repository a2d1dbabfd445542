/** Who writes past every console in the attacks (attacks.ts), and how an act is made that no console would make for them. */
import type { JournalEntry } from '#domain/fields/base.ts';
import type { ProcessContext } from '#domain/processes/process.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { type Env, ROLES, type Role } from '#domain/records/common.ts';
import { actorWith, envOf } from '../env.ts';
import { contextOf } from '../fixtures.ts';

/** Who there is; the approver is anna, who is away from 10 to 16. */
export const WHO = {
  ...{ anna: 'field', yuri: 'field', rita: 'change-manager', leo: 'team-lead', ada: 'administrator' },
  ...{ carl: 'change-manager', eve: 'change-manager', root: 'administrator', dora: 'service-desk' },
  ...{ pia: 'problem-manager', kim: 'knowledge-manager', bot: 'worker', nora: null },
} as const satisfies Readonly<Record<string, Role | null>>;
export type Who = keyof typeof WHO;
export const rolesOf = (who: Who): readonly Role[] => {
  const role = WHO[who];
  return role === null ? [] : [role];
};

/** One of each role, and somebody with an account alone. */
const EACH = ['dora', 'anna', 'leo', 'pia', 'kim', 'carl', 'ada', 'bot', 'nora'] as const;
type OfEach = (typeof EACH)[number];

/** One write; `refused` is the reason that the server gives, or null where it takes it. */
export type Attack = {
  readonly name: string;
  readonly collection: CollectionName;
  readonly before: object | null;
  readonly after: object;
  readonly by: Who;
  readonly refused: string | null;
};

export const T = (hour: number): string => `2026-11-22T${String(hour).padStart(2, '0')}:00:00.000Z`;
export const env = (who: Who, hour: number, deviceId = 'device-1'): Env => ({
  ...envOf(rolesOf(who), T(hour)),
  actor: { ...actorWith(rolesOf(who), who), deviceId },
});
export const ctx = (who: Who, hour: number, deviceId?: string) => contextOf(env(who, hour, deviceId));

/** As it stands at a server that never asked how it came to be. */
export const stored = <R extends { readonly journal: readonly JournalEntry[] }>(record: R): R => ({
  ...record,
  journal: record.journal.map((one) => ({ ...one, origin: 'import' })),
});

/** An act in somebody's name as whoever may all would do it: what a console refuses them is written all the same. */
export const forging = (who: Who, hour: number): ProcessContext => ({
  ...ctx(who, hour),
  env: { ...env(who, hour), actor: { ...env(who, hour).actor, roles: ROLES } },
});

type Tried = Pick<Attack, 'name' | 'collection' | 'before'> & {
  /** What they write. */
  readonly after: (who: OfEach) => object;
  readonly may: readonly OfEach[];
  /** Why the others may not; `else` for whom nothing stands. */
  readonly refused: Readonly<Partial<Record<OfEach, string>>> & { readonly else: string };
};

/** The same act by each role. */
export const byEach = ({ name, after, may, refused, ...rest }: Tried): readonly Attack[] =>
  EACH.map((by) => ({
    ...{ ...rest, name: `${name} by ${by}`, after: after(by), by },
    refused: may.includes(by) ? null : (refused[by] ?? refused.else),
  }));
