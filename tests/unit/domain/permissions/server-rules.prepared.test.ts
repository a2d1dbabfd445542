/** Text modules, templates and macros, as the server takes them. */
import { describe, expect, it } from 'vitest';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { textsIn } from '#domain/prepared/prepared.ts';
import { type Macro, PREPARED } from '#domain/prepared/prepared-kinds.ts';
import type { Role } from '#domain/records/common.ts';
import { whyUnreadable } from '#domain/records/readable.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import { actorWith, envOf } from '../env.ts';
import { json, write } from './writes.ts';

type Kept = Extract<SettingValue, { key: 'prepared' }>;
const ID = `${PREPARED}greeting`;
const MINE: Kept = {
  ...{ key: 'prepared', name: 'Greeting', scope: 'mine', teamId: null, language: 'en', retired: false },
  ...{ by: 'person-1', content: { kind: 'text', prefix: 'hi', text: 'Hello {caller.name}' } },
};
const TEAM: Kept = { ...MINE, scope: 'team', teamId: 'team-1' };
const ALL: Kept = { ...MINE, scope: 'all' };

const envBy = (role: Role, personId: string) => ({ ...envOf(), actor: actorWith([role], personId) });
const first = (value: Kept, role: Role, personId: string, id: string): Setting => {
  const env = envBy(role, personId);
  return append({ ...newRecordBase(env, { id }), key: id, version: 1, value }, entry(env, 'created'));
};
const made = (value: object, role: Role, id = ID) =>
  write('settings', null, json(first({ ...MINE, ...value }, role, 'person-1', id)), [role]).ok;
const edited = (before: Kept, more: object, role: Role, personId: string) => {
  const stored = first(before, 'administrator', before.by, ID);
  const after = applyChanges(stored, { value: { ...before, ...more }, version: 2 }, envBy(role, personId));
  return write('settings', json(stored), json(after), [role], personId).ok;
};

describe('what is prepared', () => {
  it('is made for oneself by everybody, for a team by its lead, for everybody by leads', () => {
    expect(made(MINE, 'field')).toBe(true);
    expect(made(MINE, 'worker')).toBe(false);
    expect(made({ by: 'person-2' }, 'team-lead')).toBe(false);
    expect(made(TEAM, 'service-desk')).toBe(false);
    expect(made(TEAM, 'team-lead')).toBe(true);
    expect(made({ ...TEAM, teamId: 'team-2' }, 'team-lead')).toBe(false);
    expect(made({ ...TEAM, teamId: 'team-2' }, 'administrator')).toBe(true);
    expect(made(ALL, 'knowledge-manager')).toBe(false);
    expect(made(ALL, 'team-lead')).toBe(true);
    expect(made(MINE, 'service-desk', 'categories')).toBe(false);
  });

  it('is changed by who may for whom it was and is', () => {
    const renamed = { name: 'Other' };
    expect(edited(MINE, renamed, 'service-desk', 'person-1')).toBe(true);
    expect(edited(MINE, renamed, 'administrator', 'person-2')).toBe(false);
    expect(edited(TEAM, renamed, 'team-lead', 'person-2')).toBe(true);
    expect(edited(TEAM, renamed, 'service-desk', 'person-1')).toBe(false);
    expect(edited(MINE, { scope: 'all' }, 'service-desk', 'person-1')).toBe(false);
    expect(edited(ALL, { scope: 'mine' }, 'team-lead', 'person-2')).toBe(false);
    expect(edited(ALL, { retired: true }, 'team-lead', 'person-2')).toBe(true);
    expect(edited(ALL, { by: 'person-2' }, 'administrator', 'person-2')).toBe(false);
    expect(edited(ALL, { key: 'categories' }, 'administrator', 'person-2')).toBe(false);
  });

  it.each<[string, object]>([
    ['a placeholder that is none', { content: { kind: 'text', prefix: 'x', text: '{nobody.name}' } }],
    ['a field that is none', { content: { kind: 'template', type: 'incident', values: { colour: 1 } } }],
    [
      'a step no state has',
      { content: { kind: 'macro', type: 'incident', acts: [{ act: 'step', to: 'x', values: {} }] } },
    ],
    ['acts that are none', { content: { kind: 'macro', type: 'incident', acts: ['all'] } }],
    ['no content', { content: 'all' }],
    ['another kind', { content: { kind: 'rule' } }],
    ['a team without a team', { scope: 'team', teamId: null }],
    ['a team’s id that is for everybody', { scope: 'all', teamId: 'team-1' }],
    ['another language', { language: 'xx' }],
    ['no name', { name: ' ' }],
    ['a name that no console reads', { name: 'n'.repeat(2_000) }],
    ['a team that no console reads', { scope: 'team', teamId: 't'.repeat(300) }],
    [
      'a step that is no text',
      {
        content: {
          kind: 'macro',
          type: 'incident',
          acts: [{ act: 'step', to: { toString: 1 }, values: {} }],
        },
      },
    ],
    ['too much', { content: { kind: 'text', prefix: 'x', text: 'x'.repeat(70_000) } }],
  ])('is refused with %s', (_what, more) => {
    expect(made(more, 'administrator')).toBe(false);
  });

  it('tells of no history but its makers’: it comes from no other system', () => {
    const forged = { by: 'person-9', origin: 'import' };
    const document = first(MINE, 'service-desk', 'person-1', ID);
    const journal = document.journal.map((one) => ({ ...one, ...forged }));
    const answer = write('settings', null, json({ ...document, journal }), ['service-desk']);
    expect(answer).toMatchObject({ ok: false, reason: 'history.author' });
  });

  // The server takes what is beside what it knows; the window asks the texts for their questions.
  it('stops no console by what else stands in it', () => {
    const acts = [
      { act: 'assign', assigneeId: 'me', values: null, text: 7 },
      { act: 'update', values: { title: 'x' }, text: 7 },
      { act: 'addNote', text: 'y', values: 5 },
    ];
    const content = { kind: 'macro', type: 'incident', acts } as unknown as Macro;
    expect(made({ content }, 'service-desk')).toBe(true);
    expect(textsIn(content)).toEqual(['x', 'y']);
  });

  it('is set aside by a console that does not know of it yet, as any newer setting is', () => {
    const newer = first({ ...MINE, key: 'prepared-2' } as never, 'administrator', 'person-1', ID);
    expect(whyUnreadable('settings', json(newer) as never)?.reason).toBe('record.newer_setting');
    expect(whyUnreadable('settings', json(first(MINE, 'field', 'person-1', ID)) as never)).toBeNull();
  });
});
