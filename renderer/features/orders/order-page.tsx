import LocalShipping from '@mui/icons-material/LocalShipping';
import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { OrderDetail } from '#contracts/orders.ts';
import type { Order } from '#domain/fields/orders.ts';
import { ORDER } from '#domain/processes/order.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { CompletionPanel } from './completion-panel.tsx';
import { EffectsList } from './effects-list.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderHeader } from './order-header.tsx';
import { OrderWorkContext } from './order-work.ts';
import { TaskList } from './task-list.tsx';

const canStart = ({ state }: Order): boolean =>
  ORDER.steps.some(({ name, from }) => name === 'start' && from === state);

/** Says why the tasks can't be worked on yet, or that they can't be at all. */
const StartNote = ({
  order,
  mayWork,
  onStart,
}: {
  readonly order: Order;
  readonly mayWork: boolean;
  readonly onStart: (() => void) | null;
}): ReactNode => {
  const t = useText('orders');
  if (!order.active || order.state === 'work_in_progress') return null;
  const words = !mayWork ? 'page.readOnly' : canStart(order) ? 'page.startHint' : 'page.needsAssign';
  return (
    <Alert
      severity="info"
      action={
        onStart === null ? undefined : (
          <Button color="inherit" onClick={onStart}>
            {t('page.start')}
          </Button>
        )
      }
      sx={{ alignItems: 'center' }}
    >
      {t(words)}
    </Alert>
  );
};

const Progress = ({ order }: { readonly order: Order }): ReactNode => {
  const t = useText('orders');
  const done = order.tasks.filter(({ state }) => state !== 'open').length;
  const total = order.tasks.length;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Typography component="h2" variant="subtitle2">
        {t('page.tasks')}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : (done / total) * 100}
        aria-label={t('page.tasks')}
        sx={{ flex: 1, height: 6, borderRadius: 3 }}
      />
      <Typography variant="body2" color="textSecondary">
        {t('page.progress', { done, total })}
      </Typography>
    </Box>
  );
};

const OrderContent = ({ detail }: { readonly detail: OrderDetail }): ReactNode => {
  const { personId } = useSessionUser();
  const may = useMay();
  const { order } = detail;
  const draft = useDraft(personId, `order:${order.id}`, () => `${order.number} ${order.title}`);
  const start = useCommand('orders.start');
  const mayWork = may('orders.completeTask', order);
  const isStartable = canStart(order) && may('orders.start', order);
  const isWorking = mayWork && order.state === 'work_in_progress';
  const { run } = start;
  const onStart = useMemo(
    () => (isStartable ? () => void run({ id: order.id }) : null),
    [isStartable, run, order.id],
  );
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'order.start',
        label: 'orders:page.start',
        group: 'orders:title',
        shortcut: 's',
        when: () => onStart !== null,
        run: () => onStart?.(),
      },
    ],
    [onStart],
  );
  useCommands(commands);
  const work = useMemo(() => ({ detail, draft: draft.ref, isWorking }), [detail, draft.ref, isWorking]);
  return (
    <OrderWorkContext value={work}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minWidth: 0 }}>
        <OrderHeader onStart={onStart} isStarting={start.busy} />
        <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 1.5, containerType: 'inline-size' }}>
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: 'minmax(0, 1fr)',
              '@container (min-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(240px, 340px)' },
            }}
          >
            <Box sx={{ display: 'grid', gap: 1, alignContent: 'start', minWidth: 0 }}>
              {start.error !== undefined && <ErrorNote error={start.error} />}
              <StartNote order={order} mayWork={mayWork} onStart={onStart} />
              {order.state === 'closed_complete' && <EffectsList />}
              <Progress order={order} />
              <TaskList />
              {isWorking && <CompletionPanel />}
            </Box>
            <OrderFacts />
          </Box>
        </Box>
      </Box>
    </OrderWorkContext>
  );
};

/** One order, for the technician who works it down on site: tasks first, everything else beside them. */
export const OrderPage = ({ id }: { readonly id: string }): ReactNode => {
  const t = useText('orders');
  const live = useLive('orders.detail', { id });
  const number = live.data?.order.id === id ? live.data.order.number : undefined;
  useEffect(() => {
    if (number !== undefined) useNavigation.getState().setTitle(routeKey({ page: 'order', id }), number);
  }, [id, number]);
  if (live.error?.code === 'not_found')
    return <EmptyNote icon={<LocalShipping />} title={t('page.notFound')} hint={t('page.notFoundHint')} />;
  return (
    <Boundary live={live} lines={14}>
      {(detail) => <OrderContent key={detail.order.id} detail={detail} />}
    </Boundary>
  );
};
