import './cells.css';
import type { ReactNode } from 'react';
import type { Priority } from '#domain/fields/tickets.ts';
import { codeText, stateText, useText } from '#renderer/shared/i18n/i18n.ts';

type Tone = 'info' | 'primary' | 'warning' | 'error' | 'success' | 'plain';

const STATE_TONES: Readonly<Record<string, Tone>> = {
  new: 'info',
  in_progress: 'primary',
  work_in_progress: 'primary',
  accepted: 'primary',
  on_hold: 'warning',
  defective: 'error',
  in_repair: 'warning',
  resolved: 'success',
  closed_complete: 'success',
  in_operation: 'success',
  published: 'success',
};

type StateChipProps = {
  /** State of a ticket or order, status of a CI, state of an article. */
  readonly state: string;
  /** Why a ticket is on hold. */
  readonly holdReason?: string | null;
};

export const StateChip = ({ state, holdReason = null }: StateChipProps): ReactNode => {
  return (
    <span
      className="state-chip"
      data-tone={STATE_TONES[state] ?? 'plain'}
      title={holdReason === null ? undefined : codeText('common:holdReasons', holdReason)}
    >
      {stateText(state)}
    </span>
  );
};

const PRIORITY_TONES: Readonly<Record<Priority, Tone>> = {
  1: 'error',
  2: 'warning',
  3: 'info',
  4: 'plain',
  5: 'plain',
};

/** `1 Critical` with a mark whose length shows the rank, so that it can be told without its colour. `compact` drops the word. */
export const PriorityMark = ({
  priority,
  compact = false,
}: {
  readonly priority: Priority;
  readonly compact?: boolean;
}): ReactNode => {
  const t = useText('common');
  const name = t(`priorities.${priority}`);
  return (
    <span className="mark" title={name} data-tone={PRIORITY_TONES[priority]}>
      <span className="priority-bar" aria-hidden>
        <span style={{ height: `${(6 - priority) * 20}%` }} />
      </span>
      {compact ? (
        <span role="img" aria-label={name}>
          P{priority}
        </span>
      ) : (
        name
      )}
    </span>
  );
};
