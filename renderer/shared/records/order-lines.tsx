import { Box, ButtonBase, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { OrderRow } from '#contracts/shared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { StateChip } from '#renderer/shared/ui/chips.tsx';

type OrderLinesProps = { readonly rows: readonly OrderRow[]; readonly empty: string };

/** A few orders, a line each; a click opens one. */
export const OrderLines = ({ rows, empty }: OrderLinesProps): ReactNode => {
  const t = useText('common');
  if (rows.length === 0)
    return (
      <Typography variant="body2" color="textSecondary">
        {empty}
      </Typography>
    );
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {rows.map((row) => (
        <li key={row.id}>
          <ButtonBase
            onClick={() => openRoute({ page: 'order', id: row.id }, row.number)}
            title={row.title}
            sx={{
              width: '100%',
              gap: 1,
              px: 0.5,
              minHeight: 28,
              borderRadius: 0.5,
              fontSize: 13,
              justifyContent: 'flex-start',
              textAlign: 'start',
              '&:hover': { bgcolor: 'action.hover' },
            }}
          >
            <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              {row.number}
            </Box>
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {t(`orderTypes.${row.type}`)}
            </Box>
            <Typography component="span" noWrap sx={{ flex: 1, minWidth: 0, fontSize: 13 }}>
              {row.title}
            </Typography>
            <StateChip type="order" state={row.state} />
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
};
