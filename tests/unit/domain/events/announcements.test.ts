import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correctUpdate,
  createAnnouncement,
  endAnnouncement,
  followSource,
  holdsAt,
  newsOf,
  type Outdated,
  outdatedBy,
  type SourceNow,
  tellUpdate,
  updateAnnouncement,
  updatesOf,
} from '#domain/events/announcements.ts';
import type { Announcement } from '#domain/fields/events.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { envOf, unwrap } from '../env.ts';
import { write } from '../permissions/writes.ts';
import { anAnnouncement } from './announcements.ts';

const at = (time: string): string => `2026-03-02T${time}:00.000Z`;
const testEnv = (now: string) => envOf(['service-desk'], now);
const none = { reached: { reachedIds: [], placeIds: [] }, source: null };

describe('an announcement', () => {
  it('notes what its items reach, and the window of its change', () => {
    const made = unwrap(
      createAnnouncement(
        { title: 'No mail', startsAt: at('08:00'), endsAt: at('10:00'), ciIds: ['server'] },
        {
          reached: { reachedIds: ['mail'], placeIds: ['hall'] },
          source: { startsAt: at('08:00'), endsAt: at('09:00') },
        },
        testEnv(at('07:00')),
      ),
    );
    expect(made).toMatchObject({ reachedIds: ['mail'], reachedPlaceIds: ['hall'], severity: 'info' });
    expect(made).toMatchObject({ sourceWindow: { startsAt: at('08:00'), endsAt: at('09:00') } });
    expect(made.journal).toHaveLength(1);
  });

  it('holds nothing of late fields that say nothing, so servers of before take it', () => {
    const made = unwrap(
      createAnnouncement({ title: 'News', startsAt: at('08:00') }, none, testEnv(at('07:00'))),
    );
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['reachedIds']));
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['sourceWindow']));
  });

  it('needs a title, and ends after it begins', () => {
    const env = testEnv(at('07:00'));
    expect(createAnnouncement({ title: ' ', startsAt: at('08:00') }, none, env)).toMatchObject({
      error: { code: 'missing_fields' },
    });
    const made = unwrap(createAnnouncement({ title: 'A', startsAt: at('08:00') }, none, env));
    expect(updateAnnouncement(made, { endsAt: at('08:00') }, { reached: null }, env)).toMatchObject({
      error: { reason: 'window.reversed' },
    });
    expect(updateAnnouncement(made, { reachedIds: [] } as never, { reached: null }, env)).toMatchObject({
      error: { code: 'not_editable' },
    });
  });

  // biome-ignore format: a table is read by its columns
  it.each([
    ['has begun: it ends',                    {},                                      at('09:00'), { endsAt: at('09:00'), active: true }],
    ['has no end: it ends',                   { endsAt: null },                        at('09:00'), { endsAt: at('09:00'), active: true }],
    ['has not begun: it is withdrawn',        {},                                      at('07:00'), { endsAt: at('10:00'), active: false }],
    ['is over: nothing',                      {},                                      at('11:00'), { endsAt: at('10:00'), active: true }],
    ['is withdrawn: nothing',                 { active: false },                       at('09:00'), { endsAt: at('10:00'), active: false }],
  ] as const)('ended when it %s', (_name, fields, now, ended) => {
    expect(unwrap(endAnnouncement(anAnnouncement(fields), testEnv(now)))).toMatchObject(ended);
  });

  it('holds from its start up to its end, unless it is withdrawn', () => {
    const one = anAnnouncement();
    const times = ['07:59', '08:00', '09:59', '10:00'].map(at);
    expect(times.map((now) => holdsAt(one, now))).toEqual([false, true, true, false]);
    expect(holdsAt({ ...one, active: false }, at('09:00'))).toBe(false);
    expect(holdsAt({ ...one, endsAt: null }, '2030-01-01T00:00:00.000Z')).toBe(true);
  });
});

