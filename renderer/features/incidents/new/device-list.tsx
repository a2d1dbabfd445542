import Check from '@mui/icons-material/Check';
import { Box, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from 'react';
import type { ConfigItemRow } from '#contracts/shared.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ciHint } from '#renderer/shared/record/linked-records.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

type DeviceListProps = {
  readonly devices: readonly ConfigItemRow[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string | null) => void;
  /** Goes on to the next field; when a letter asks for it, the letter lands there. */
  readonly onNext: () => void;
  readonly listRef: Ref<HTMLDivElement>;
};

const DEVICE_KEYS: KeyMap<'pick' | 'next' | 'previous' | 'toggle' | 'take'> = {
  group: 'incidents:new.device',
  actions: {
    pick: {
      label: 'incidents:new.deviceKeys.pick',
      shortcuts: Array.from({ length: 9 }, (_, index) => String(index + 1)),
    },
    next: { label: 'incidents:new.deviceKeys.move', shortcuts: ['ArrowDown'] },
    previous: { label: 'incidents:new.deviceKeys.move', shortcuts: ['ArrowUp'] },
    toggle: { label: 'incidents:new.deviceKeys.toggle', shortcuts: ['Space'] },
    take: { label: 'incidents:new.deviceKeys.take', shortcuts: ['Enter'] },
  },
};

const CUT = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const isLetter = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;

/**
 * The caller's devices. A digit chooses, arrows and Enter choose, any letter goes on to the title, so that somebody who types
 * on is never held up.
 */
export const DeviceList = ({ devices, chosenId, onChoose, onNext, listRef }: DeviceListProps): ReactNode => {
  const t = useText('incidents');
  const id = useId();
  useKeyMap(DEVICE_KEYS);
  const [active, setActive] = useState(0);
  const activeIndex = Math.min(active, Math.max(0, devices.length - 1));

  const choose = (index: number): void => {
    const device = devices[index];
    if (device === undefined) return;
    setActive(index);
    onChoose(device.id === chosenId ? null : device.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const action = actionOf(DEVICE_KEYS, event);
    if (action === 'pick') {
      const index = Number(event.key) - 1;
      if (index >= devices.length) return;
      event.preventDefault();
      choose(index);
      onNext();
    } else if (action === 'next' || action === 'previous') {
      event.preventDefault();
      const step = action === 'next' ? 1 : -1;
      setActive(Math.max(0, Math.min(devices.length - 1, activeIndex + step)));
    } else if (action === 'toggle' || action === 'take') {
      event.preventDefault();
      choose(activeIndex);
      if (action === 'take') onNext();
    } else if (event.key === 'Tab' && !event.shiftKey) {
      // On to the title; the field for another device lies between and is reached backwards or by the mouse.
      event.preventDefault();
      onNext();
    } else if (isLetter(event)) {
      onNext();
    }
  };
  return (
    <Box
      ref={listRef}
      role="listbox"
      tabIndex={0}
      aria-label={t('new.device')}
      aria-activedescendant={devices.length === 0 ? undefined : `${id}-${activeIndex}`}
      onKeyDown={onKeyDown}
      sx={{
        borderRadius: 1,
        border: 1,
        borderColor: 'divider',
        overflow: 'hidden',
        '&:focus-visible': { outline: '2px solid var(--mui-palette-primary-main)', outlineOffset: -1 },
        '&:focus-visible [data-active]': { bgcolor: 'action.focus' },
      }}
    >
      {devices.length === 0 && (
        <Typography variant="body2" color="textSecondary" sx={{ px: 1, py: 0.75 }}>
          {t('new.noDevices')}
        </Typography>
      )}
      {devices.map((device, index) => (
        // The listbox has the focus and the keys; an option is its active descendant.
        <Box
          key={device.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={device.id === chosenId}
          data-active={index === activeIndex || undefined}
          onClick={() => choose(index)}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            px: 1,
            minHeight: 30,
            fontSize: 13,
            cursor: 'pointer',
            '&[aria-selected=true]': { bgcolor: 'action.selected', fontWeight: 600 },
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          {index < 9 ? <KeyHint shortcut={String(index + 1)} /> : <Box sx={{ width: 16 }} />}
          <Box
            component="span"
            title={device.name}
            sx={{ flexShrink: 1, minWidth: 0, maxWidth: '70%', ...CUT }}
          >
            {device.name}
          </Box>
          <Typography
            component="span"
            variant="caption"
            color="textSecondary"
            noWrap
            sx={{ flex: 1, minWidth: 60 }}
          >
            {ciHint(device)}
          </Typography>
          {device.id === chosenId && <Check sx={{ fontSize: 16 }} color="primary" aria-hidden />}
        </Box>
      ))}
    </Box>
  );
};
