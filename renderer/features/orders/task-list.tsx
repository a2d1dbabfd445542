import { Box } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { OrderTask } from '#domain/fields/orders.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useOrderWork } from './order-work.ts';
import { confirmedOutcome, nextTask, refusedOutcome, type ScanOutcome } from './scan.ts';
import { ScanField, ScanResult } from './scan-field.tsx';
import { TaskActions, type TaskHandle } from './task-actions.tsx';
import { TaskCard } from './task-card.tsx';
import { useScanner } from './use-scanner.ts';

const TASK_KEYS: KeyMap<'next' | 'previous'> = {
  group: 'orders:page.tasks',
  actions: {
    next: { label: 'orders:task.keys.move', shortcuts: ['ArrowDown'] },
    previous: { label: 'orders:task.keys.move', shortcuts: ['ArrowUp'] },
  },
};

const moveFocus = (event: KeyboardEvent<HTMLElement>): void => {
  const action = actionOf(TASK_KEYS, event);
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-task]')];
  const index = rows.indexOf(event.target as HTMLElement);
  if (action === null || index < 0) return;
  event.preventDefault();
  rows[action === 'next' ? index + 1 : index - 1]?.focus();
};

/** Words are being typed outside `list`: the focus stays there. */
const isTyping = (list: HTMLElement | null): boolean => {
  const active = document.activeElement;
  const isField = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
  return isField && active.value !== '' && !list?.contains(active);
};

/**
 * The steps from the top down. The next one is opened; when it is a scan its field has the focus, so that a technician
 * only has to pull the trigger. Other open steps can be opened too, the order of work on site is not always the list's.
 */
export const TaskList = (): ReactNode => {
  const t = useText('orders');
  useKeyMap(TASK_KEYS);
  const { detail, isWorking } = useOrderWork();
  const { order } = detail;
  const next = nextTask(order.tasks);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<ScanOutcome | null>(null);
  const confirm = useCommand('orders.confirmDevice');
  const list = useRef<HTMLOListElement>(null);
  const scanInput = useRef<HTMLInputElement>(null);
  const opened = useRef<TaskHandle>(null);
  const chosen = order.tasks.find(({ id, state }) => id === chosenId && state === 'open') ?? next;
  const hasScanLeft = order.tasks.some(({ kind, state }) => kind === 'scan' && state === 'open');

  const onScan = async (code: string): Promise<void> => {
    const reply = await confirm.run({ id: order.id, code });
    setOutcome(
      reply.ok
        ? confirmedOutcome(code, reply.data.order, reply.data.deviceId, detail.devices)
        : refusedOutcome(code, reply.error, order, detail.devices, chosen?.id ?? null),
    );
    if (reply.ok) setChosenId(null);
    else scanInput.current?.focus();
  };
  useScanner(isWorking && hasScanLeft, (code) => void onScan(code));

  const nextId = next?.id;
  const openId = isWorking ? chosen?.id : undefined;
  useEffect(() => {
    // Another step is open: the hand goes on where that one wants it, unless something is being typed elsewhere.
    if (openId === undefined || isTyping(list.current)) return;
    if (chosen?.kind === 'scan') scanInput.current?.focus();
    else opened.current?.focus();
  }, [openId, chosen?.kind]);

  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'order.note',
        label: 'orders:task.noteField',
        group: 'orders:title',
        shortcut: 'n',
        when: () => isWorking,
        run: () => opened.current?.note(),
      },
    ],
    [isWorking],
  );
  useCommands(commands);

  const onEnter = (task: OrderTask): void => {
    if (chosen?.id === task.id) {
      if (task.kind === 'scan') scanInput.current?.focus();
      else opened.current?.complete();
    } else if (task.state === 'open') setChosenId(task.id);
  };
  return (
    <Box
      component="ol"
      ref={list}
      aria-label={t('page.tasks')}
      onKeyDown={moveFocus}
      sx={{ display: 'grid', gap: 1, m: 0, p: 0 }}
    >
      {order.tasks.map((task) => {
        const isOpen = isWorking && task.state === 'open' && task.id === chosen?.id;
        return (
          <TaskCard
            key={task.id}
            task={task}
            isNext={isWorking && task.id === nextId}
            isOpen={isOpen}
            onToggle={() => setChosenId(task.id === chosenId ? null : task.id)}
            onEnter={() => onEnter(task)}
            result={outcome?.taskId === task.id ? <ScanResult outcome={outcome} /> : null}
          >
            <Box sx={{ display: 'grid', gap: 1 }}>
              {task.kind === 'scan' && (
                <ScanField inputRef={scanInput} busy={confirm.busy} onScan={(code) => void onScan(code)} />
              )}
              {task.kind !== 'scan' && (
                <TaskActions
                  key={task.id}
                  ref={opened}
                  task={task}
                  onDone={() => {
                    setChosenId(null);
                    setOutcome(null);
                  }}
                />
              )}
            </Box>
          </TaskCard>
        );
      })}
    </Box>
  );
};
