import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect, useRef } from 'react';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

/** One line of the palette: a record, an open tab or a command. */
export type PaletteItem = {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Number, asset tag or login. */
  readonly key: string | null;
  readonly hint: string | null;
  readonly state: string | null;
  readonly shortcut: string | null;
  readonly run: () => void;
};

type PaletteRowProps = {
  readonly item: PaletteItem;
  readonly domId: string;
  readonly isActive: boolean;
  readonly onChoose: (item: PaletteItem) => void;
  readonly onHover: () => void;
};

export const PaletteRow = (props: PaletteRowProps): ReactNode => {
  const { item, isActive } = props;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <Box
      ref={row}
      id={props.domId}
      role="option"
      aria-selected={isActive}
      onClick={() => props.onChoose(item)}
      onPointerMove={props.onHover}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        minHeight: 32,
        cursor: 'pointer',
        '&[aria-selected=true]': {
          bgcolor: 'action.selected',
          boxShadow: 'inset 3px 0 0 var(--mui-palette-primary-main)',
        },
      }}
    >
      <Box
        component="span"
        sx={{
          width: 18,
          flexShrink: 0,
          display: 'inline-flex',
          color: 'text.secondary',
          '& svg': { fontSize: 18 },
        }}
      >
        {item.icon}
      </Box>
      {item.key !== null && (
        <Typography
          component="span"
          variant="body2"
          color="textSecondary"
          noWrap
          sx={{ width: 120, flexShrink: 0, fontVariantNumeric: 'tabular-nums' }}
        >
          {item.key}
        </Typography>
      )}
      <Typography component="span" variant="body2" noWrap sx={{ flex: '0 1 auto', minWidth: 80 }}>
        {item.label}
      </Typography>
      <Typography
        component="span"
        variant="caption"
        color="textSecondary"
        noWrap
        sx={{ flex: 1, minWidth: 0 }}
      >
        {item.hint}
      </Typography>
      {item.state !== null && <StateChip type={null} state={item.state} />}
      {item.shortcut !== null && <KeyHint shortcut={item.shortcut} />}
    </Box>
  );
};
