import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import { formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { FormatContext } from '#renderer/shared/record/field-format.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { sideText } from './conflict-value.ts';

type Side = 'base' | 'mine' | 'theirs';

type SideColumnProps = {
  readonly side: Side;
  readonly value: string;
  readonly by: string | null;
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
      <Typography variant="caption" component="div" sx={{ fontWeight: 600 }}>
        {t(`sides.${props.side}`)}
      </Typography>
      <Typography
        variant="caption"
        color="textSecondary"
        component="div"
        noWrap
        title={formatInstantLong(props.at)}
        sx={{ minHeight: 18 }}
      >
        {props.by !== null && joined([props.by, formatInstant(props.at)])}
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
  return (
    <Box
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))' }}
    >
      <SideColumn side="base" value={sideText(row, row.base, format)} by={null} at={null} />
      <SideColumn
        side="mine"
        value={sideText(row, row.mine, format)}
        by={nameOf(format.names, row.mineBy)}
        at={row.mineAt}
      />
      <SideColumn
        side="theirs"
        value={sideText(row, row.theirs, format)}
        by={nameOf(format.names, row.theirsBy)}
        at={row.theirsAt}
      />
    </Box>
  );
};
