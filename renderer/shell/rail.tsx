import Badge from '@mui/material/Badge';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { pageSpec, registered } from '#renderer/shared/navigation/registry.ts';
import { listRoute } from '#renderer/shared/navigation/route.ts';

/** The navigation at the left edge. */
export const Rail = ({
  conflicts,
  refused,
}: {
  readonly conflicts: number;
  readonly refused: number;
}): ReactNode => {
  const t = useText('common');
  const current = useNavigation(
    (navigation) => pageSpec(navigation.current.page).list ?? navigation.current.page,
  );
  const counts: Readonly<Record<string, number>> = { conflicts, sync: refused };
  return (
    <Box
      component="nav"
      aria-label={t('shell.navigation')}
      sx={{
        width: 76,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: 0.25,
        py: 1,
        px: 0.5,
        overflowY: 'auto',
        bgcolor: 'background.paper',
        borderInlineEnd: 1,
        borderColor: 'divider',
      }}
    >
      {registered().lists.map(({ page, icon }, index) => (
        <ButtonBase
          key={page}
          onClick={() => openRoute(listRoute(page))}
          aria-current={current === page ? 'page' : undefined}
          title={`${t(pageSpec(page).title)} (Alt+${index})`}
          sx={{
            flexDirection: 'column',
            gap: 0.25,
            py: 0.75,
            borderRadius: 1,
            fontFamily: 'inherit',
            fontSize: 11,
            color: 'text.secondary',
            // Settings stand apart at the bottom where there is room.
            ...(page === 'settings' ? { mt: 'auto' } : {}),
            '& svg': { fontSize: 20 },
            '& .MuiBadge-badge': { height: 15, minWidth: 15, px: 0.5, fontSize: 10, top: 1, right: -3 },
            '&:hover': { bgcolor: 'action.hover' },
            '&[aria-current]': { color: 'primary.main', bgcolor: 'action.selected', fontWeight: 600 },
          }}
        >
          <Badge color="warning" badgeContent={counts[page] ?? 0} max={99}>
            {icon}
          </Badge>
          {t(pageSpec(page).title)}
        </ButtonBase>
      ))}
    </Box>
  );
};
