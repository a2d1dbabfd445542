/** Effects that another console began, and never finished: this one does, without being asked. */
import { expect, it } from 'vitest';
import { type EffectDraft, effectOf } from '#domain/effects/effect.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { create, host, reopen, SOLVED, stored } from './support/incidents-host.ts';
import { command, data } from './support/test-host.ts';

/** Looks again at every change of a record; a test that waits in vain ends by its own limit. */
const untilResolved = (id: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      if ((await stored(id)).state !== 'resolved') return;
      stop();
      resolve();
    };
    const stop = host.context.bus.listen(() => void look().catch(reject));
    look().catch(reject);
  });

/** A parent that another console has resolved, as the sync writes it, and its child, which nobody got to. */
const resolvedElsewhere = async (): Promise<{
  readonly child: Ticket;
  readonly arrive: (updatedAt: string) => Promise<void>;
}> => {
  const [parent, child] = [await create('Core is down'), await create('No network')];
  const solved = await data(command(host, 'incidents.step', { id: parent.id, ...SOLVED }));
  await data(command(host, 'incidents.setParent', { id: child.id, parentId: parent.id }));
  const draft: EffectDraft = {
    collection: 'tickets',
    targetId: child.id,
    act: 'step',
    set: SOLVED,
    text: null,
    reason: parent.number,
  };
  const effects = [effectOf(parent.id, solved.journal.at(-1)?.id ?? '', draft, host.context.env())];
  return {
    child,
    arrive: async (updatedAt) => {
      const stored = { ...solved, effects, updatedAt };
      await host.context.database.collections.tickets.bulkUpsert([stored as never]);
    },
  };
};

it('are done when the record comes in', async () => {
  const { child, arrive } = await resolvedElsewhere();
  expect((await stored(child.id)).state).toBe('new');
  // Too old for the look at what came while nobody was signed in.
  await arrive('2026-01-01T00:00:00.000Z');
  await untilResolved(child.id);
  expect((await stored(child.id)).journal.at(-1)).toMatchObject({ origin: 'effect', by: 'desk-1' });
});

it('are done after the next sign-in when the console was closed at once', async () => {
  const { child, arrive } = await resolvedElsewhere();
  await arrive(host.context.clock.now());
  await reopen();
  await untilResolved(child.id);
});
