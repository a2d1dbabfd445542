import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import { Stack } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { WaitingRow } from '#contracts/approvals.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RejectDialog } from '#renderer/shared/record/reject-dialog.tsx';
import { useFirstLoadNote } from '#renderer/shared/sync/first-load-note.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { ApprovalCard } from './approval-card.tsx';

/** What waits for this person's approval, each decided by a key. */
export const ApprovalsPage = (): ReactNode => {
  const t = useText('approvals');
  const live = useLive('approvals.waiting', {});
  const [rejecting, setRejecting] = useState<WaitingRow | null>(null);
  const loading = useFirstLoadNote();
  const count = live.data?.rows.length ?? 0;
  return (
    <Page
      title={t('page')}
      subtitle={count > 0 ? <span role="status">{t('inbox.count', { count })}</span> : undefined}
    >
      <Boundary
        live={live}
        empty={({ rows }) =>
          rows.length === 0
            ? (loading ?? (
                <EmptyNote
                  icon={<FactCheckOutlined />}
                  title={t('inbox.empty')}
                  hint={t('inbox.emptyHint')}
                />
              ))
            : null
        }
      >
        {({ rows }) => (
          <Stack component="ul" aria-label={t('page')} spacing={1.5} sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {rows.map((row, index) => (
              <li key={`${row.id} ${row.forId}`}>
                <ApprovalCard row={row} autoFocus={index === 0} onReject={() => setRejecting(row)} />
              </li>
            ))}
          </Stack>
        )}
      </Boundary>
      {rejecting !== null && (
        <RejectDialog feature={rejecting.feature} record={rejecting} onClose={() => setRejecting(null)} />
      )}
    </Page>
  );
};
