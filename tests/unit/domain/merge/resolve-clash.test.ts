import { describe, expect, it } from 'vitest';
import { resolveClash } from '#domain/merge/resolve-clash.ts';
import { ticketOf } from '../sla/tickets.ts';
import { edited, mergeTickets, env as now } from './records.ts';

/** Later than both edits. */
const env = { ...now, now: '2026-11-18T16:00:00.000Z' };

describe('deciding a clash', () => {
  const base = ticketOf();
  const clashed = mergeTickets(
    base,
    edited(base, { title: 'Mine' }, 'a'),
    edited(base, { title: 'Theirs' }, 'b'),
  ).merged;
  const id = clashed.clashes[0]?.id ?? '';

  it('writes the value, marks who decided and records it', () => {
    const decided = resolveClash('tickets', clashed, id, { take: 'mine' }, env);
    expect(decided.ok && decided.value).toMatchObject({
      title: 'Mine',
      openClashes: 0,
      updatedAt: env.now,
      clashes: [{ id, resolution: 'mine', resolvedBy: 'person-sync', resolvedAt: env.now }],
    });
    expect(decided.ok && decided.value.journal.at(-1)).toMatchObject({
      kind: 'clash_resolved',
      changes: [{ field: 'title', from: 'Theirs', to: 'Mine' }],
    });
  });

  it('refuses what is unknown, decided already, or does not fit', () => {
    const code = (result: ReturnType<typeof resolveClash>) => (result.ok ? 'ok' : result.error.code);
    expect(code(resolveClash('tickets', clashed, 'nope', { take: 'mine' }, env))).toBe('clash_not_found');
    const decided = resolveClash('tickets', clashed, id, { take: 'theirs' }, env);
    expect(decided.ok && code(resolveClash('tickets', decided.value, id, { take: 'mine' }, env))).toBe(
      'clash_decided',
    );
    const state = mergeTickets(
      base,
      edited(base, { state: 'resolved' }, 'a'),
      edited(base, { state: 'in_progress' }, 'b'),
    );
    const edit = { take: 'edited', value: { title: 'not of the group' } } as const;
    expect(code(resolveClash('tickets', state.merged, state.clashes[0]?.id ?? '', edit, env))).toBe(
      'invalid',
    );
  });

  it('decided on one replica, it is decided on all', () => {
    const decided = resolveClash('tickets', clashed, id, { take: 'mine' }, env);
    const other = edited(clashed, { symptom: 'x' }, 'b');
    expect(decided.ok && mergeTickets(clashed, other, decided.value).merged).toMatchObject({
      title: 'Mine',
      symptom: 'x',
      openClashes: 0,
    });
  });
});
