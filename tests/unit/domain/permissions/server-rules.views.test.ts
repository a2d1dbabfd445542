/** Views shared with a team, as the server takes them: from who made them, and from who looks after all. */
import { describe, expect, it } from 'vitest';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import type { Role } from '#domain/records/common.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import { sharedViewId } from '#domain/views/shared-view.ts';
import { actorWith, envOf } from '../env.ts';
import { json, write } from './writes.ts';

type Kept = Extract<SettingValue, { key: 'shared-view' }>;
const ID = sharedViewId('swaps');
const VALUE: Kept = {
  ...{ key: 'shared-view', teamId: 'team-1', by: 'person-1', withdrawn: false },
  view: {
    ...{ id: ID, name: 'Swaps', kind: 'choice', list: 'orders', view: 'week', choice: {} },
    sort: { field: 'dueAt', direction: 'asc' },
  },
};

const envBy = (role: Role, personId: string) => ({ ...envOf(), actor: actorWith([role], personId) });

const shared = (value: Kept, role: Role, personId = 'person-1', id = ID): Setting => {
  const env = envBy(role, personId);
  return append({ ...newRecordBase(env, { id }), key: id, version: 1, value }, entry(env, 'created'));
};
const STORED = shared(VALUE, 'service-desk');
const changed = (more: Partial<Kept>, role: Role, personId = 'person-1'): Setting =>
  applyChanges(STORED, { value: { ...VALUE, ...more }, version: 2 }, envBy(role, personId));
const made = (value: Kept, role: Role, id = ID) =>
  write('settings', null, json(shared(value, role, 'person-1', id)), [role]);
const edited = (more: Partial<Kept>, role: Role, personId = 'person-1') =>
  write('settings', json(STORED), json(changed(more, role, personId)), [role], personId);

describe('a shared view', () => {
  it('is made by people for teams of theirs, by leads for any', () => {
    expect(made(VALUE, 'service-desk').ok).toBe(true);
    expect(made(VALUE, 'field').ok).toBe(true);
    expect(made({ ...VALUE, teamId: 'team-2' }, 'service-desk').ok).toBe(false);
    expect(made({ ...VALUE, teamId: 'team-2' }, 'team-lead').ok).toBe(true);
    expect(made({ ...VALUE, by: 'person-2' }, 'team-lead').ok).toBe(false);
    expect(made(VALUE, 'service-desk', 'categories').ok).toBe(false);
  });

  it('is changed and withdrawn by its maker, leads and administrators', () => {
    const other = { view: { ...VALUE.view, name: 'Others' } };
    for (const more of [other, { withdrawn: true }]) {
      expect(edited(more, 'service-desk')).toEqual({ ok: true });
      expect(edited(more, 'service-desk', 'person-2').ok).toBe(false);
      expect(edited(more, 'team-lead', 'person-2').ok).toBe(true);
      expect(edited(more, 'administrator', 'person-2').ok).toBe(true);
    }
    expect(edited({ by: 'person-2' }, 'administrator').ok).toBe(false);
    expect(edited({ teamId: 'team-2' }, 'service-desk').ok).toBe(false);
  });

  it('has the shape of one', () => {
    expect(made({ ...VALUE, view: 'all' } as never, 'team-lead').ok).toBe(false);
    expect(made({ ...VALUE, teamId: '' }, 'team-lead').ok).toBe(false);
    expect(made({ ...VALUE, view: { ...VALUE.view, name: 'x'.repeat(20_000) } }, 'team-lead').ok).toBe(false);
  });
});
