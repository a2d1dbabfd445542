import { expect, it } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import type { Tab } from '#renderer/shared/navigation/navigation-store.ts';
import { createTabKeeper } from '#renderer/shared/navigation/tab-keeper.ts';

const RESTARTED: Reply<never> = { ok: false, error: { code: 'host_restarted', reason: 'call.restarted' } };
const tab = (id: string): Tab => ({ key: id, route: { page: 'queue' }, title: id, name: '' });

const setup = () => {
  const later = new Set<() => void>();
  const saved: string[] = [];
  const replies: Reply<unknown>[] = [];
  const keeper = createTabKeeper({
    save: async (personId, tabs) => {
      saved.push(`${personId}:${tabs.map(({ key }) => key).join(',')}`);
      return replies.shift() ?? { ok: true, data: null };
    },
    later: (work) => {
      later.add(work);
      return () => later.delete(work);
    },
  });
  const tick = async (): Promise<void> => {
    for (const work of [...later]) {
      later.delete(work);
      work();
    }
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return { keeper, saved, replies, tick, later };
};

it('sends the last of a burst once', async () => {
  const { keeper, saved, tick } = setup();
  keeper.changed('ana', [tab('a')]);
  keeper.changed('ana', [tab('a'), tab('b')]);
  await tick();
  await tick();
  expect(saved).toEqual(['ana:a,b']);
});

it('sends at once what waits when the console is locked or left, and nothing when nothing waits', async () => {
  const { keeper, saved, tick, later } = setup();
  keeper.flush();
  keeper.changed('ana', []);
  keeper.flush();
  expect(saved).toEqual(['ana:']);
  expect(later.size).toBe(0);
  await tick();
  expect(saved).toEqual(['ana:']);
});

it('sends again what a restarting host did not take, unless there is something newer or somebody else', async () => {
  const { keeper, saved, replies, tick } = setup();
  replies.push(RESTARTED);
  keeper.changed('ana', [tab('a')]);
  await tick();
  await tick();
  expect(saved).toEqual(['ana:a', 'ana:a']);
  replies.push({ ok: false, error: { code: 'signed_out', reason: 'session.sign_in' } });
  keeper.changed('ana', []);
  await tick();
  await tick();
  expect(saved).toHaveLength(3);
});
