import AdminPanelSettingsOutlined from '@mui/icons-material/AdminPanelSettingsOutlined';
import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import MenuOpen from '@mui/icons-material/MenuOpen';
import MenuOutlined from '@mui/icons-material/MenuOutlined';
import SupportAgentOutlined from '@mui/icons-material/SupportAgentOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import type { ReactNode } from 'react';
import { useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { Group } from '#renderer/shared/navigation/groups.ts';
import { useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { useColumn } from './column-store.ts';
import { COLUMN_ID, NAV_KEYS, onNavKey, RAIL_ID, toggleLists } from './nav-keys.ts';
import { goTo } from './page-focus.ts';
import { groupKey, openGroup, useGroups } from './use-groups.ts';

const GROUP_ICONS: Readonly<Record<Group, ReactNode>> = {
  work: <TaskAltOutlined />,
  desk: <SupportAgentOutlined />,
  knowledge: <MenuBookOutlined />,
  changes: <EventRepeatOutlined />,
  assets: <Inventory2Outlined />,
  insights: <InsightsOutlined />,
  admin: <AdminPanelSettingsOutlined />,
};

type GroupButtonProps = {
  readonly group: Group;
  readonly index: number;
  readonly isEntry: boolean;
  readonly isApart: boolean;
};

const GroupButton = ({ group, index, isEntry, isApart }: GroupButtonProps): ReactNode => {
  const t = useText('common');
  const isCurrent = useNavigation((navigation) => navigation.group === group);
  return (
    <ButtonBase
      data-stop
      tabIndex={isEntry ? 0 : -1}
      onClick={() => goTo(() => openGroup(group))}
      aria-current={isCurrent ? 'true' : undefined}
      aria-keyshortcuts={groupKey(index)}
      title={`${t(`rail.${group}.name`)} (${groupKey(index)})`}
      className={isApart ? 'group apart' : 'group'}
    >
      {GROUP_ICONS[group]}
      {t(`rail.${group}.short`)}
    </ButtonBase>
  );
};

/** The groups of lists at the left edge. */
export const Rail = (): ReactNode => {
  const t = useText('common');
  const groups = useGroups();
  const { isOpen } = useColumn();
  const current = useNavigation((navigation) => navigation.group);
  useKeyMap(NAV_KEYS);
  const toggle = t(isOpen ? 'lists.fold' : 'lists.unfold');
  return (
    <Box
      component="nav"
      id={RAIL_ID}
      aria-label={t('shell.navigation')}
      onKeyDown={(event) => onNavKey(event, RAIL_ID)}
      sx={{
        width: 76,
        flexShrink: 0,
        display: 'flex',
        flexDirection: 'column',
        gap: 0.25,
        pb: 1,
        px: 0.5,
        overflowY: 'auto',
        scrollbarWidth: 'none',
        bgcolor: 'background.paper',
        borderInlineEnd: 1,
        borderColor: 'divider',
        '& .group': {
          flexDirection: 'column',
          flexShrink: 0,
          gap: 0.25,
          minHeight: 50,
          px: 0,
          py: 0.75,
          borderRadius: 1,
          fontFamily: 'inherit',
          fontSize: 10.5,
          lineHeight: 1.15,
          // Long words say by soft hyphens where they part; one that does not is broken rather than cut off.
          overflowWrap: 'anywhere',
          textAlign: 'center',
          color: 'text.secondary',
          '& svg': { fontSize: 20 },
          '&:hover': { bgcolor: 'action.hover' },
          '&[aria-current]': { color: 'primary.main', bgcolor: 'action.selected', fontWeight: 600 },
        },
        // Where they come last, the company's own tools stand apart at the bottom.
        '& .apart': { mt: 'auto' },
      }}
    >
      <IconButton
        aria-label={toggle}
        aria-expanded={isOpen}
        aria-controls={COLUMN_ID}
        aria-keyshortcuts="Control+B"
        title={`${toggle} (Ctrl+B)`}
        onClick={toggleLists}
        sx={{ alignSelf: 'center', flexShrink: 0, width: 40, height: 40, my: 0.5 }}
      >
        {isOpen ? <MenuOpen fontSize="small" /> : <MenuOutlined fontSize="small" />}
      </IconButton>
      {groups.map((group, index) => (
        <GroupButton
          key={group}
          group={group}
          index={index}
          isApart={group === 'admin' && index === groups.length - 1}
          isEntry={current !== null && groups.includes(current) ? group === current : index === 0}
        />
      ))}
    </Box>
  );
};
