import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { useNotices } from '#renderer/shared/notify/notify.ts';
import { saveField } from '#renderer/shared/record/field-save.ts';
import type { AnyRecord, RecordView, Values } from '#renderer/shared/record/record-page.ts';

beforeAll(setupTexts);
beforeEach(() => useNotices.setState({ current: null }));

/** A record that is saved in memory; `follows` is what the host changes along with an edit. */
const viewOf = (start: Values, follows: (changes: Values) => Values = () => ({})) => {
  let stored = { updatedBy: 'p1', journal: [], ...start } as unknown as AnyRecord;
  const sent: Values[] = [];
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
      sent.push(changes);
      seen.push(shown);
      write('p1', { ...changes, ...follows(changes) });
      return { ok: true, data: stored };
    },
    latest: async () => stored,
  } as unknown as RecordView;
  return {
    view,
    sent,
    seen,
    stored: () => stored,
    /** Somebody else edits it; the page does not show it yet. */
    edit: (changes: Values) => write('p2', changes),
  };
};

const notice = () => useNotices.getState().current;
const undo = async (): Promise<void> => {
  notice()?.action?.run();
  // The undo asks for the record as it is, then saves.
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('an edit', () => {
  it('is said to be saved and can be taken back with what followed from it', async () => {
    const page = viewOf({ category: 'Hardware', subcategory: 'Monitor', priority: 3 }, () => ({
      subcategory: null,
      priority: 2,
    }));
    await saveField(page.view, 'category', 'Network');
    expect(notice()).toMatchObject({ severity: 'success', text: 'Category saved.' });
    await undo();
    // The priority is computed; nobody sets it.
    expect(page.sent[1]).toEqual({ category: 'Hardware', subcategory: 'Monitor' });
    expect(notice()).toMatchObject({ text: 'Category is as it was.', action: null });
  });

  it('is not taken back over what somebody else wrote meanwhile, and says whose that is', async () => {
    const page = viewOf({ category: 'Hardware' });
    await saveField(page.view, 'category', 'Network');
    page.edit({ category: 'Software' });
    await undo();
    expect(page.sent).toHaveLength(1);
    expect(page.stored().category).toBe('Software');
    expect(notice()).toMatchObject({ severity: 'warning', text: expect.stringContaining('Ana Ruiz') });
  });

  it('is taken back although another field was edited meanwhile', async () => {
    const page = viewOf({ category: 'Hardware', title: 'Printer' });
    await saveField(page.view, 'category', 'Network');
    page.edit({ title: 'Printer on floor 2' });
    await undo();
    expect(page.stored()).toMatchObject({ category: 'Hardware', title: 'Printer on floor 2' });
  });

  it('takes nothing back that somebody else edited before it, though the page did not show that yet', async () => {
    const page = viewOf({ category: 'Hardware', title: 'Printer' });
    page.edit({ title: 'Printer on floor 2' });
    await saveField(page.view, 'category', 'Network');
    await undo();
    expect(page.sent[1]).toEqual({ category: 'Hardware' });
    expect(page.stored()).toMatchObject({ category: 'Hardware', title: 'Printer on floor 2' });
  });

  it('that somebody else has made already is not offered to be taken back', async () => {
    const page = viewOf({ category: 'Hardware' });
    page.edit({ category: 'Network' });
    await saveField(page.view, 'category', 'Network');
    expect(notice()).toBeNull();
  });

  it('of a list says which list it was made on, also when it is taken back', async () => {
    const page = viewOf({ tags: ['a'] });
    await saveField(page.view, 'tags', ['a', 'b', 'c'], ['a', 'b']);
    await undo();
    expect(page.seen).toEqual([{ tags: ['a', 'b'] }, { tags: ['a', 'b', 'c'] }]);
    await saveField(page.view, 'title', 'Scanner');
    expect(page.seen.at(-1)).toEqual({});
  });

  it('that was refused says nothing here: the field shows why', async () => {
    const { view } = viewOf({ category: 'Hardware' });
    const refused = { ok: false, error: { code: 'invalid', reason: 'title.missing' } } as const;
    const reply = await saveField({ ...view, save: async () => refused }, 'category', 'Network');
    expect(reply).toBe(refused);
    expect(notice()).toBeNull();
  });
});
