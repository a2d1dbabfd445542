import type { ActTarget } from '#contracts/acts.ts';
import type { Names } from '#contracts/shared.ts';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Journalled } from '#domain/journal/journal.ts';
import { TAKE_BACK_HOURS } from '#domain/journal/taken-back.ts';
import { wayBackTo } from '#domain/merge/take-back.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { host } from '#renderer/shared/host/host.ts';
import { errorText, text } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';

const HOUR_MS = 3_600_000;

/**
 * Ids of the entries that this person can take back now, or did and can do again. Only what would be done is offered: not a step that went on since, nor what others
 * have changed. `final`: fields whose changes stay.
 */
export const takeableBy = (
  collection: CollectionName,
  record: Journalled,
  personId: string,
  nowMs: number,
  final: readonly string[] = [],
): ReadonlySet<string> => {
  const now = new Date(nowMs).toISOString();
  const since = new Date(nowMs - TAKE_BACK_HOURS * HOUR_MS).toISOString();
  const isFinal = ({ changes }: JournalEntry): boolean =>
    changes.some(({ field }) => final.includes(field.split('.')[0] ?? ''));
  return new Set(
    record.journal
      .filter((one) => one.by === personId && one.at > since && !isFinal(one))
      .filter(({ id }) => wayBackTo(collection, record, id, { by: personId, now }).ok)
      .map(({ id }) => id),
  );
};

/** Takes one entry of a history back for `personId`, and says how it went: whose later edit it would have undone, by `names`. */
export const takeBack = async (target: ActTarget, personId: string, names: Names): Promise<void> => {
  const reply = await host.command('acts.takeBack', target);
  if (reply.ok) {
    notify('info', text('record:acts.undone', { name: reply.data.label, count: 1 }));
    return;
  }
  const { reason, details } = reply.error;
  const by = String(details?.by ?? '');
  // Whoever changed it themselves is told what, not who.
  const isOther = reason === 'act.changed_since' && by !== personId;
  notify(
    'warning',
    isOther ? text('record:acts.changedBy', { who: nameOf(names, by) }) : errorText(reply.error),
  );
};
