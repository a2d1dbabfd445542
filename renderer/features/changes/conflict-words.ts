import type { ConflictRow } from '#contracts/changes.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import type { Translate } from '#renderer/shared/i18n/i18n.ts';

/** From when to when. */
export const windowText = (
  t: Translate<'changes'>,
  window: { readonly startsAt: string; readonly endsAt: string | null },
): string =>
  window.endsAt === null
    ? t('conflicts.fromOn', { from: formatInstant(window.startsAt) })
    : t('conflicts.window', { from: formatInstant(window.startsAt), to: formatInstant(window.endsAt) });

/** Why something is in a change's way. */
export const whyText = (t: Translate<'changes'>, { kind, ciNames, assigneeName }: ConflictRow): string => {
  const names = formatList(ciNames);
  if (kind === 'outside_window' && names === '') return t('conflicts.kind.outside_service_window');
  return t(`conflicts.kind.${kind}`, { names, who: assigneeName ?? '' });
};
