import { expect, test } from 'vitest';
import { teamForMe } from '#domain/tickets/team-for-me.ts';

test.each<[string | null, readonly string[], string | null]>([
  ['own', ['first', 'own'], 'own'],
  ['other', ['first', 'own'], 'first'],
  [null, ['first'], 'first'],
  ['other', [], 'other'],
  [null, [], null],
])('a ticket of %s that somebody of %j takes on is of %s', (teamId, teamIds, wanted) => {
  expect(teamForMe(teamId, { teamIds })).toBe(wanted);
});
