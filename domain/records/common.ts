/** Client-made, time-ordered, unique id (ULID), or a deterministic id for imported records. Never changes, never reused. */
export type Id = string;

/** UTC instant as ISO 8601 with milliseconds, `2026-11-21T08:00:00.000Z`. Sorts as text. */
export type Instant = string;

/** Calendar date without a time, `2026-11-21`. */
export type IsoDate = string;

/** Who acts: the person's directory id, the roles the server granted, and the device that the entry was made on. */
export type Actor = {
  readonly personId: Id;
  readonly roles: readonly Role[];
  readonly teamIds: readonly Id[];
  readonly deviceId: string;
};

export const ROLES = [
  'service-desk',
  'field',
  'team-lead',
  'problem-manager',
  'knowledge-manager',
  'change-manager',
  'administrator',
  'worker',
] as const;
export type Role = (typeof ROLES)[number];

/** The outside world a rule needs, handed in so that the same input always gives the same output. */
export type Env = {
  readonly now: Instant;
  readonly newId: () => Id;
  readonly actor: Actor;
  /** What the person works with, which their entries say; `console` unless told. */
  readonly origin?: 'console' | 'cli';
};
