import type { CalendarRow } from '#contracts/events.ts';
import type { ReleaseRow } from '#contracts/releases.ts';
import type { TicketRow } from '#contracts/shared.ts';
import { approvalOf } from '#domain/approvals/approvals.ts';
import type { Span } from '#domain/events/event-spans.ts';
import type { Release } from '#domain/fields/releases.ts';
import { RELEASE } from '#domain/processes/release.ts';
import { nameIn } from '#domain/records/names.ts';
import { wavesOf } from '#domain/releases/waves.ts';
import { calendarStatus } from './events.ts';
import { namesIn } from './names.ts';
import { idIn, numberOf, parseJson, type Reads, type Sql, sql } from './sql.ts';
import { ticketRows } from './ticket-list.ts';

type WavesInput = {
  readonly within: Span;
  readonly teamIds: readonly string[];
  /** States of releases of which nothing comes. */
  readonly undone: readonly string[];
  /** States in which nobody has agreed to one yet. */
  readonly tentative: readonly string[];
  /** With a stamp. */
  readonly forFile: boolean;
};

export type ReleaseReads = {
  /** Rows of releases with their window, how far their waves are and whether each is approved as it is. */
  readonly releaseRows: (rows: readonly TicketRow[]) => readonly ReleaseRow[];
  /** Releases that bring a change, the newest first; cancelled ones too. */
  readonly releasesOf: (changeId: string) => readonly string[];
  /** How many incidents these changes caused since an instant. */
  readonly causedSince: (changeIds: readonly string[], since: string) => number;
  /** Incidents that one of these changes caused, open ones first, then the newest; `rows` at most `limit`. */
  readonly causedByAny: (
    changeIds: readonly string[],
    limit: number,
  ) => { readonly rows: readonly TicketRow[]; readonly total: number };
  /** Waves of releases that lie in part between two instants, each as a row of the calendar. */
  readonly plannedWaves: (input: WavesInput) => readonly CalendarRow[];
};

const documents = (reads: Reads, where: Sql): readonly Release[] =>
  reads
    .all({
      text: `SELECT ${reads.document('tickets')} FROM ${reads.table('tickets')} WHERE deleted = 0 AND ${where.text}`,
      params: where.params,
    })
    .map((row) => parseJson<Release>(row[0]));

const instant = (ms: number): string => new Date(ms).toISOString();

export const releaseReads = (reads: Reads): ReleaseReads => ({
  releaseRows: (rows) => {
    const found = documents(
      reads,
      idIn(
        'id',
        rows.map(({ id }) => id),
      ),
    );
    const releases = new Map(found.map((release) => [release.id, release]));
    return rows.flatMap((row) => {
      const release = releases.get(row.id);
      if (release === undefined) return [];
      const { plannedStartAt, plannedEndAt, changeIds } = release;
      const waves = wavesOf(release);
      return [
        {
          ...row,
          ...{ plannedStartAt, plannedEndAt, changesTotal: changeIds.length, wavesTotal: waves.length },
          approval: approvalOf(RELEASE, release).status,
          wavesDone: waves.filter(({ state }) => state === 'done').length,
          isStopped: waves.some(({ state }) => state === 'stopped'),
        },
      ];
    });
  },
  releasesOf: (changeId) =>
    // Releases are few; which tickets are some stands in an index.
    reads
      .all(
        sql(
          `SELECT t.id FROM ${reads.table('tickets')} t, json_each(t.data, '$.changeIds') one
             WHERE t.deleted = 0 AND t.f_type = ? AND one.value = ? ORDER BY t.f_openedAt DESC, t.id`,
          RELEASE.type,
          changeId,
        ),
      )
      .map((row) => String(row[0])),
  causedSince: (changeIds, since) => {
    const caused = idIn('f_causedByChangeId', changeIds);
    return numberOf(
      reads.get({
        text: `SELECT count(*) FROM ${reads.table('tickets')} WHERE deleted = 0 AND ${caused.text} AND f_openedAt >= ?`,
        params: [...caused.params, since],
      }),
    );
  },
  causedByAny: (changeIds, limit) => {
    const where = idIn('f_causedByChangeId', changeIds);
    return {
      rows: ticketRows.first(reads, where, 'f_active DESC, f_openedAt DESC, id DESC', limit),
      total: numberOf(
        reads.get({
          text: `SELECT count(*) FROM ${reads.table('tickets')} WHERE deleted = 0 AND ${where.text}`,
          params: where.params,
        }),
      ),
    };
  },
  plannedWaves: ({ within, teamIds, undone, tentative, forFile }) => {
    const [from, to] = [instant(within.from), instant(within.to)];
    const releases = documents(reads, {
      text: `f_type = ? AND f_plannedStartAt < ? AND f_plannedEndAt > ?
         AND f_state NOT IN (SELECT value FROM json_each(?))`,
      // What was called off is struck out in a file.
      params: [RELEASE.type, to, from, JSON.stringify(forFile ? [] : undone)],
    }).filter(({ teamId }) => teamIds.length === 0 || (teamId !== null && teamIds.includes(teamId)));
    const names = namesIn(reads, 'directory')(releases.map(({ teamId }) => teamId));
    return releases.flatMap(({ waves, rollout, ...release }) =>
      wavesOf({ ...(waves === undefined ? {} : { waves }), ...(rollout === undefined ? {} : { rollout }) })
        .filter(
          ({ plannedStartAt: start, plannedEndAt: end }) =>
            start !== null && start < to && (end ?? start) > from,
        )
        .map(({ id: waveId, name, plannedStartAt, plannedEndAt }): CalendarRow => {
          const { id, number, title, state, teamId, updatedAt, journal } = release;
          const status = calendarStatus({ undone, tentative }, state);
          return {
            ...{ kind: 'release', id, waveId, number, title: `${title}: ${name}`, state, teamId },
            ...{ startsAt: plannedStartAt ?? '', endsAt: plannedEndAt },
            teamName: nameIn(names, teamId),
            stamp: forFile
              ? { changedAt: updatedAt, sequence: Math.max(0, journal.length - 1), status }
              : null,
          };
        }),
    );
  },
});