describe('what is news', () => {
  const made = unwrap(
    createAnnouncement(
      { title: 'A', startsAt: at('08:00'), severity: 'warning' },
      none,
      testEnv(at('07:00')),
    ),
  );
  const told = unwrap(tellUpdate(made, ' It takes longer. ', testEnv(at('08:30'))));

  it('are its updates, each time it becomes graver, and nothing else', () => {
    const raised = unwrap(
      updateAnnouncement(told, { severity: 'outage' }, { reached: null }, testEnv(at('08:40'))),
    );
    const lowered = unwrap(
      updateAnnouncement(raised, { severity: 'info' }, { reached: null }, testEnv(at('08:50'))),
    );
    const worded = unwrap(
      updateAnnouncement(lowered, { body: 'More' }, { reached: null }, testEnv(at('08:55'))),
    );
    expect([made, told, raised, lowered, worded].map(newsOf)).toEqual([1, 2, 3, 3, 3]);
    expect(updatesOf(worded)).toMatchObject([{ text: 'It takes longer.', at: at('08:30') }]);
  });

  it('is an edit that is to be shown again, if it changed anything', () => {
    const again = { reached: null, again: true };
    const worded = unwrap(updateAnnouncement(told, { title: 'B' }, again, testEnv(at('08:40'))));
    expect(newsOf(worded)).toBe(newsOf(told) + 1);
    expect(updatesOf(worded)).toEqual(updatesOf(told));
    expect(unwrap(updateAnnouncement(worded, { title: 'B' }, again, testEnv(at('08:41'))))).toBe(worded);
  });

  // biome-ignore format: a table is read by its columns
  it.each([
    ['corrected quietly',        'It takes long.',    false, 0, ['It takes long.']],
    ['corrected for all to see', ' It takes long. ',  true,  1, ['It takes long.']],
    ['as it was',                'It takes longer.',  true,  0, ['It takes longer.']],
    ['taken back',               null,                false, 1, []],
  ] as const)('is an update that is %s', (_name, text, again, news, updates) => {
    const entryId = told.journal.at(-1)?.id ?? '';
    const env = testEnv(at('08:40'));
    const corrected = unwrap(correctUpdate(told, { entryId, text, again }, 15, env));
    expect(newsOf(corrected)).toBe(newsOf(told) + news);
    expect(updatesOf(corrected).map((one) => one.text)).toEqual(updates);
    expect(corrected.journal.slice(0, told.journal.length)).toEqual(told.journal);
    expect(write('events', told, corrected, ['service-desk'], 'person-1', at('08:41'))).toEqual({ ok: true });
    const late = correctUpdate(told, { entryId, text: 'x', again }, 15, testEnv(at('08:50')));
    expect(late).toMatchObject({ error: { code: 'not_editable', reason: 'words.too_late' } });
  });

  it('says nothing without words', () => {
    expect(tellUpdate(made, '  ', testEnv(at('08:00')))).toMatchObject({ error: { code: 'missing_fields' } });
  });

  it('of two consoles apart counts both after the merge, in whichever order they came', () => {
    const other = unwrap(tellUpdate(made, 'From another desk', testEnv(at('08:10'))));
    const merge = (mine: Announcement, theirs: Announcement): Announcement =>
      mergeRecords('events', made, mine, theirs, testEnv(at('09:00'))).merged as Announcement;
    for (const merged of [merge(told, other), merge(other, told)]) {
      expect(newsOf(merged)).toBe(3);
      expect(updatesOf(merged).map(({ text }) => text)).toEqual(['It takes longer.', 'From another desk']);
    }
  });
});

