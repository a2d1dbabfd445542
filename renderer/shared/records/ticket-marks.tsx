import '#renderer/shared/ui/cells.css';
import KeyboardDoubleArrowUp from '@mui/icons-material/KeyboardDoubleArrowUp';
import type { ReactNode } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

type TicketMarksProps = {
  readonly [F in 'majorState' | 'escalation']?: TicketRow[F] | undefined;
} & {
  /** Where room is short an escalation is a sign alone. */
  readonly compact?: boolean;
};

/** What nobody may overlook of a ticket: a major incident, an escalation that waits. Of plain elements, since lists have hundreds. */
export const TicketMarks = ({ majorState, escalation, compact = false }: TicketMarksProps): ReactNode => {
  const t = useText('common');
  return (
    <>
      {majorState === 'accepted' && (
        <span className="state-chip ticket-mark" data-tone="error" title={t('marks.majorHint')}>
          {t('marks.major')}
        </span>
      )}
      {escalation === 'open' && compact && (
        <KeyboardDoubleArrowUp
          color="warning"
          titleAccess={t('marks.escalatedHint')}
          sx={{ fontSize: 16, flexShrink: 0 }}
        />
      )}
      {escalation === 'open' && !compact && (
        <span className="state-chip ticket-mark" data-tone="warning" title={t('marks.escalatedHint')}>
          {t('marks.escalated')}
        </span>
      )}
    </>
  );
};
