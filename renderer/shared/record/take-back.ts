import type { ActTarget } from '#contracts/acts.ts';
import type { Names } from '#contracts/shared.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import { TAKE_BACK_HOURS, takenBackIn } from '#domain/journal/taken-back.ts';
import { hasEffects, isTakeable } from '#domain/merge/take-back.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

const HOUR_MS = 3_600_000;

/** Ids of the entries that this person can take back now, or did and can do again; what other records follow from is gone back on where it was done. */
export const takeableBy = (
  journal: readonly JournalEntry[],
  personId: string,
  nowMs: number,
  record: Parameters<typeof hasEffects>[0],
): ReadonlySet<string> => {
  const out = takenBackIn(journal);
  const since = new Date(nowMs - TAKE_BACK_HOURS * HOUR_MS).toISOString();
  return new Set(
    journal
      .filter(
        (one) =>
          one.by === personId &&
          one.at > since &&
          isTakeable(one) &&
          !out.has(one.id) &&
          !hasEffects(record, one),
      )
      .map(({ id }) => id),
  );
};

/** Takes one entry of a history back, and says how it went: whose later edit it would have undone, by `names`. */
export const takeBack = async (target: ActTarget, names: Names): Promise<void> => {
  const reply = await host.command('acts.takeBack', target);
  if (reply.ok) {
    notify('info', text('record:acts.undone', { name: reply.data.label, count: 1 }));
    return;
  }
  const { reason, details } = reply.error;
  const who = nameOf(names, String(details?.by ?? ''));
  notify(
    'warning',
    reason === 'act.changed_since' ? text('record:acts.changedBy', { who }) : errorText(reply.error),
  );
};
