import ArrowForward from '@mui/icons-material/ArrowForward';
import { Alert, Button } from '@mui/material';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { lateSince } from '#domain/orders/order.late.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { isFocusFree } from '#renderer/shared/ui/free-focus.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { LateMark } from '#renderer/shared/ui/late-mark.tsx';
import { useOrderWork } from './order-work.ts';

const KEY = 'o';

/** The first instant after today, in this device's zone. */
const endOfDay = (nowMs: number): string => {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString();
};

/** What whoever has completed this order is to do next today, one key away; what was planned first comes first, also when it is late. */
export const NextOrder = (): ReactNode => {
  const t = useText('orders');
  const { personId } = useSessionUser();
  const { order } = useOrderWork().detail;
  const nowMs = useNow();
  // Somebody else's order leads nowhere, by its key neither.
  const isOwn = order.completedBy === personId;
  const filter = { activeOnly: true, assigneeIds: [personId], plannedTo: endOfDay(nowMs) };
  const live = useLive(
    'orders.page',
    isOwn ? { filter, sort: { field: 'plannedStart', direction: 'asc' }, limit: 1 } : null,
  );
  const next = live.data?.rows[0];
  const open = useMemo(
    () => (next === undefined ? null : () => openRoute({ page: 'order', id: next.id }, next.number)),
    [next],
  );
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'order.next',
        label: 'orders:next.open',
        group: 'orders:title',
        shortcut: KEY,
        when: () => open !== null,
        run: () => open?.(),
      },
    ],
    [open],
  );
  useCommands(commands);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Completing left the focus nowhere: Enter goes on.
    if (open !== null && isFocusFree()) button.current?.focus();
  }, [open]);
  if (!isOwn || live.data === undefined) return null;
  if (next === undefined || open === null)
    return (
      <Alert
        severity="info"
        action={
          <Button color="inherit" onClick={() => openRoute({ page: 'day' })}>
            {t('next.day')}
          </Button>
        }
        sx={{ alignItems: 'center' }}
      >
        {t('next.none')}
      </Alert>
    );
  return (
    <Button
      ref={button}
      variant="contained"
      size="large"
      onClick={open}
      startIcon={<ArrowForward />}
      endIcon={<KeyHint shortcut={KEY} />}
      sx={{ minHeight: 48, justifySelf: 'start', textAlign: 'start' }}
    >
      <span>
        {t('next.order', { title: next.title, at: formatInstant(next.plannedStart) })}{' '}
        <LateMark since={lateSince(next, new Date(nowMs).toISOString())} />
      </span>
    </Button>
  );
};
