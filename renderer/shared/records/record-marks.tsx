import CloudOff from '@mui/icons-material/CloudOff';
import CloudUpload from '@mui/icons-material/CloudUpload';
import WarningAmber from '@mui/icons-material/WarningAmber';
import { Chip, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { DELETED_THERE } from '#contracts/sync.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Id } from '#domain/records/common.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { serverText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';

type RecordRef = { readonly collection: CollectionName; readonly recordId: Id };

/** Says that the server does not have what the page shows, because it refused it: nobody else sees it until somebody decides. */
const RefusedMark = ({ collection, recordId }: RecordRef): ReactNode => {
  const t = useText('common');
  const refusal = useLive('sync.refusal', { collection, recordId }).data ?? null;
  if (refusal === null) return null;
  const isDeleted = refusal.code === DELETED_THERE;
  return (
    <Tooltip
      // The mark is called by what stands on it.
      describeChild
      title={
        isDeleted
          ? serverText(refusal.reason)
          : [serverText(refusal.reason), t('marks.refusedHint')].join(' ')
      }
    >
      <Chip
        size="small"
        color="error"
        icon={<CloudOff />}
        label={t(isDeleted ? 'marks.deleted' : 'marks.refused')}
        onClick={() => openRoute({ page: 'sync', section: 'refused' })}
        sx={{ height: 20 }}
      />
    </Tooltip>
  );
};

type RecordMarksProps = RecordRef & {
  /** The server has not got what was changed here. */
  readonly pendingSync: boolean;
  readonly openClashes: number;
};

/** What is unsettled about a record: not sent yet, refused by the server, or edited by two at once. */
export const RecordMarks = ({
  collection,
  recordId,
  pendingSync,
  openClashes,
}: RecordMarksProps): ReactNode => {
  const t = useText('common');
  return (
    <>
      <RefusedMark collection={collection} recordId={recordId} />
      {pendingSync && (
        <Tooltip describeChild title={t('marks.pendingHint')}>
          <Chip
            size="small"
            variant="outlined"
            icon={<CloudUpload />}
            label={t('marks.pending')}
            sx={{ height: 20 }}
          />
        </Tooltip>
      )}
      {openClashes > 0 && (
        <Tooltip describeChild title={t('marks.clashesHint')}>
          <Chip
            size="small"
            color="warning"
            icon={<WarningAmber />}
            label={t('marks.clashes', { count: openClashes })}
            onClick={() => openRoute({ page: 'conflicts' })}
            sx={{ height: 20 }}
          />
        </Tooltip>
      )}
    </>
  );
};
