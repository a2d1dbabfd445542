import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Hold, HoldAccount } from '#domain/incidents/holds.ts';
import { formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { codeText, text, useText } from '#renderer/shared/i18n/i18n.ts';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

type Names = IncidentRecord['names'];

const HoldLine = ({ hold, names }: { readonly hold: Hold; readonly names: Names }): ReactNode => {
  const t = useText('incidents');
  const { reason, minutes, from, to, by, leftMinutes, isNew } = hold;
  const left =
    isNew && leftMinutes !== null && leftMinutes > 0
      ? t('holds.left', { span: formatDuration(leftMinutes) })
      : null;
  return (
    <Box component="li" sx={{ fontSize: 13, overflowWrap: 'anywhere' }}>
      {joined([
        reason === null ? t('holds.noReason') : codeText('common:holdReasons', reason),
        formatDuration(minutes),
      ])}
      <Typography component="div" variant="caption" color="textSecondary">
        {joined([
          to === null
            ? t('holds.since', { when: formatInstant(from) })
            : t('holds.span', { from: formatInstant(from), to: formatInstant(to) }),
          nameOf(names, by),
          left,
        ])}
      </Typography>
    </Box>
  );
};

const HoldsPart = ({
  account,
  names,
}: {
  readonly account: HoldAccount;
  readonly names: Names;
}): ReactNode => {
  const t = useText('incidents');
  const { holds, times, minutes, signs } = account;
  return (
    <Section title={t('holds.title')}>
      <Typography variant="body2">
        {t('holds.times', { count: times, span: formatDuration(minutes) })}
      </Typography>
      {signs.map((sign) => (
        <Typography key={sign} variant="body2" color="warning">
          {t(`holds.signs.${sign}`)}
        </Typography>
      ))}
      <Box component="ol" aria-label={t('holds.title')} sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none' }}>
        {holds.map((hold) => (
          <HoldLine key={hold.from} hold={hold} names={names} />
        ))}
      </Box>
    </Section>
  );
};

/** How often and how long the incident waited, and for what; no part where it never did. */
export const useHoldsPart = ({ record, names }: IncidentRecord): readonly RecordPart[] => {
  useText('incidents');
  const wasHeld = record.state === 'on_hold' || record.journal.some(({ changes }) => changes.some(isHold));
  const { data } = useLive('incidents.holds', wasHeld ? { id: record.id } : null);
  if (data === undefined || data.holds.length === 0) return [];
  return [
    {
      id: 'holds',
      title: text('incidents:holds.title'),
      column: 'aside',
      count: data.times,
      node: <HoldsPart account={data} names={names} />,
    },
  ];
};

const isHold = ({ field, to }: { readonly field: string; readonly to: unknown }): boolean =>
  field === 'state' && to === 'on_hold';
