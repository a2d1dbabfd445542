import { Box, Button, ButtonBase, Checkbox, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';

type TaskLineProps<S extends string> = {
  readonly task: { readonly title: string; readonly state: S | 'open' | 'done' };
  /** Who, until when, how it ended. */
  readonly more: string;
  /** `more` tells of something wrong: late, failed. */
  readonly isWrong: boolean;
  /** What the box to tick is called. */
  readonly doneLabel: string;
  readonly mayEdit: boolean;
  /** Other ends of an open task, each a small button. */
  readonly ends: readonly { readonly state: S; readonly label: string }[];
  readonly onState: (state: S | 'open' | 'done') => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
};

/** One task of a record: ticked, ended otherwise, edited by a click on its words, taken away. */
export const TaskLine = <S extends string>(props: TaskLineProps<S>): ReactNode => {
  const t = useText('record');
  const { task, more, mayEdit, onState } = props;
  const isOpen = task.state === 'open';
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.5 }}>
      <Checkbox
        size="small"
        checked={!isOpen}
        indeterminate={!isOpen && task.state !== 'done'}
        disabled={!mayEdit}
        onChange={() => onState(isOpen ? 'done' : 'open')}
        slotProps={{ input: { 'aria-label': props.doneLabel } }}
        sx={{ p: 0.5 }}
      />
      <ButtonBase
        // All that is seen of it is in its name, or it can't be spoken to.
        aria-label={t('elements.edit', { name: `${task.title} ${more}`.trim() })}
        disabled={!mayEdit}
        onClick={props.onEdit}
        sx={{
          ...{ flex: 1, minWidth: 0, display: 'block', textAlign: 'start', borderRadius: 0.5, py: 0.25 },
          '&:hover, &:focus-visible': { bgcolor: 'action.hover' },
        }}
      >
        <Typography
          component="span"
          variant="body2"
          dir="auto"
          color={isOpen ? undefined : 'textSecondary'}
          sx={{ display: 'block', overflowWrap: 'anywhere' }}
        >
          {task.title}
        </Typography>
        <Typography component="span" variant="caption" color={props.isWrong ? 'error' : 'textSecondary'}>
          {more}
        </Typography>
      </ButtonBase>
      {mayEdit &&
        isOpen &&
        props.ends.map(({ state, label }) => (
          <Button key={state} size="small" onClick={() => onState(state)} sx={{ minWidth: 0, py: 0 }}>
            {label}
          </Button>
        ))}
      {mayEdit && (
        <RemoveButton label={t('elements.remove', { name: task.title })} onClick={props.onRemove} />
      )}
    </Box>
  );
};
