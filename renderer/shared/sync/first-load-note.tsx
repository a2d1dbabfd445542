import CloudDownload from '@mui/icons-material/CloudDownload';
import type { ReactNode } from 'react';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';

/** What stands for an empty list while the first sync brings the company over: that it is empty is not known yet. Null: it is. */
export const useFirstLoadNote = (): ReactNode | null => {
  const t = useText('queue');
  const initial = useLive('sync.status', {}).data?.initial ?? null;
  return initial === null ? null : (
    <EmptyNote
      icon={<CloudDownload />}
      title={t('empty.firstSync')}
      hint={t('empty.firstSyncHint', { count: initial.done })}
    />
  );
};
