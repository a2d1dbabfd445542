import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Announcement, WEEKDAYS } from '#domain/fields/events.ts';
import {
  calendarText,
  renewFile,
  watchCalendar,
  writeCalendarFile,
} from '#main/host/features/events/calendar-file.ts';
import { host } from './support/incidents-host.ts';
import { actAs, command, data, query, refusal } from './support/test-host.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dh-calendar-'));
  await actAs(host, { roles: ['change-manager'], personId: 'manager-1' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
const announce = (title: string): Promise<Announcement> =>
  data(command(host, 'announcements.create', { title, startsAt: hours(1), endsAt: hours(2) }));
const path = () => join(folder, 'deskhand.ics');
const text = () => readFile(path(), 'utf8');
/** The lines of the entry with this title. */
const entryOf = (calendar: string, title: string): readonly string[] => {
  const events = calendar.replaceAll('\r\n ', '').split('BEGIN:VEVENT\r\n').slice(1);
  return (events.find((one) => one.includes(`SUMMARY:${title}\r\n`)) ?? '').split('\r\n');
};
const lineIn = (lines: readonly string[], name: string): string | undefined =>
  lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
const keep = () =>
  command(host, 'events.keepFile', { folderId: host.context.offered.offer(folder, 'chosen') });

describe('the calendar file', () => {
  it('is kept in a folder that somebody chose, whose place no window learns', async () => {
    await announce('Power off');
    expect(await data(query(host, 'events.file', {}))).toMatchObject({ folder: null });
    const kept = await data(keep());
    expect(kept).toMatchObject({ name: 'deskhand.ics', error: null, writtenAt: expect.any(String) });
    expect(JSON.stringify(kept)).not.toContain(tmpdir());
    expect(lineIn(entryOf(await text(), 'Power off'), 'STATUS')).toBe('CONFIRMED');
    expect(await readdir(folder)).toEqual(['deskhand.ics']);
  });

  it('says the same of what did not change, and counts up what did', async () => {
    const { id } = await announce('Network');
    await renewFile(host.context);
    const before = await text();
    await renewFile(host.context);
    expect(await text()).toBe(before);
    await data(command(host, 'announcements.update', { id, changes: { endsAt: hours(5) } }));
    await renewFile(host.context);
    const [was, is] = [entryOf(before, 'Network'), entryOf(await text(), 'Network')];
    expect(lineIn(is, 'UID')).toBe(lineIn(was, 'UID'));
    expect([lineIn(was, 'SEQUENCE'), lineIn(is, 'SEQUENCE')]).toEqual(['0', '1']);
    expect(entryOf(await text(), 'Power off')).toEqual(entryOf(before, 'Power off'));
  });

  it('strikes out what was withdrawn or cancelled', async () => {
    const { id } = await announce('Called off');
    await data(command(host, 'announcements.update', { id, changes: { active: false } }));
    const change = await data(
      command(host, 'changes.create', {
        ...{ title: 'No change', plannedStartAt: hours(3), plannedEndAt: hours(4) },
      }),
    );
    const step = { id: change.id, to: 'cancelled', note: 'Not needed' };
    await data(command(host, 'changes.step', step as never));
    await renewFile(host.context);
    for (const title of ['Called off', `${change.number} No change`]) {
      expect(lineIn(entryOf(await text(), title), 'STATUS')).toBe('CANCELLED');
    }
    // The page shows what will be.
    const { rows } = await data(query(host, 'events.calendar', { from: hours(0), to: hours(9) }));
    expect(rows.map(({ title }) => title)).not.toContain('Called off');
    expect(rows.every(({ stamp }) => stamp === null)).toBe(true);
  });

  it('says of what nobody has agreed to yet that it is tentative', async () => {
    const change = await data(
      command(host, 'changes.create', {
        ...{ title: 'Asked', plannedStartAt: hours(3), plannedEndAt: hours(4) },
      }),
    );
    await renewFile(host.context);
    const status = async () => lineIn(entryOf(await text(), `${change.number} Asked`), 'STATUS');
    expect(await status()).toBe('TENTATIVE');
    await host.context.records.putAll('tickets', [{ ...change, state: 'scheduled' }]);
    await renewFile(host.context);
    expect(await status()).toBe('CONFIRMED');
  });

  it('calls a window of each night the same, whatever day the file begins on', async () => {
    const { id } = await data(
      command(host, 'events.create', {
        ...{ type: 'maintenance_window', title: 'Nights', serviceIds: ['service-mail'] },
        ...{ startsAt: '2026-01-01T00:00:00.000Z', endsAt: null },
        weekly: { weekdays: [...WEEKDAYS], from: '22:00', to: '02:00', zone: 'Etc/UTC' },
      }),
    );
    const uids = (day: string): readonly string[] => {
      const { read, clock } = host.context;
      const at = { ...clock, now: () => `${day}T12:00:00.000Z` };
      const lines = calendarText({ read, clock: at }).split('\r\n');
      return lines.filter((line) => line.startsWith(`UID:maintenance_window-${id}`));
    };
    const [one, next] = [uids('2026-06-10'), uids('2026-06-11')];
    // A night more at its end.
    expect(next.filter((uid) => !one.includes(uid))).toHaveLength(1);
    expect(one.filter((uid) => !next.includes(uid))).toHaveLength(1);
  });

  it('follows what is written, by whomever', async () => {
    const stop = watchCalendar(host.context, () => renewFile(host.context));
    await announce('By itself');
    await expect.poll(text, { timeout: 15_000 }).toContain('SUMMARY:By itself');
    await stop();
  });

  it('tells when it can not be written, and that it can again', async () => {
    await rm(folder, { recursive: true });
    await renewFile(host.context);
    const { error } = await data(query(host, 'events.file', {}));
    expect(error).toMatchObject({ reason: 'calendarFile.no_folder' });
    expect(JSON.stringify(error)).not.toContain(tmpdir());
    await mkdir(folder);
    await renewFile(host.context);
    expect(await data(query(host, 'events.file', {}))).toMatchObject({ error: null });
    expect(await text()).toContain('BEGIN:VCALENDAR');
  });

  it('is kept no more when somebody says so, and stays where it is', async () => {
    expect(await data(command(host, 'events.keepFile', { folderId: null }))).toMatchObject({ folder: null });
    await rm(path());
    await renewFile(host.context);
    expect(await readdir(folder)).toEqual([]);
    expect((await refusal(command(host, 'events.keepFile', { folderId: 'made-up' }))).code).toBe('not_found');
  });
});

describe('a bad path', () => {
  it('is refused with what is wrong, and leaves nothing behind', async () => {
    const refused = async (at: string): Promise<string | null> => {
      const written = await writeCalendarFile(at, 'text');
      return written.ok ? null : written.error.reason;
    };
    await mkdir(join(folder, 'taken.ics'));
    await writeFile(join(folder, 'file'), 'words');
    expect(await refused(join(folder, 'plan.txt'))).toBe('calendarFile.ending');
    expect(await refused(join(folder, 'nowhere', 'plan.ics'))).toBe('calendarFile.no_folder');
    expect(await refused(join(folder, 'file', 'plan.ics'))).toBe('calendarFile.no_folder');
    expect(await refused(join(folder, 'taken.ics'))).toBe('calendarFile.no_file');
    expect(await refused(join(folder, `${'x'.repeat(300)}.ics`))).toBe('calendarFile.not_written');
    expect((await readdir(folder)).sort()).toEqual(['file', 'taken.ics']);
  });

  it('that is a link gets a file of its own, what it led to stays', async () => {
    const other = join(folder, 'precious');
    await writeFile(other, 'words');
    const link = join(folder, 'link.ics');
    await symlink(other, link);
    expect(await writeCalendarFile(link, 'text')).toMatchObject({ ok: true, value: true });
    expect(await readFile(other, 'utf8')).toBe('words');
    expect(await readFile(link, 'utf8')).toBe('text');
    expect(await writeCalendarFile(link, 'text')).toMatchObject({ ok: true, value: false });
  });
});
