import { describe, expect, it } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import type { Draft } from '#contracts/drafts.ts';
import type { DraftChange } from '#renderer/shared/drafts/draft-model.ts';
import { createDraftStore, type DraftRef, draftId } from '#renderer/shared/drafts/draft-store.ts';

const REF: DraftRef = { scope: 'ana', key: 'incident:1' };
const RESTARTED: Reply<never> = { ok: false, error: { code: 'host_restarted', reason: 'call.restarted' } };
const FULL: Reply<never> = {
  ok: false,
  error: { code: 'drafts_full', reason: 'drafts.full', details: { label: 'INC-1', max: 1 } },
};
type Elsewhere = { readonly ref: DraftRef; readonly change: DraftChange };
type Fields = Readonly<Record<string, unknown>>;

/** A disk and a clock that go forward only when told. */
const setup = (stored: Fields | null = null) => {
  const disk: { fields: Fields | null; label: string } = { fields: stored, label: '' };
  const later: (() => void)[] = [];
  const outcomes: ('ok' | 'restarted' | 'full' | 'slow')[] = [];
  const told: string[] = [];
  const elsewhere: Elsewhere[] = [];
  let saves = 0;
  const store = createDraftStore({
    load: async ({ key }): Promise<Reply<Draft | null>> => ({
      ok: true,
      data: disk.fields === null ? null : { key, label: disk.label, fields: disk.fields, savedAt: '' },
    }),
    save: async (_ref, label, fields) => {
      saves += 1;
      const outcome = outcomes.shift();
      if (outcome === 'slow') return new Promise<never>(() => undefined);
      if (outcome === 'restarted') return RESTARTED;
      if (outcome === 'full') return FULL;
      disk.fields = Object.keys(fields).length === 0 ? null : fields;
      disk.label = label;
      return { ok: true, data: { savedAt: '' } };
    },
    refused: ({ code }) => told.push(code),
    typed: (ref, change) => elsewhere.push({ ref, change }),
    later: (work) => {
      later.push(work);
      return () => {
        const index = later.indexOf(work);
        if (index >= 0) later.splice(index, 1);
      };
    },
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const tick = async (): Promise<void> => {
    for (const work of later.splice(0)) work();
    await settle();
  };
  const draft = () => store.state.getState()[draftId(REF)];
  return { store, disk, outcomes, told, elsewhere, tick, settle, draft, saves: () => saves };
};

describe('the draft store', () => {
  it('brings back what an earlier run kept', async () => {
    const { store, settle, draft } = setup({ note: { value: 'half a sen', base: '' } });
    store.open(REF, 'INC-1');
    await settle();
    expect(draft()?.fields).toEqual({ note: { value: 'half a sen', base: '' } });
  });

  it('says once that a draft is not kept, and goes on trying until there is room', async () => {
    const { store, disk, outcomes, told, tick, settle, draft } = setup();
    store.open(REF, 'INC-1');
    await settle();
    outcomes.push('full', 'full', 'full');
    store.write(REF, 'note', 'a', '');
    await tick();
    store.write(REF, 'note', 'ab', '');
    await tick();
    await tick();
    expect(told).toEqual(['drafts_full']);
    expect([draft()?.status, draft()?.fields.note?.value, disk.fields]).toEqual(['waiting', 'ab', null]);
    await tick();
    expect([draft()?.status, disk.fields]).toEqual(['saved', { note: { value: 'ab', base: '' } }]);
    outcomes.push('full');
    store.write(REF, 'note', 'abc', '');
    await tick();
    expect(told).toEqual(['drafts_full', 'drafts_full']);
  });

  it('writes several keystrokes once', async () => {
    const { store, disk, tick, settle, saves } = setup();
    store.open(REF, 'INC-1');
    await settle();
    store.write(REF, 'note', 'a', '');
    store.write(REF, 'note', 'ab', '');
    await tick();
    expect(disk.fields).toEqual({ note: { value: 'ab', base: '' } });
    expect(saves()).toBe(1);
  });

  it('does not overwrite the stored draft with words typed before it was read', async () => {
    const { store, disk, settle, tick } = setup({ title: { value: 'kept', base: 'x' } });
    store.open(REF, 'INC-1');
    store.write(REF, 'note', 'early', '');
    await settle();
    await tick();
    expect(disk.fields).toEqual({
      title: { value: 'kept', base: 'x' },
      note: { value: 'early', base: '' },
    });
  });

  it('keeps the words and sends them again when the host restarts in between', async () => {
    const { store, disk, outcomes, tick, settle, draft } = setup();
    store.open(REF, 'INC-1');
    await settle();
    outcomes.push('restarted');
    store.write(REF, 'note', 'not lost', '');
    await tick();
    expect(disk.fields).toBeNull();
    expect(draft()).toMatchObject({ status: 'waiting', fields: { note: { value: 'not lost', base: '' } } });
    await tick();
    expect(disk.fields).toEqual({ note: { value: 'not lost', base: '' } });
    expect(draft()?.status).toBe('saved');
  });

  it('sends what was typed during a save at once when the window goes away', async () => {
    const { store, disk, outcomes, tick, settle } = setup();
    store.open(REF, 'INC-1');
    await settle();
    outcomes.push('slow');
    store.write(REF, 'note', 'half', '');
    await tick();
    store.write(REF, 'note', 'half a sentence', '');
    store.flushAll();
    await settle();
    expect(disk.fields).toEqual({ note: { value: 'half a sentence', base: '' } });
  });

  it('keeps the name that a draft got after its words were saved', async () => {
    const { store, disk, tick, settle, draft, saves } = setup();
    store.open(REF, '');
    await settle();
    store.write(REF, 'title', 'Printer', '');
    store.flush(REF);
    await settle();
    expect(disk.label).toBe('');
    store.open(REF, 'Printer');
    await tick();
    expect(disk.label).toBe('Printer');
    expect(draft()?.status).toBe('saved');
    // What says the same is not written again, and is not newer for having been looked at.
    store.open(REF, 'Printer');
    await tick();
    expect(saves()).toBe(2);
    const next = setup(disk.fields);
    next.disk.label = 'Printer';
    next.store.open(REF, '');
    await next.settle();
    next.store.open(REF, 'Printer');
    await next.tick();
    expect(next.saves()).toBe(0);
  });

  it('does not bring a draft back that was discarded while it was read', async () => {
    const { store, disk, settle, tick, draft } = setup({ note: { value: 'old', base: '' } });
    store.open(REF, 'INC-1');
    store.discard(REF);
    await settle();
    await tick();
    expect(draft()?.fields).toEqual({});
    expect(disk.fields).toBeNull();
  });

  it('keeps the drafts of two people apart', async () => {
    const { store, settle, draft } = setup();
    store.open(REF, 'INC-1');
    store.write({ ...REF, scope: 'ben' }, 'note', 'mine', '');
    await settle();
    expect(draft()?.fields).toEqual({});
  });

  it('is one draft in two windows: what is typed in one is taken over by the other, and told once', async () => {
    const one = setup();
    const other = setup();
    for (const { store, settle } of [one, other]) {
      store.open(REF, 'INC-1');
      await settle();
    }
    one.store.write(REF, 'note', 'half', '');
    for (const { ref, change } of one.elsewhere) other.store.adopt(ref, change);
    expect(other.draft()?.fields).toEqual({ note: { value: 'half', base: '' } });
    expect(other.elsewhere).toEqual([]);
    await other.tick();
    expect(other.disk.fields).toEqual({ note: { value: 'half', base: '' } });
    other.store.discard(REF);
    expect(other.elsewhere).toEqual([{ ref: REF, change: { set: {}, ended: ['note'] } }]);
    // What is not open here is read from disk when it is.
    one.store.adopt({ ...REF, key: 'incident:2' }, { set: {}, ended: [] });
    expect(Object.keys(one.store.state.getState())).toEqual([draftId(REF)]);
  });

  it('loses nothing that two windows type at the same time into fields of one draft', async () => {
    const one = setup();
    const other = setup();
    for (const { store, settle } of [one, other]) {
      store.open(REF, 'INC-1');
      await settle();
    }
    one.store.write(REF, 'note', 'half a sentence', '');
    other.store.write(REF, 'title', 'Printer', 'x');
    other.store.write(REF, 'title', 'Printer down', 'x');
    // Each is told only now what was typed in the other one.
    for (const { ref, change } of [...one.elsewhere]) other.store.adopt(ref, change);
    for (const { ref, change } of [...other.elsewhere]) one.store.adopt(ref, change);
    const both = {
      note: { value: 'half a sentence', base: '' },
      title: { value: 'Printer down', base: 'x' },
    };
    expect(one.draft()?.fields).toEqual(both);
    expect(other.draft()?.fields).toEqual(both);
    await one.tick();
    expect(one.disk.fields).toEqual(both);
    one.store.clear(REF, ['title']);
    other.store.adopt(REF, one.elsewhere.at(-1)?.change ?? { set: {}, ended: [] });
    expect(other.draft()?.fields).toEqual({ note: both.note });
  });

  it('does not bring back what another window has sent while the draft was being read here, nor lose what is on disk', async () => {
    const { store, settle, draft } = setup({
      note: { value: 'sent', base: '' },
      title: { value: 'kept', base: '' },
    });
    store.open(REF, 'INC-1');
    store.adopt(REF, { set: { reason: { value: 'typed', base: '' } }, ended: ['note'] });
    await settle();
    expect(draft()?.fields).toEqual({
      title: { value: 'kept', base: '' },
      reason: { value: 'typed', base: '' },
    });
  });
});
