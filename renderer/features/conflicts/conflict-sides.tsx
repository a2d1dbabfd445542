import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import { formatInstantLong } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { FormatContext } from '#renderer/shared/record/field-format.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { sideText } from './conflict-value.ts';
import { type SideName, sideWords } from './conflict-words.ts';

type Side = 'base' | SideName;
/** In the order in which they are decided by key. */
export const SIDES: readonly SideName[] = ['theirs', 'mine'];

type SideColumnProps = {
  readonly side: Side;
  readonly title: string;
  readonly value: string;
  readonly at: string | null;
};

const SideColumn = (props: SideColumnProps): ReactNode => {
  const t = useText('conflicts');
  return (
    <Box
      sx={{
        minWidth: 0,
        p: 1,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: props.side === 'base' ? 'transparent' : 'action.hover',
      }}
    >
      <Typography
        variant="caption"
        component="div"
        noWrap
        title={formatInstantLong(props.at)}
        sx={{ fontWeight: 600 }}
      >
        {props.title}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="div" noWrap sx={{ minHeight: 18 }}>
        {props.side !== 'base' && t(`sides.${props.side}`)}
      </Typography>
      <Typography
        variant="body2"
        component="div"
        sx={{ mt: 0.5, maxHeight: 220, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {props.value}
      </Typography>
    </Box>
  );
};

type ConflictSidesProps = { readonly row: ConflictRow; readonly format: FormatContext };

/** What the value was, and what each side made of it. */
export const ConflictSides = ({ row, format }: ConflictSidesProps): ReactNode => {
  const t = useText('conflicts');
  const { personId } = useSessionUser();
  return (
    <Box
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))' }}
    >
      <SideColumn side="base" title={t('sides.base')} value={sideText(row, row.base, format)} at={null} />
      {SIDES.map((side) => (
        <SideColumn
          key={side}
          side={side}
          title={sideWords(row, side, personId, format.names).title}
          value={sideText(row, row[side], format)}
          at={side === 'mine' ? row.mineAt : row.theirsAt}
        />
      ))}
    </Box>
  );
};
