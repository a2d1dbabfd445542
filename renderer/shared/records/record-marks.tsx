import CloudUpload from '@mui/icons-material/CloudUpload';
import WarningAmber from '@mui/icons-material/WarningAmber';
import { Chip, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';

type RecordMarksProps = {
  /** The server has not got what was changed here. */
  readonly pendingSync: boolean;
  readonly openClashes: number;
};

/** What is unsettled about a record: not sent yet, or edited by two at once. */
export const RecordMarks = ({ pendingSync, openClashes }: RecordMarksProps): ReactNode => {
  const t = useText('common');
  return (
    <>
      {pendingSync && (
        <Tooltip title={t('marks.pendingHint')}>
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
        <Tooltip title={t('marks.clashesHint')}>
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
