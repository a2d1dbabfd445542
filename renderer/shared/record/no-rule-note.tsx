import { Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { asksNobody } from '#domain/approvals/approval-rules.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import type { AnyRecordPage } from './record-page.ts';

/** Whether nobody could approve the record, because no rule of the company asks anybody about it, and it is not over. */
export const lacksRule = ({ company, process, record }: AnyRecordPage): boolean =>
  process.states[record.state]?.phase === 'open' &&
  asksNobody(company.settings.approvalRules, process, record);

/** Says that no rule asks anybody about such a record, and leads administrators to the rules. They are never written by themselves: who has to agree is the company's word. */
export const NoRuleNote = ({ page }: { readonly page: AnyRecordPage }): ReactNode => {
  const t = useText('approvals');
  const mayEdit = useMay()('settings.update');
  return (
    <Typography variant="body2" role="note" sx={{ color: 'warning.main', overflowWrap: 'anywhere' }}>
      {t('noRule.said', { number: page.record.number })}{' '}
      {mayEdit ? (
        <Link
          component="button"
          type="button"
          variant="body2"
          onClick={() => openRoute({ page: 'settings', section: 'approvals' })}
          sx={{ verticalAlign: 'baseline' }}
        >
          {t('noRule.open')}
        </Link>
      ) : (
        t('noRule.ask')
      )}
    </Typography>
  );
};
