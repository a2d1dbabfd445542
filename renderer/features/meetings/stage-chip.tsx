import { Chip } from '@mui/material';
import type { ReactNode } from 'react';
import type { CabMeeting } from '#domain/fields/events.ts';
import { stageOf } from '#domain/meetings/stages.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { valueWord } from '#renderer/shared/record/words.ts';

const TONES = { planned: 'default', open: 'primary', closed: 'success' } as const;

/** How far a meeting is. */
export const StageChip = ({
  meeting,
}: {
  readonly meeting: Pick<CabMeeting, 'stage' | 'active'>;
}): ReactNode => {
  const t = useText('meetings');
  const stage = stageOf(meeting);
  return (
    <Chip
      size="small"
      variant={stage === 'open' ? 'filled' : 'outlined'}
      color={meeting.active ? TONES[stage] : 'default'}
      label={
        meeting.active
          ? valueWord({ collection: 'events', type: 'cab_meeting' }, 'stage', stage)
          : t('calledOff')
      }
    />
  );
};
