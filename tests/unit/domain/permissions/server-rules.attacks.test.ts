/** Writes past every console, as the rules take them; over HTTP in tests/integration/backend/rights-attacks.test.ts. */
import { expect, it } from 'vitest';
import { rolesOf } from './attack-world.ts';
import { attacks } from './attacks.ts';
import { json, write } from './writes.ts';

it.each(attacks())('$name: $refused', ({ collection, before, after, by, refused }) => {
  const verdict = write(collection, before === null ? null : json(before), json(after), rolesOf(by), by);
  expect(verdict).toMatchObject(refused === null ? { ok: true } : { ok: false, reason: refused });
});
