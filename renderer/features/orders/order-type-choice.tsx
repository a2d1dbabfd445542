import AddBox from '@mui/icons-material/AddBox';
import DeleteSweep from '@mui/icons-material/DeleteSweep';
import LocalShipping from '@mui/icons-material/LocalShipping';
import SwapHoriz from '@mui/icons-material/SwapHoriz';
import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { ORDER_TYPES, type OrderType } from '#domain/fields/orders.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

const ICONS: Readonly<Record<OrderType, ReactNode>> = {
  move: <LocalShipping />,
  add: <AddBox />,
  swap: <SwapHoriz />,
  disposal: <DeleteSweep />,
};
/** The letters of MACD. */
const KEYS: Readonly<Record<OrderType, string>> = { move: 'm', add: 'a', swap: 'c', disposal: 'd' };

const useTypeKeys = (choose: (type: OrderType) => void): void => {
  const latest = useLatest(choose);
  const commands = useMemo(
    () =>
      ORDER_TYPES.map(
        (type): Command => ({
          id: `order-new.${type}`,
          label: `common:orderTypes.${type}`,
          group: 'orders:new.title',
          shortcut: KEYS[type],
          hidden: true,
          run: () => latest.current(type),
        }),
      ),
    [latest],
  );
  useCommands(commands);
};

type OrderTypeChoiceProps = {
  readonly type: OrderType | null;
  readonly onChange: (type: OrderType) => void;
};

/** Move, add, swap or disposal: by its letter from anywhere on the page, or by a click. */
export const OrderTypeChoice = ({ type, onChange }: OrderTypeChoiceProps): ReactNode => {
  const t = useText('orders');
  useTypeKeys(onChange);
  return (
    <ToggleButtonGroup
      exclusive
      value={type}
      aria-label={t('new.type')}
      onChange={(_event, next: OrderType | null) => {
        if (next !== null) onChange(next);
      }}
      sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(170px, 1fr))', gap: 1 }}
    >
      {ORDER_TYPES.map((one) => (
        <ToggleButton
          key={one}
          value={one}
          autoFocus={type === null && one === 'move'}
          sx={{
            textTransform: 'none',
            justifyContent: 'flex-start',
            gap: 1.5,
            textAlign: 'start',
            border: '1px solid var(--mui-palette-divider) !important',
            borderRadius: '4px !important',
            m: '0 !important',
            '&, &.Mui-selected, &.Mui-selected:hover': { bgcolor: 'background.paper' },
            '&.Mui-selected': {
              borderColor: 'var(--mui-palette-primary-main) !important',
              boxShadow: 'inset 0 0 0 1px var(--mui-palette-primary-main)',
              color: 'primary.main',
            },
          }}
        >
          {ICONS[one]}
          <Box component="span" sx={{ flex: 1 }}>
            <Box component="span" sx={{ display: 'block', fontWeight: 600, color: 'text.primary' }}>
              {t(`common:orderTypes.${one}`)}
            </Box>
            <Typography component="span" variant="caption" color="textSecondary" sx={{ display: 'block' }}>
              {t(`typeHints.${one}`)}
            </Typography>
          </Box>
          <KeyHint shortcut={KEYS[one]} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};
