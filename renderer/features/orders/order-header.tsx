import ArrowForward from '@mui/icons-material/ArrowForward';
import Phone from '@mui/icons-material/Phone';
import Schedule from '@mui/icons-material/Schedule';
import { Box, Button, Chip, Stack } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordMarks } from '#renderer/shared/records/record-marks.tsx';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { RecordHeader } from '#renderer/shared/ui/record-header.tsx';
import { AssignDialog, CancelDialog } from './order-dialogs.tsx';
import { useOrderWork } from './order-work.ts';
import { PlanDialog } from './plan-dialog.tsx';

type OrderHeaderProps = {
  /** Null when the order can't be started now. */
  readonly onStart: (() => void) | null;
  readonly isStarting: boolean;
};

const Actions = ({ onStart, isStarting }: OrderHeaderProps): ReactNode => {
  const t = useText('orders');
  const may = useMay();
  const { order } = useOrderWork().detail;
  const [dialog, setDialog] = useState<'assign' | 'cancel' | 'plan' | null>(null);
  const close = (): void => setDialog(null);
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      {order.active && may('orders.cancel', order) && (
        <Button color="inherit" onClick={() => setDialog('cancel')}>
          {t('page.cancel')}
        </Button>
      )}
      {order.active && may('orders.update', order) && (
        <Button variant="outlined" onClick={() => setDialog('plan')}>
          {t('page.plan')}
        </Button>
      )}
      {order.active && may('orders.assign', order) && (
        <Button variant="outlined" onClick={() => setDialog('assign')}>
          {t('page.assign')}
        </Button>
      )}
      {onStart !== null && (
        <Button
          variant="contained"
          size="large"
          loading={isStarting}
          onClick={onStart}
          endIcon={<KeyHint shortcut="s" />}
          sx={{ minHeight: 48 }}
        >
          {t('page.start')}
        </Button>
      )}
      {dialog === 'assign' && <AssignDialog onClose={close} />}
      {dialog === 'plan' && <PlanDialog onClose={close} />}
      {dialog === 'cancel' && <CancelDialog onClose={close} />}
    </Stack>
  );
};

/** What is to be done, from where to where, when and whom to call; big enough to read while carrying a box. */
export const OrderHeader = (props: OrderHeaderProps): ReactNode => {
  const t = useText('orders');
  const { detail } = useOrderWork();
  const { order, names, person, pendingSync } = detail;
  const place = (id: string | null): string | null => (id === null ? null : (names[id] ?? id));
  const from = place(order.placeId);
  // A swap's target place is the store of the old device, not where the journey goes.
  const to = order.type === 'swap' ? null : place(order.targetPlaceId);
  const phone = order.contactPhone ?? person?.phones[0] ?? null;
  return (
    <RecordHeader
      title={order.title}
      marks={
        <>
          <Chip size="small" label={t(`common:orderTypes.${order.type}`)} sx={{ height: 20 }} />
          <StateChip state={order.state} />
          <RecordMarks pendingSync={pendingSync} openClashes={order.openClashes} />
        </>
      }
      actions={<Actions {...props} />}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          columnGap: 2,
          rowGap: 0.25,
          flexWrap: 'wrap',
          fontSize: 14,
          '& svg': { fontSize: 16, verticalAlign: 'text-bottom', color: 'text.secondary' },
        }}
      >
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {order.number}
        </Box>
        {(from !== null || to !== null) && (
          <span>
            {from} {to !== null && <ArrowForward />} <strong>{to}</strong>
          </span>
        )}
        {order.plannedStart !== null && (
          <span>
            <Schedule /> {formatInstant(order.plannedStart)}
          </span>
        )}
        {person !== null && <span>{person.name}</span>}
        {phone !== null && (
          <span>
            <Phone /> {phone}
          </span>
        )}
      </Box>
    </RecordHeader>
  );
};
