import CheckCircle from '@mui/icons-material/CheckCircle';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import RemoveCircle from '@mui/icons-material/RemoveCircle';
import { Box, ButtonBase, Chip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { OrderTask } from '#domain/fields/orders.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { taskTitle } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { deviceName, useOrderWork } from './order-work.ts';

const ICONS: Readonly<Record<OrderTask['state'], ReactNode>> = {
  open: <RadioButtonUnchecked sx={{ color: 'text.secondary', fontSize: 28 }} />,
  done: <CheckCircle sx={{ color: 'success.main', fontSize: 28 }} />,
  skipped: <RemoveCircle sx={{ color: 'text.disabled', fontSize: 28 }} />,
};

type TaskCardProps = {
  readonly task: OrderTask;
  readonly isNext: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Enter on the task. */
  readonly onEnter: () => void;
  /** What came of a scan that was this step's. */
  readonly result: ReactNode;
  /** Inputs and buttons of an opened task. */
  readonly children: ReactNode;
};

/** One step: what to do, with which device, and how it went. High enough for a gloved finger. */
export const TaskCard = (props: TaskCardProps): ReactNode => {
  const { task, isNext, isOpen, onToggle, onEnter, result: scanned, children } = props;
  const t = useText('orders');
  const { detail } = useOrderWork();
  const device = deviceName(detail, task.deviceId);
  const doneBy =
    task.doneAt === null
      ? null
      : t('task.doneBy', {
          name: nameOf(detail.names, task.doneBy ?? ''),
          at: formatInstant(task.doneAt),
        });
  const result = joined([task.value, task.note, doneBy]);
  return (
    <Box
      component="li"
      {...(isNext ? { 'aria-current': 'step' as const } : {})}
      sx={{
        border: isNext ? 2 : 1,
        borderColor: isNext ? 'primary.main' : 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        listStyle: 'none',
      }}
    >
      <ButtonBase
        data-task={task.id}
        aria-expanded={isOpen}
        onClick={onToggle}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          onEnter();
        }}
        sx={{
          width: '100%',
          minHeight: 52,
          gap: 1.5,
          px: 1.5,
          py: 0.75,
          justifyContent: 'flex-start',
          textAlign: 'start',
        }}
      >
        {ICONS[task.state]}
        <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
          <Typography
            component="span"
            sx={{
              display: 'block',
              fontSize: 16,
              fontWeight: isNext ? 600 : 500,
              color: task.state === 'open' ? 'text.primary' : 'text.secondary',
            }}
          >
            {taskTitle(task)}
          </Typography>
          <Typography
            component="span"
            variant="body2"
            color="textSecondary"
            sx={{ display: 'block', overflowWrap: 'anywhere' }}
          >
            {joined([device, result])}
          </Typography>
        </Box>
        <Box component="span" sx={{ position: 'absolute', clipPath: 'inset(50%)', overflow: 'hidden' }}>
          {t(`task.state.${task.state}`)}
        </Box>
        {isNext && <Chip size="small" color="primary" label={t('task.now')} />}
        {!task.required && task.state === 'open' && (
          <Chip size="small" variant="outlined" label={t('task.optional')} />
        )}
      </ButtonBase>
      {scanned !== null && <Box sx={{ px: 1.5, pb: 1, pt: 0.5 }}>{scanned}</Box>}
      {isOpen && <Box sx={{ px: 1.5, pb: 1.5, pt: 0.5 }}>{children}</Box>}
    </Box>
  );
};