describe('an announcement of a change', () => {
  const source = { sourceWindow: { startsAt: at('08:00'), endsAt: at('09:00') } };
  const made = anAnnouncement({ ...source, ticketId: 'change-1' });
  const now = at('07:00');
  const planned = (startsAt: string, endsAt: string): SourceNow => ({
    window: { startsAt, endsAt },
    isCancelled: false,
  });
  const moved: Outdated = { by: 'moved', startsAt: at('18:00'), endsAt: at('19:30') };

  // biome-ignore format: a table is read by its columns
  it.each([
    ['it stands where it stood',     made,                                  planned(at('08:00'), at('09:00')),  now,         null],
    ['it moved',                     made,                                  planned(at('18:00'), at('19:30')),  now,         moved],
    ['it was cancelled',             made,                                  { window: null, isCancelled: true }, now,        { by: 'cancelled' }],
    ['it lost its window',           made,                                  { window: null, isCancelled: false }, now,       null],
    ['it is not here',               made,                                  null,                               now,         null],
    ['it was not made of a window',  anAnnouncement({ ticketId: 'c' }),     planned(at('18:00'), at('19:30')),  now,         null],
    ['it is over',                   made,                                  planned(at('18:00'), at('19:30')),  at('11:00'), null],
    ['it is withdrawn',              { ...made, active: false },            { window: null, isCancelled: true }, now,        null],
  ] as const)('is out of date where %s', (_name, one, is, then, outdated) => {
    expect(outdatedBy(one, is, then)).toEqual(outdated);
  });

  it('follows it, as long before and after it as before, and is up to date then', () => {
    const early = anAnnouncement({ ...source, startsAt: at('07:30'), endsAt: at('09:15') });
    const followed = unwrap(followSource(early, moved, testEnv(now)));
    expect(followed).toMatchObject({ startsAt: at('17:30'), endsAt: at('19:45'), active: true });
    expect(outdatedBy(followed, planned(moved.startsAt, moved.endsAt), now)).toBeNull();
    expect(unwrap(followSource(early, { by: 'cancelled' }, testEnv(now)))).toMatchObject({ active: false });
    const open = unwrap(followSource({ ...early, endsAt: null }, moved, testEnv(now)));
    expect(open).toMatchObject({ startsAt: at('17:30'), endsAt: null });
  });

  it('that moved there and back is where it was', () => {
    const minutes = fc.integer({ min: -100_000, max: 100_000 });
    const shifted = (instant: string, by: number): string =>
      new Date(Date.parse(instant) + by * 60_000).toISOString();
    fc.assert(
      fc.property(minutes, (by) => {
        const there = { startsAt: shifted(at('08:00'), by), endsAt: shifted(at('09:00'), by) };
        const gone = unwrap(followSource(made, { by: 'moved', ...there }, testEnv(now)));
        const back = { by: 'moved', startsAt: at('08:00'), endsAt: at('09:00') } as const;
        const { startsAt, endsAt } = unwrap(followSource(gone, back, testEnv(now)));
        expect([startsAt, endsAt]).toEqual([made.startsAt, made.endsAt]);
      }),
    );
  });
});

describe('two consoles apart', () => {
  const made = anAnnouncement({
    ticketId: 'change-1',
    sourceWindow: { startsAt: at('08:00'), endsAt: at('09:00') },
  });
  const merge = (mine: Announcement, theirs: Announcement) =>
    mergeRecords('events', made, mine, theirs, testEnv(at('09:00')));

  it('that end it and make it longer leave one end, and the other waits for a decision', () => {
    const ended = unwrap(endAnnouncement(made, testEnv(at('08:30'))));
    const longer = unwrap(
      updateAnnouncement(made, { endsAt: at('12:00') }, { reached: null }, testEnv(at('08:20'))),
    );
    for (const [mine, theirs] of [
      [ended, longer],
      [longer, ended],
    ] as const) {
      const { merged, clashes } = merge(mine, theirs);
      expect(merged).toMatchObject({ endsAt: theirs.endsAt, openClashes: 1 });
      expect(clashes).toHaveLength(1);
    }
  });

  it('that follow the change and move it by hand never mix the two windows', () => {
    const followed = unwrap(
      followSource(made, { by: 'moved', startsAt: at('18:00'), endsAt: at('19:00') }, testEnv(at('07:00'))),
    );
    const byHand = unwrap(
      updateAnnouncement(made, { startsAt: at('06:00') }, { reached: null }, testEnv(at('05:00'))),
    );
    const { merged } = merge(byHand, followed);
    expect(merged).toMatchObject({
      startsAt: at('18:00'),
      sourceWindow: { startsAt: at('18:00') },
      openClashes: 1,
    });
  });

  it('that correct the same update leave the later words on both, and both times are news', () => {
    const told = unwrap(tellUpdate(made, 'Until tone', testEnv(at('08:00'))));
    const entryId = told.journal.at(-1)?.id ?? '';
    const corrected = (text: string, minute: string): Announcement =>
      unwrap(correctUpdate(told, { entryId, text, again: true }, 15, testEnv(at(minute))));
    const [one, other] = [corrected('Until ten', '08:05'), corrected('Until two', '08:06')];
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const merged = mergeRecords('events', told, mine, theirs, testEnv(at('09:00'))).merged as Announcement;
      expect(updatesOf(merged)).toMatchObject([{ text: 'Until two', correctedAt: at('08:06') }]);
      expect(newsOf(merged)).toBe(newsOf(told) + 2);
    }
  });

  it('that add places keep both', () => {
    const here = unwrap(
      updateAnnouncement(made, { placeIds: ['hall'] }, { reached: null }, testEnv(at('08:00'))),
    );
    const there = unwrap(
      updateAnnouncement(made, { placeIds: ['yard'] }, { reached: null }, testEnv(at('08:00'))),
    );
    const { placeIds } = merge(here, there).merged as Announcement;
    expect(new Set(placeIds)).toEqual(new Set(['hall', 'yard']));
  });
});
