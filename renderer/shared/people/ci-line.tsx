import { Box, ButtonBase } from '@mui/material';
import type { ReactNode } from 'react';
import type { CiRow } from '#contracts/shared.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { StatusChip } from '#renderer/shared/ui/chips.tsx';

/** Model, tag and serial of a configuration item, for a line under its name. */
export const ciHint = (ci: CiRow): string =>
  joined([joined([ci.manufacturer, ci.model], ' '), ci.assetTag, ci.serial]);

/** A configuration item as a line; a click opens its page. */
export const CiLine = ({ ci, action }: { readonly ci: CiRow; readonly action?: ReactNode }): ReactNode => (
  <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
    <ButtonBase
      onClick={() => openRoute({ page: 'ci', id: ci.id }, ci.name)}
      sx={{
        flex: 1,
        minWidth: 0,
        gap: 1,
        px: 0.5,
        mx: -0.5,
        py: 0.25,
        borderRadius: 0.5,
        justifyContent: 'flex-start',
        textAlign: 'start',
        '&:hover': { bgcolor: 'action.hover' },
      }}
    >
      <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
        <Box component="span" sx={{ display: 'block', fontSize: 13, overflowWrap: 'anywhere' }}>
          {ci.name}
        </Box>
        <Box
          component="span"
          sx={{
            display: 'block',
            fontSize: 12,
            color: 'text.secondary',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
          }}
        >
          {ciHint(ci)}
        </Box>
      </Box>
      <StatusChip status={ci.status} />
    </ButtonBase>
    {action}
  </Box>
);
