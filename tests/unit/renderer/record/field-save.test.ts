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
  let stored = { updatedBy: 'p1', ...start } as unknown as AnyRecord;
  const sent: Values[] = [];
  const view = {
    kind: { collection: 'tickets', type: 'incident' },
    table: INCIDENT_FIELDS,
    record: stored,
    names: { p2: 'Ana Ruiz' },
    save: async (changes: Values) => {
      sent.push(changes);
      stored = { ...stored, ...changes, ...follows(changes) };
      return { ok: true, data: stored };
    },
    latest: async () => stored,
  } as unknown as RecordView;
  return {
    view,
    sent,
    stored: () => stored,
    edit: (changes: Values) => {
      stored = { ...stored, ...changes };
    },
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
    page.edit({ category: 'Software', updatedBy: 'p2' });
    await undo();
    expect(page.sent).toHaveLength(1);
    expect(page.stored().category).toBe('Software');
    expect(notice()).toMatchObject({ severity: 'warning', text: expect.stringContaining('Ana Ruiz') });
  });

  it('is taken back although another field was edited meanwhile', async () => {
    const page = viewOf({ category: 'Hardware', title: 'Printer' });
    await saveField(page.view, 'category', 'Network');
    page.edit({ title: 'Printer on floor 2', updatedBy: 'p2' });
    await undo();
    expect(page.stored()).toMatchObject({ category: 'Hardware', title: 'Printer on floor 2' });
  });

  it('that was refused says nothing here: the field shows why', async () => {
    const { view } = viewOf({ category: 'Hardware' });
    const refused = { ok: false, error: { code: 'invalid', reason: 'title.missing' } } as const;
    const reply = await saveField({ ...view, save: async () => refused }, 'category', 'Network');
    expect(reply).toBe(refused);
    expect(notice()).toBeNull();
  });
});
