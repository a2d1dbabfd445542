import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '#contracts/define.ts';
import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { host } from '#renderer/shared/host/host.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { useToast } from '#renderer/shared/notify/notify.ts';
import { saveField } from '#renderer/shared/record/field-save.ts';
import type { AnyRecord, RecordView, Values } from '#renderer/shared/record/record-page.ts';

beforeAll(setupTexts);
beforeEach(() => useToast.setState({ current: null }));

/** A record that is saved in memory; `follows` is what the host changes along with an edit. */
const viewOf = (start: Values, follows: (changes: Values) => Values = () => ({})) => {
  let stored = { updatedBy: 'p1', journal: [], ...start } as unknown as AnyRecord;
  const seen: (Values | undefined)[] = [];
  const write = (by: string, changes: Values): void => {
    const moved = Object.entries(changes).filter(([field, to]) => stored[field] !== to);
    const entry = {
      id: `e${stored.journal.length}`,
      by,
      changes: moved.map(([field, to]) => ({ field, from: stored[field] ?? null, to })),
    };
    const journal = moved.length === 0 ? stored.journal : [...stored.journal, entry];
    stored = { ...stored, ...changes, updatedBy: by, journal } as AnyRecord;
  };
  const view = {
    draft: { ref: { scope: 'p1', key: 'incident:i1' } },
    kind: { collection: 'tickets', type: 'incident' },
    table: INCIDENT_FIELDS,
    record: stored,
    names: { p2: 'Ana Ruiz' },
    save: async (changes: Values, shown?: Values) => {
      seen.push(shown);
      write('p1', { ...changes, ...follows(changes) });
      return { ok: true, data: stored };
    },
  } as unknown as RecordView;
  return {
    view,
    seen,
    /** Somebody else edits it; the page does not show it yet. */
    edit: (changes: Values) => write('p2', changes),
  };
};

const notice = () => useToast.getState().current;
/** Presses what the notice offers; what the host was told, and what it answers. */
const undo = async (reply: Reply<{ label: string }>): Promise<unknown> => {
  const told = vi.spyOn(host, 'command').mockResolvedValue(reply as never);
  notice()?.action?.run();
  await expect.poll(() => told.mock.calls).not.toEqual([]);
  await told.mock.results[0]?.value;
  const [call] = told.mock.calls;
  told.mockRestore();
  return call;
};

describe('an edit', () => {
  it('is said to be saved, and its entry of the history is taken back', async () => {
    const page = viewOf({ id: 'i1', category: 'Hardware', subcategory: 'Monitor', priority: 3 }, () => ({
      subcategory: null,
      priority: 2,
    }));
    await saveField(page.view, 'category', 'Network');
    expect(notice()).toMatchObject({ severity: 'success', text: 'Category saved.' });
    const call = await undo({ ok: true, data: { label: 'INC-1' } });
    expect(call).toEqual(['acts.takeBack', { collection: 'tickets', id: 'i1', entryId: 'e0' }]);
    expect(notice()).toMatchObject({ text: 'Undone in INC-1.', action: null });
  });

  it('that somebody else has changed since says whose that is', async () => {
    const page = viewOf({ id: 'i1', category: 'Hardware' });
    await saveField(page.view, 'category', 'Network');
    const details = { field: 'category', by: 'p2' };
    await undo({ ok: false, error: { code: 'conflict', reason: 'act.changed_since', details } });
    expect(notice()).toMatchObject({ severity: 'warning', text: expect.stringContaining('Ana Ruiz') });
  });

  it('is offered to be taken back by its own entry, though the page did not show a later one yet', async () => {
    const page = viewOf({ id: 'i1', category: 'Hardware', title: 'Printer' });
    page.edit({ title: 'Printer on floor 2' });
    await saveField(page.view, 'category', 'Network');
    const call = await undo({ ok: true, data: { label: 'INC-1' } });
    expect(call).toMatchObject([expect.anything(), { entryId: 'e1' }]);
  });

  it('that somebody else has made already is not offered to be taken back', async () => {
    const page = viewOf({ category: 'Hardware' });
    page.edit({ category: 'Network' });
    await saveField(page.view, 'category', 'Network');
    expect(notice()).toBeNull();
  });

  it('of a list says which list it was made on', async () => {
    const page = viewOf({ tags: ['a'] });
    await saveField(page.view, 'tags', ['a', 'b', 'c'], ['a', 'b']);
    await saveField(page.view, 'title', 'Scanner');
    expect(page.seen).toEqual([{ tags: ['a', 'b'] }, {}]);
  });

  it('that was refused says nothing here: the field shows why', async () => {
    const { view } = viewOf({ category: 'Hardware' });
    const refused = { ok: false, error: { code: 'invalid', reason: 'title.missing' } } as const;
    const reply = await saveField({ ...view, save: async () => refused }, 'category', 'Network');
    expect(reply).toBe(refused);
    expect(notice()).toBeNull();
  });
});
