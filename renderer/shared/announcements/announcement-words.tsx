import { type AlertColor, Chip } from '@mui/material';
import type { ReactNode } from 'react';
import type { AnnouncementRow } from '#contracts/announcements.ts';
import type { AnnouncementSeverity } from '#domain/fields/events.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import type { Translate } from '#renderer/shared/i18n/i18n.ts';
import { valueWord } from '#renderer/shared/record/words.ts';

export const ANNOUNCEMENT_KIND = { collection: 'events', type: 'announcement' } as const;

export const SEVERITY_TONES = {
  info: 'info',
  warning: 'warning',
  outage: 'error',
} as const satisfies Readonly<Record<AnnouncementSeverity, AlertColor>>;

export const SeverityChip = ({ severity }: Pick<AnnouncementRow, 'severity'>): ReactNode => (
  <Chip
    size="small"
    color={SEVERITY_TONES[severity]}
    variant="outlined"
    label={valueWord(ANNOUNCEMENT_KIND, 'severity', severity)}
    sx={{ height: 20, flexShrink: 0 }}
  />
);

/** From when to when. */
export const spanText = (
  t: Translate<'announcements'>,
  { startsAt, endsAt }: Pick<AnnouncementRow, 'startsAt' | 'endsAt'>,
): string =>
  endsAt === null
    ? t('span.open', { from: formatInstant(startsAt) })
    : t('span.closed', { from: formatInstant(startsAt), to: formatInstant(endsAt) });

/** Until when it holds, and what was said last. */
export const latestText = (
  t: Translate<'announcements'>,
  { endsAt, body, updates }: Pick<AnnouncementRow, 'endsAt' | 'body' | 'updates'>,
): string => {
  const [latest] = updates;
  const words =
    latest === undefined ? body : t('latest', { at: formatInstant(latest.at), text: latest.text });
  return joined([
    words.trim() === '' ? null : words.trim(),
    t(endsAt === null ? 'span.furtherNotice' : 'span.until', {
      at: endsAt === null ? '' : formatInstant(endsAt),
    }),
  ]);
};
