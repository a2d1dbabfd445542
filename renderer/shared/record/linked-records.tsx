import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { PreviewedCollection } from '#contracts/related.ts';
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
import { NotListed } from './not-listed.tsx';
import { usePreview } from './use-preview.tsx';
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
  /** How many more there are than these. */
  readonly more?: number;
  /** Takes one off; left out where this user may not. */
  readonly onUnlink?: ((row: LinkedRow) => void) | undefined;
  /** Another control at the end of a line. */
  readonly action?: (row: LinkedRow) => ReactNode;
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
/** Where number and state leave a title no room, as at the side of a page, it has a line of its own below them. */
const NARROW = '@container (max-width: 319.98px)';
const cutSx = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const Line = ({
  row,
  onUnlink,
  action,
}: { readonly row: LinkedRow } & Pick<LinkedRecordsProps, 'onUnlink' | 'action'>): ReactNode => {
  const t = useText('record');
  const { resting, preview } = usePreview(row);
  const unlink = t('links.unlink', { name: row.title });
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <ButtonBase
        onClick={() => {
          const route = routeOfRecord(row.collection, row.id, row.type);
          if (route !== null) openRoute(route, row.key ?? row.title);
        }}
        {...resting}
        sx={{ ...lineSx, [NARROW]: { flexWrap: 'wrap', rowGap: 0 } }}
      >
        {row.mark}
        {row.key !== null && (
          <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {row.key}
          </Box>
        )}
        <Box
          component="span"
          sx={{
            flex: 1,
            minWidth: 0,
            ...(row.key === null ? {} : { [NARROW]: { order: 1, flex: '1 0 100%' } }),
          }}
        >
          <Box
            component="span"
            dir="auto"
            sx={{
              display: 'block',
              ...cutSx,
              ...(row.key === null ? {} : { [NARROW]: { whiteSpace: 'normal' } }),
            }}
          >
            {row.title}
          </Box>
          {row.hint !== null && row.hint !== '' && (
            <Typography
              component="span"
              variant="caption"
              color="textSecondary"
              sx={{ display: 'block', overflowWrap: 'anywhere' }}
            >
              {row.hint}
            </Typography>
          )}
        </Box>
        {row.key === null ? (
          row.state
        ) : (
          <Box
            component="span"
            sx={{ display: 'inline-flex', minWidth: 0, [NARROW]: { marginInlineStart: 'auto' } }}
          >
            {row.state}
          </Box>
        )}
      </ButtonBase>
      {preview}
      {action?.(row)}
      {onUnlink !== undefined && <RemoveButton label={unlink} onClick={() => onUnlink(row)} />}
    </Box>
  );
};

/** Records that belong to this one, a line each: a click opens one, resting on it shows what it is about. For lists of any length use a table. */
export const LinkedRecords = ({ rows, empty, more = 0, onUnlink, action }: LinkedRecordsProps): ReactNode => {
  if (rows.length === 0) {
    return empty === undefined || empty === '' ? null : (
      <Typography variant="body2" color="textSecondary">
        {empty}
      </Typography>
    );
  }
  return (
    <>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', containerType: 'inline-size' }}>
        {rows.map((row) => (
          <Line key={row.id} row={row} onUnlink={onUnlink} {...(action === undefined ? {} : { action })} />
        ))}
      </Box>
      <NotListed more={more} />
    </>
  );
};
