import { Button } from '@mui/material';
import { memo, type ReactNode } from 'react';
import { ulid } from 'ulid';
import type { ChangeBeside } from '#contracts/changes.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { ChangeRecord } from './change-record.ts';

type ReleasesPartProps = { readonly page: ChangeRecord; readonly beside: ChangeBeside };

/** The releases that bring the change; one that begins with it is a click away. */
export const ReleasesPart = memo(({ page, beside }: ReleasesPartProps): ReactNode => {
  const t = useText('changes');
  const mayCreate = useMay()('releases.create') && page.record.active;
  return (
    <Section
      title={t('release.title')}
      actions={
        mayCreate && (
          <Button
            size="small"
            onClick={() => openRoute({ page: 'release-new', draftId: ulid(), changeIds: [page.record.id] })}
          >
            {t('release.new')}
          </Button>
        )
      }
    >
      <LinkedRecords rows={beside.releases.map(ticketRow)} empty={t('release.none')} />
    </Section>
  );
});
