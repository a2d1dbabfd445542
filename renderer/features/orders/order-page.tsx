import LocalShipping from '@mui/icons-material/LocalShipping';
import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { OrderDetail } from '#contracts/orders.ts';
import type { Order } from '#domain/fields/orders.ts';
import { ORDER } from '#domain/processes/order.ts';
import { useCommands } from '#renderer/shared/commands/commands.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { AssignmentPart } from '#renderer/shared/record/assignment-part.tsx';
import { ProcessPage } from '#renderer/shared/record/process-page.tsx';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { useRecordPage } from '#renderer/shared/record/record-page.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { EmptyNote } from '#renderer/shared/ui/empty-note.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { CompletionPanel } from './completion-panel.tsx';
import { EffectsList } from './effects-list.tsx';
import { NextOrder } from './next-order.tsx';
import { DevicesPart, OrderJourney, ParticularsPart } from './order-parts.tsx';
import { OrderWorkContext } from './order-work.ts';
import { TaskList } from './task-list.tsx';

const canStart = ({ state }: Order): boolean =>
  ORDER.steps.some(({ name, from }) => name === 'start' && from === state);

type StartNoteProps = {
  readonly order: Order;
  readonly mayWork: boolean;
  readonly onStart: (() => void) | null;
};

/** Says why the tasks can't be worked on yet, or that they can't be at all. */
const StartNote = ({ order, mayWork, onStart }: StartNoteProps): ReactNode => {
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

/** Starting the order, by button and by key; null when it can't be started now. */
const useStart = (order: Order, mayStart: boolean) => {
  const { run, busy, error } = useCommand('orders.start');
  const isStartable = canStart(order) && mayStart;
  const start = useMemo(
    () => (isStartable ? () => void run({ id: order.id }) : null),
    [isStartable, run, order.id],
  );
  const commands = useMemo(
    () => [
      {
        id: 'order.start',
        label: 'orders:page.start' as const,
        group: 'orders:title' as const,
        shortcut: 's',
        when: () => start !== null,
        run: () => start?.(),
      },
    ],
    [start],
  );
  useCommands(commands);
  return { start, busy, error };
};

type ActionsProps = {
  readonly mayCancel: boolean;
  readonly onStart: (() => void) | null;
  readonly isStarting: boolean;
};

const Actions = ({ mayCancel, onStart, isStarting }: ActionsProps): ReactNode => {
  const t = useText('orders');
  const [isCancelling, setCancelling] = useState(false);
  return (
    <>
      {mayCancel && (
        <Button color="inherit" onClick={() => setCancelling(true)}>
          {t('page.cancel')}
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
      {isCancelling && <CancelDialog onClose={() => setCancelling(false)} />}
    </>
  );
};

/** Tells by their own words what the work on site did. */
const TOLD_BY_ENTRIES: readonly string[] = ['tasks', 'devices'];

/** What completing the order changed stands above the tasks; whoever completes it is at their end. */
const useShownOnCompletion = ({ state }: Order): RefObject<HTMLElement | null> => {
  const top = useRef<HTMLElement>(null);
  const before = useRef(state);
  useEffect(() => {
    if (state === 'closed_complete' && before.current !== state)
      top.current?.scrollIntoView({ block: 'start' });
    before.current = state;
  }, [state]);
  return top;
};

const OrderContent = ({ detail }: { readonly detail: OrderDetail }): ReactNode => {
  const t = useText('orders');
  const record = useText('record');
  const { order, names, pendingSync } = detail;
  const page = useRecordPage({ process: ORDER, record: order, names, pendingSync });
  const { ref } = page.draft;
  const mayWork = page.can('completeTask');
  const isWorking = mayWork && order.state === 'work_in_progress';
  const { start, busy, error } = useStart(order, page.can('start'));
  const work = { detail, page, draft: ref, isWorking };
  const top = useShownOnCompletion(order);
  const tasks = (
    <Box ref={top} sx={{ display: 'grid', gap: 1, alignContent: 'start', minWidth: 0 }}>
      {error !== undefined && <ErrorNote error={error} />}
      <StartNote order={order} mayWork={mayWork} onStart={start} />
      {order.state === 'closed_complete' && <NextOrder />}
      {order.state === 'closed_complete' && <EffectsList />}
      <Progress order={order} />
      <TaskList />
      {isWorking && <CompletionPanel />}
    </Box>
  );
  const parts: readonly RecordPart[] = [
    { id: 'tasks', title: t('page.tasks'), column: 'main', count: order.tasks.length, node: tasks },
    { id: 'facts', title: t('page.facts'), column: 'aside', node: <ParticularsPart /> },
    {
      id: 'devices',
      title: t('page.devices'),
      column: 'aside',
      count: order.devices.length,
      node: <DevicesPart />,
    },
    {
      id: 'assignment',
      title: record('assignment.title'),
      column: 'aside',
      node: <AssignmentPart page={page} />,
    },
  ];
  return (
    <OrderWorkContext value={work}>
      <ProcessPage
        page={page}
        type={t(`common:orderTypes.${order.type}`)}
        label={t('page.header')}
        actions={<Actions mayCancel={order.active && page.can('cancel')} onStart={start} isStarting={busy} />}
        stepSize={start === null ? 'small' : 'large'}
        parts={parts}
        hiddenChanges={TOLD_BY_ENTRIES}
      >
        <OrderJourney />
      </ProcessPage>
    </OrderWorkContext>
  );
};

/** One order, for the technician who works it down on site: tasks first, everything else beside them. */
export const OrderPage = ({ id }: { readonly id: string }): ReactNode => {
  const t = useText('orders');
  const live = useLive('orders.detail', { id });
  const order = live.data?.order.id === id ? live.data.order : undefined;
  useTabTitle({ page: 'order', id }, order?.number, order?.title);
  if (live.error?.code === 'not_found')
    return <EmptyNote icon={<LocalShipping />} title={t('page.notFound')} hint={t('page.notFoundHint')} />;
  return (
    <Boundary live={live} lines={14} ofPage>
      {(detail) => <OrderContent key={detail.order.id} detail={detail} />}
    </Boundary>
  );
};
