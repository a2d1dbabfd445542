/** Where a change manager begins: what waits, what is on today, what is in each other's way, what is to be reviewed. */
import type { ChangeRow } from '#contracts/changes.ts';
import type { Change } from '#domain/fields/changes.ts';
import { CHANGE, CHANGES_TO_DO } from '#domain/processes/change.ts';
import { laterBy } from '#domain/records/instants.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { nextTurn } from '../../kernel/next-turn.ts';
import { waitingFor, waitingRows } from '../approvals/waiting-rows.ts';
import { done } from '../reply.ts';
import { changeConflictCount } from './change-conflicts.ts';

/** A day has no more that anybody looks at. */
const LISTED = 100;
/** How far ahead it is looked for conflicts, and at how many changes: each is looked at along its relations. */
const AHEAD_MS = 7 * 24 * 60 * 60 * 1_000;
const MOST_LOOKED = 20;

const rowsOf = ({ read }: HostContext, changes: readonly Change[]): readonly ChangeRow[] => {
  const rows = read.changeRows(read.tickets(changes.map(({ id }) => id)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return changes.flatMap(({ id }) => byId.get(id) ?? []);
};

export const today: FeatureHandlers<'changes'>['queries']['today'] = async (context, { from, to }) => {
  const { read } = context;
  const coming = read.changesDuring(from, laterBy(to, AHEAD_MS), LISTED);
  const ahead = coming.rows.filter(({ state }) => CHANGES_TO_DO.includes(state));
  const ofToday = read.changesDuring(from, to, LISTED);
  const totals = new Map<string, number>();
  for (const change of ahead.slice(0, MOST_LOOKED)) {
    const total = changeConflictCount(context, change);
    if (total > 0) totals.set(change.id, total);
    await nextTurn();
  }
  const review = await read.ticketPage(
    { types: [CHANGE.type], activeOnly: true, states: ['review'] },
    { field: 'plannedStartAt', direction: 'asc' },
    { offset: 0, limit: LISTED },
  );
  return done({
    waiting: waitingRows(context, waitingFor(context)).toSorted(
      (one, other) => Number(other.isOverdue) - Number(one.isOverdue),
    ),
    today: rowsOf(context, ofToday.rows),
    conflicts: rowsOf(
      context,
      ahead.filter(({ id }) => totals.has(id)),
    ).map((row) => ({ row, total: totals.get(row.id) ?? 0 })),
    unlooked: Math.max(0, ahead.length - MOST_LOOKED) + coming.more,
    toReview: read.changeRows(review.rows),
    more: { today: ofToday.more, toReview: review.total - review.rows.length },
  });
};
