import AdminPanelSettingsOutlined from '@mui/icons-material/AdminPanelSettingsOutlined';
import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import Inventory2Outlined from '@mui/icons-material/Inventory2Outlined';
import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import SupportAgentOutlined from '@mui/icons-material/SupportAgentOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import type { ReactNode } from 'react';
import type { Group } from '#renderer/shared/navigation/groups.ts';

export const GROUP_ICONS: Readonly<Record<Group, ReactNode>> = {
  work: <TaskAltOutlined />,
  desk: <SupportAgentOutlined />,
  knowledge: <MenuBookOutlined />,
  changes: <EventRepeatOutlined />,
  assets: <Inventory2Outlined />,
  insights: <InsightsOutlined />,
  admin: <AdminPanelSettingsOutlined />,
};
