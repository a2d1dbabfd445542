import ArrowForward from '@mui/icons-material/ArrowForward';
import CloudUpload from '@mui/icons-material/CloudUpload';
import Phone from '@mui/icons-material/Phone';
import Schedule from '@mui/icons-material/Schedule';
import { Box, Button, Chip, Stack, Tooltip, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
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

const Marks = (): ReactNode => {
  const t = useText('orders');
  const { order, pendingSync } = useOrderWork().detail;
  return (
    <>
      {pendingSync && (
        <Tooltip title={t('page.pendingSyncHint')}>
          <Chip
            size="small"
            variant="outlined"
            icon={<CloudUpload />}
            label={t('page.pendingSync')}
            sx={{ height: 20 }}
          />
        </Tooltip>
      )}
      {order.openClashes > 0 && (
        <Chip
          size="small"
          color="error"
          label={t('page.clashes', { count: order.openClashes })}
          onClick={() => openRoute({ page: 'conflicts' })}
          sx={{ height: 20 }}
        />
      )}
    </>
  );
};

/** What is to be done, from where to where, when and whom to call; big enough to read while carrying a box. */
export const OrderHeader = (props: OrderHeaderProps): ReactNode => {
  const t = useText('orders');
  const { detail } = useOrderWork();
  const { order, names, person } = detail;
  const place = (id: string | null): string | null => (id === null ? null : (names[id] ?? id));
  const from = place(order.placeId);
  // A swap's target place is the store of the old device, not where the journey goes.
  const to = order.type === 'change' ? null : place(order.targetPlaceId);
  const phone = order.contactPhone ?? person?.phones[0] ?? null;
  return (
    <Box
      component="header"
      sx={{
        px: 2,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        display: 'flex',
        gap: 2,
        flexWrap: 'wrap',
      }}
    >
      <Box sx={{ flex: '1 1 400px', minWidth: 0 }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          <Typography component="h1" variant="h6" sx={{ overflowWrap: 'anywhere' }}>
            {order.title}
          </Typography>
          <Chip size="small" label={t(`common:orderTypes.${order.type}`)} sx={{ height: 20 }} />
          <StateChip state={order.state} />
          <Marks />
        </Box>
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
      </Box>
      <Actions {...props} />
    </Box>
  );
};
