import { expect, it } from 'vitest';
import { effectOf } from '#domain/effects/effect.ts';
import type { Effect } from '#domain/fields/base.ts';
import { finishOpenEffects } from '#main/host/features/effects/effects.ts';
import { create, host, SOLVED, stored } from './support/incidents-host.ts';
import { actAs, command, data } from './support/test-host.ts';

const effectOn = (causeId: string, targetId: string, draft: Partial<Effect>): Effect => ({
  ...effectOf(
    causeId,
    'now',
    { collection: 'tickets', targetId, act: 'step', set: {}, text: null, reason: 'x' },
    host.context.env(),
  ),
  ...draft,
});

/** As the sync writes it, from a console that lies. */
const arrive = async (causeId: string, effects: readonly Effect[]): Promise<void> => {
  const cause = await stored(causeId);
  await host.context.database.collections.tickets.bulkUpsert([{ ...cause, effects } as never]);
  await finishOpenEffects(host.context);
};

it('a lead’s console lends nothing to an incident that somebody wrote effects into', async () => {
  await actAs(host, { roles: ['team-lead'], personId: 'lead-1', teamIds: ['team-a'] });
  const [cause, target] = [await create('Cause'), await create('Target')];
  await arrive(cause.id, [
    effectOn(cause.id, target.id, { set: { to: 'cancelled' }, text: 'gone', by: 'lead-1' }),
    effectOn(cause.id, target.id, { act: 'comment', text: 'Said the lead.' }),
    effectOn(cause.id, target.id, { act: 'link', set: { problemId: cause.id } }),
    effectOn(cause.id, target.id, { set: SOLVED, targetId: target.id }),
  ]);
  expect(await stored(target.id)).toEqual(target);
});

it('a resolved incident takes along only what hangs below it, in the name of who did it', async () => {
  await actAs(host, { roles: ['team-lead'], personId: 'lead-1', teamIds: ['team-a'] });
  const [cause, child, other] = [await create('Cause'), await create('Child'), await create('Other')];
  await data(command(host, 'incidents.step', { id: cause.id, ...SOLVED }));
  await data(command(host, 'incidents.setParent', { id: child.id, parentId: cause.id }));
  const solved = { set: SOLVED, by: 'person-admin-1' };
  await arrive(
    cause.id,
    [child, other].map(({ id }) => effectOn(cause.id, id, solved)),
  );
  expect((await stored(other.id)).state).toBe('new');
  const taken = await stored(child.id);
  expect(taken.state).toBe('resolved');
  expect(taken.journal.at(-1)).toMatchObject({ by: 'lead-1', origin: 'effect' });
});

it('whose role does not take the step does not take it for others', async () => {
  const [cause, child] = [await create('Cause'), await create('Child')];
  await data(command(host, 'incidents.step', { id: cause.id, ...SOLVED }));
  await data(command(host, 'incidents.setParent', { id: child.id, parentId: cause.id }));
  await actAs(host, { roles: ['change-manager'], personId: 'change-1' });
  await arrive(cause.id, [effectOn(cause.id, child.id, { set: SOLVED })]);
  expect((await stored(child.id)).state).toBe('new');
});
