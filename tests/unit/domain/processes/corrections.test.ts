/** One's own words are corrected or taken back for a while, and the history keeps what was said. */
import { describe, expect, it } from 'vitest';
import { corrections } from '#domain/journal/corrections.ts';
import { append, entry } from '#domain/journal/journal.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { addComment, addNote, correctWords } from '#domain/processes/steps.ts';
import type { Role } from '#domain/records/common.ts';
import { FULL_TEXT } from '#main/host/store/full-text.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, contextOf } from '../fixtures.ts';
import { write } from '../permissions/writes.ts';

const at = (minute: number, role: Role = 'service-desk', personId = 'person-1') => {
  const env = envOf([role], new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString());
  return contextOf({ ...env, actor: { ...env.actor, personId } });
};
const noted = unwrap(addNote(INCIDENT, anIncident(), { text: 'Pasword is wrong' }, at(0)));
const noteId = noted.journal.at(-1)?.id ?? '';
const correct = (record: typeof noted, text: string | null, ctx = at(5), entryId = noteId) =>
  correctWords(INCIDENT, record, { entryId, text }, ctx);

describe('a correction', () => {
  it('is an entry of its own that names the one it is about', () => {
    const corrected = unwrap(correct(noted, ' Password is wrong '));
    expect(corrected.journal.slice(0, -1)).toEqual(noted.journal);
    expect(corrected.journal.at(-1)).toMatchObject({
      kind: 'corrected',
      text: 'Password is wrong',
      changes: [{ field: 'entry', from: noteId, to: null }],
    });
    expect(unwrap(correct(corrected, 'Password is wrong'))).toBe(corrected);
    const withdrawn = unwrap(correct(corrected, null, at(6)));
    expect(withdrawn.journal.at(-1)).toMatchObject({ kind: 'withdrawn', text: null });
    expect(write('tickets', noted, withdrawn, ['service-desk'])).toEqual({ ok: true });
  });

  it.each([
    ['of another person', at(5, 'administrator', 'person-2'), noteId, 'forbidden'],
    ['too late', at(16), noteId, 'not_editable'],
    ['of what is no note', at(5), noted.journal[0]?.id ?? '', 'not_editable'],
    ['of what is not there', at(5), 'nowhere', 'not_found'],
  ] as const)('%s is refused', (_name, ctx, entryId, code) => {
    expect(correct(noted, 'x', ctx, entryId)).toMatchObject({ error: { code } });
  });

  it('needs words, and the time that the company gives', () => {
    expect(correct(noted, '  ')).toMatchObject({ error: { code: 'missing_fields' } });
    const ctx = at(5);
    const settings = { ...ctx.settings, options: { ...ctx.settings.options, correctNoteMinutes: 0 } };
    expect(correct(noted, 'x', { ...ctx, settings })).toMatchObject({ error: { code: 'not_editable' } });
  });

  it('is nothing that others write, write late, or write about something else, at the server', () => {
    const forged = (minute: number, by: string, more: object = {}) => {
      const { env } = at(minute, 'team-lead', by);
      const changes = [{ field: 'entry', from: noteId, to: null }];
      return append(noted, { ...entry(env, 'corrected', { text: 'x', changes }), ...more });
    };
    const sent = (record: typeof noted, by = 'person-1') =>
      write('tickets', noted, record, ['team-lead'], by);
    const refused = { code: 'forbidden', reason: 'history.correction' };
    // A time before the server had the words a month ago is anybody's to write.
    const late = write(
      'tickets',
      noted,
      forged(5, 'person-1'),
      ['team-lead'],
      'person-1',
      '2027-01-01T00:00:00.000Z',
    );
    expect(late).toMatchObject({ code: 'invalid', reason: 'history.heard_late' });
    expect(sent(forged(5, 'person-1'))).toEqual({ ok: true });
    expect(sent(forged(5, 'person-2'), 'person-2')).toMatchObject(refused);
    expect(sent(forged(300, 'person-1'))).toMatchObject(refused);
    expect(sent(forged(5, 'person-1', { text: null }))).toMatchObject(refused);
    const title = { field: 'title', from: noted.title, to: 'Other' };
    expect(
      sent({
        ...forged(5, 'person-1', { changes: [{ field: 'entry', from: noteId, to: null }, title] }),
        title: 'Other',
      }),
    ).toMatchObject(refused);
    const created = noted.journal[0]?.id;
    expect(
      sent(forged(5, 'person-1', { changes: [{ field: 'entry', from: created, to: null }] })),
    ).toMatchObject(refused);
  });

  it('made on two devices is the later one on both, in whatever order they meet', () => {
    const mine = unwrap(correct(noted, 'Mine', at(5)));
    const theirs = unwrap(correct(noted, 'Theirs', at(6)));
    for (const [one, other] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const { merged } = mergeRecords('tickets', noted, one, other, at(7).env);
      expect(corrections(merged.journal).get(noteId)?.text).toBe('Theirs');
    }
  });

  it('is what a search finds, and nothing that was taken back', () => {
    const corrected = unwrap(correct(noted, 'Passphrase'));
    const said = unwrap(addComment(INCIDENT, corrected, { text: 'Secret' }, at(6)));
    const secretId = said.journal.at(-1)?.id ?? '';
    const clean = unwrap(correct(said, null, at(7), secretId));
    const tickets = FULL_TEXT.find(({ collection }) => collection === 'tickets');
    const text = JSON.stringify(tickets?.fields(clean as never));
    expect(text).toContain('Passphrase');
    expect(text).not.toContain('Pasword');
    expect(text).not.toContain('Secret');
  });
});
