import { Box, ButtonBase, Popper, type PopperProps, Typography } from '@mui/material';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { ConfigItemRow, OrderRow, TicketRow } from '#contracts/shared.ts';
import type { LinkedKnowledge } from '#contracts/tickets.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { routeOfRecord } from '#renderer/shared/navigation/record-route.ts';
import { ConfigItemClassIcon } from '#renderer/shared/records/config-item-class-icon.tsx';
import { TicketMarks } from '#renderer/shared/records/ticket-marks.tsx';
import { PriorityMark, StateChip, StatusChip } from '#renderer/shared/ui/chips.tsx';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { type PreviewedCollection, RecordPreview } from './record-preview.tsx';
import { stateReason } from './words.ts';

/** A record in a list of those that belong to another one. */
export type LinkedRow = {
  readonly id: string;
  readonly collection: PreviewedCollection;
  /** The record's `type`; null for collections of one kind. */
  readonly type: string | null;
  /** Number, where it has one. */
  readonly key: string | null;
  readonly title: string;
  /** A second line: model, tag and serial of a device. */
  readonly hint: string | null;
  readonly mark: ReactNode;
  readonly state: ReactNode;
};

export const ticketRow = (row: TicketRow): LinkedRow => ({
  id: row.id,
  collection: 'tickets',
  type: row.type,
  key: row.number,
  title: row.title,
  hint: null,
  mark: (
    <>
      <PriorityMark priority={row.priority} compact />
      <TicketMarks majorState={row.majorState} escalation={row.escalation} compact />
    </>
  ),
  state: <StateChip type={row.type} state={row.state} because={stateReason(row)} />,
});

export const orderRow = (row: OrderRow): LinkedRow => ({
  id: row.id,
  collection: 'orders',
  type: row.type,
  key: row.number,
  title: row.title,
  hint: null,
  mark: null,
  state: <StateChip type="order" state={row.state} />,
});

/** Model, tag and serial of a configuration item, for a line under its name. */
export const ciHint = (row: ConfigItemRow): string =>
  joined([joined([row.manufacturer, row.model], ' '), row.assetTag, row.serial]);

export const ciRow = (row: ConfigItemRow): LinkedRow => ({
  id: row.id,
  collection: 'configItems',
  type: null,
  key: null,
  title: row.name,
  hint: ciHint(row),
  mark: <ConfigItemClassIcon ciClass={row.ciClass} />,
  state: <StatusChip status={row.status} />,
});

export const knowledgeRow = (
  row: Pick<LinkedKnowledge, 'id' | 'number' | 'title' | 'type' | 'state'>,
): LinkedRow => ({
  id: row.id,
  collection: 'knowledge',
  type: row.type,
  key: row.number,
  title: row.title,
  hint: null,
  mark: null,
  state: <StateChip type={row.type} state={row.state} />,
});

/** An entry that may help; it is in force, so its state says nothing. */
export const suggestionRow = ({
  id,
  number,
  title,
  type,
}: Pick<LinkedKnowledge, 'id' | 'number' | 'title' | 'type'>): LinkedRow => ({
  ...{ id, key: number, title, hint: null, mark: null, state: null },
  ...{ collection: 'knowledge', type },
});

type LinkedRecordsProps = {
  readonly rows: readonly LinkedRow[];
  /** Said when there are none; nothing when left out. */
  readonly empty?: string;
  /** Takes one off; left out where this user may not. */
  readonly onUnlink?: ((row: LinkedRow) => void) | undefined;
  /** Another control at the end of a line. */
  readonly action?: (row: LinkedRow) => ReactNode;
};

/** How long the pointer or the focus rests on a line before its record is shown. */
const PREVIEW_AFTER_MS = 450;

/** Whether a line is rested on, and the element that is. */
const useResting = () => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const leave = (): void => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const enter = (element: HTMLElement): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), PREVIEW_AFTER_MS);
  };
  return { anchor, enter, leave };
};

const lineSx = {
  flex: 1,
  minWidth: 0,
  gap: 1,
  px: 0.5,
  mx: -0.5,
  minHeight: 28,
  borderRadius: 0.5,
  fontSize: 13,
  justifyContent: 'flex-start',
  textAlign: 'start',
  '&:hover': { bgcolor: 'action.hover' },
} as const;
const cutSx = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** What places the preview. */
type Instance = Extract<NonNullable<PopperProps['popperRef']>, { readonly current: unknown }>['current'];

/** Beside the line where there is room, else under it; always within the window. */
const PLACES = [
  { name: 'flip', options: { fallbackPlacements: ['left-start', 'bottom-start', 'top-start'] } },
  { name: 'preventOverflow', options: { altAxis: true, padding: 8 } },
];

const Preview = ({ anchor, row }: { readonly anchor: HTMLElement; readonly row: LinkedRow }): ReactNode => {
  const popper = useRef<Instance>(null);
  const place = useCallback(() => void popper.current?.update(), []);
  return (
    <Popper
      open
      anchorEl={anchor}
      placement="right-start"
      popperRef={popper}
      modifiers={PLACES}
      sx={{ zIndex: 'tooltip' }}
    >
      <RecordPreview collection={row.collection} id={row.id} title={row.title} onSized={place} />
    </Popper>
  );
};

const Line = ({
  row,
  onUnlink,
  action,
}: { readonly row: LinkedRow } & Pick<LinkedRecordsProps, 'onUnlink' | 'action'>): ReactNode => {
  const t = useText('record');
  const { anchor, enter, leave } = useResting();
  const unlink = t('links.unlink', { name: row.title });
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <ButtonBase
        onClick={() => {
          leave();
          const route = routeOfRecord(row.collection, row.id, row.type);
          if (route !== null) openRoute(route, row.key ?? row.title);
        }}
        onPointerEnter={({ currentTarget }) => enter(currentTarget)}
        onPointerLeave={leave}
        onFocusVisible={({ currentTarget }) => enter(currentTarget)}
        onBlur={leave}
        sx={lineSx}
      >
        {row.mark}
        {row.key !== null && (
          <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {row.key}
          </Box>
        )}
        <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
          <Box component="span" dir="auto" sx={{ display: 'block', ...cutSx }}>
            {row.title}
          </Box>
          {row.hint !== null && row.hint !== '' && (
            <Typography
              component="span"
              variant="caption"
              color="textSecondary"
              sx={{ display: 'block', ...cutSx }}
            >
              {row.hint}
            </Typography>
          )}
        </Box>
        {row.state}
      </ButtonBase>
      {anchor !== null && <Preview anchor={anchor} row={row} />}
      {action?.(row)}
      {onUnlink !== undefined && <RemoveButton label={unlink} onClick={() => onUnlink(row)} />}
    </Box>
  );
};

/** Records that belong to this one, a line each: a click opens one, resting on it shows what it is about. For lists of any length use a table. */
export const LinkedRecords = ({ rows, empty, onUnlink, action }: LinkedRecordsProps): ReactNode => {
  if (rows.length === 0) {
    return empty === undefined || empty === '' ? null : (
      <Typography variant="body2" color="textSecondary">
        {empty}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {rows.map((row) => (
        <Line key={row.id} row={row} onUnlink={onUnlink} {...(action === undefined ? {} : { action })} />
      ))}
    </Box>
  );
};
