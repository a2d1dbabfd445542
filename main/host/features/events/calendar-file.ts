/** A calendar file that other calendars subscribe to: written whole or not at all, and only when something in it changed. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { CalendarFile, CalendarKind } from '#contracts/events.ts';
import { calendarEntries, icalendarOf } from '#domain/events/icalendar.ts';
import { type Failure, fail, ok, type Result } from '#domain/records/result.ts';
import type { HostContext } from '../../context.ts';
import { calendarRows } from './calendar-rows.ts';

const FILE_NAME = 'deskhand.ics';
const PATH_KEY = 'calendar.file';
const WRITTEN_KEY = 'calendar.writtenAt';
/** Why it could not be written, as JSON. */
const ERROR_KEY = 'calendar.error';
/** What was is looked up for so long, what is planned for so much longer. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 365;
const DAY_MS = 86_400_000;
/** Writes come in bunches while the sync runs. */
const SETTLE_MS = 2_000;
/** The days move on though nothing is written. */
const LOOK_MS = 3_600_000;

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

const kindOfPath = async (path: string): Promise<'file' | 'folder' | 'other' | 'none'> => {
  try {
    const found = await stat(path);
    if (found.isFile()) return 'file';
    return found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return 'none';
    throw error;
  }
};

const textAt = async (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);

/** Beside its place first, then put there in one go: whoever reads meanwhile reads the old file whole. */
const replaceFile = async (path: string, text: string): Promise<void> => {
  const beside = `${path}.${randomUUID()}.new`;
  try {
    await writeFile(beside, text, { mode: 0o644 });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
};

/**
 * Writes `text` to `path`; answers whether the file changed. Errors: `invalid` where the path does not end in .ics, its folder is not there or something other
 * than a file is in its place, `not_written` where the system refuses (`details.cause`).
 */
export const writeCalendarFile = async (path: string, text: string): Promise<Result<boolean>> => {
  if (extname(path).toLowerCase() !== '.ics') return fail('invalid', 'calendarFile.ending', { path });
  try {
    if ((await kindOfPath(dirname(path))) !== 'folder') {
      return fail('invalid', 'calendarFile.no_folder', { path: dirname(path) });
    }
    const there = await kindOfPath(path);
    if (there === 'folder' || there === 'other') return fail('invalid', 'calendarFile.no_file', { path });
    if (there === 'file' && (await textAt(path)) === text) return ok(false);
    await replaceFile(path, text);
    return ok(true);
  } catch (error) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return fail('not_written', 'calendarFile.not_written', { path, cause });
  }
};

type Words = (kind: CalendarKind) => string;
const PLAIN_WORDS: Words = (kind) => kind.replace('_', ' ');

/** The calendar from a month ago to a year ahead, in whole days so that it does not change with the hour. */
export const calendarText = (
  context: Pick<HostContext, 'read' | 'clock'>,
  words: Words = PLAIN_WORDS,
): string => {
  const today = Date.parse(`${context.clock.now().slice(0, 10)}T00:00:00.000Z`);
  const [from, to] = [today - DAYS_BACK * DAY_MS, today + DAYS_AHEAD * DAY_MS].map((ms) =>
    new Date(ms).toISOString(),
  ) as [string, string];
  const { rows } = calendarRows(context, { from, to, teamIds: [], forFile: true });
  return icalendarOf(calendarEntries(rows, to, words));
};

/** Which file is kept, as a window is told: no path leaves the host. */
export const keptFile = ({ values }: Pick<HostContext, 'values'>): CalendarFile => {
  const path = values.get(PATH_KEY);
  const none = { folder: null, name: FILE_NAME, writtenAt: null, error: null };
  if (path === null) return none;
  const error = values.get(ERROR_KEY);
  return {
    ...{ ...none, folder: basename(dirname(path)), writtenAt: values.get(WRITTEN_KEY) },
    error: error === null ? null : (JSON.parse(error) as Failure),
  };
};

const withName = ({ code, reason, details }: Failure, name: string): Failure =>
  ({ code, reason, details: { ...details, path: name } }) as Failure;

/** Brings the kept file up to date; nothing where none is kept. */
export const renewFile = async (context: HostContext): Promise<Result<null>> => {
  const { values, clock, bus } = context;
  const path = values.get(PATH_KEY);
  if (path === null) return ok(null);
  const written = await writeCalendarFile(path, calendarText(context));
  if (!written.ok) {
    const error = withName(written.error, basename(dirname(path)));
    values.set(ERROR_KEY, JSON.stringify(error));
    bus.touch('calendarFile');
    return { ok: false, error };
  }
  const hadFailed = values.get(ERROR_KEY) !== null;
  if (hadFailed) values.remove(ERROR_KEY);
  if (written.value) values.set(WRITTEN_KEY, clock.now());
  if (written.value || hadFailed) bus.touch('calendarFile');
  return ok(null);
};

/** Keeps the file in `folder` from now on, once it could be written there; null: no more. The file itself stays. */
export const keepFile = async (
  context: HostContext,
  folder: string | null,
): Promise<Result<CalendarFile>> => {
  const { values, bus } = context;
  const before = values.get(PATH_KEY);
  if (folder === null) {
    values.remove(PATH_KEY);
    values.remove(WRITTEN_KEY);
    values.remove(ERROR_KEY);
  } else {
    values.set(PATH_KEY, join(folder, FILE_NAME));
    const written = await renewFile(context);
    if (!written.ok) {
      if (before === null) values.remove(PATH_KEY);
      else values.set(PATH_KEY, before);
      values.remove(ERROR_KEY);
      return written;
    }
    // It may have been there as it is.
    values.set(WRITTEN_KEY, context.clock.now());
  }
  bus.touch('calendarFile');
  return ok(keptFile(context));
};

const SHOWN_AREAS: readonly string[] = ['tickets', 'events', 'orders'];

/** Runs `renew` when what the calendar shows was written, and each hour; the answer ends it when the last run is through. */
export const watchCalendar = (
  { bus, log }: Pick<HostContext, 'bus' | 'log'>,
  renew: () => Promise<unknown>,
): (() => Promise<void>) => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const run = (): void => {
    timer = undefined;
    running = running
      .then(renew)
      .catch((error: unknown) => log('error', 'the calendar file was not written', error));
  };
  const stop = bus.listen((area) => {
    if (!SHOWN_AREAS.includes(area) || timer !== undefined) return;
    timer = setTimeout(run, SETTLE_MS);
    timer.unref();
  });
  const hourly = setInterval(run, LOOK_MS);
  hourly.unref();
  run();
  return async () => {
    stop();
    clearInterval(hourly);
    clearTimeout(timer);
    await running;
  };
};
