import AssessmentOutlined from '@mui/icons-material/AssessmentOutlined';
import BuildOutlined from '@mui/icons-material/BuildOutlined';
import CallMergeOutlined from '@mui/icons-material/CallMergeOutlined';
import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import InboxOutlined from '@mui/icons-material/InboxOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import TodayOutlined from '@mui/icons-material/TodayOutlined';
import type { ReactNode } from 'react';
import type { Route } from '#renderer/shared/navigation/navigation-store.ts';

type SinglePage = 'day' | 'queue' | 'cmdb' | 'orders' | 'reports' | 'sync' | 'conflicts' | 'settings';

/** The single pages in the order of the rail; their place is also the number of their shortcut, Alt+0 and on. */
export const SECTIONS: readonly { readonly page: SinglePage; readonly icon: ReactNode }[] = [
  { page: 'day', icon: <TodayOutlined /> },
  { page: 'queue', icon: <InboxOutlined /> },
  { page: 'cmdb', icon: <DevicesOutlined /> },
  { page: 'orders', icon: <BuildOutlined /> },
  { page: 'reports', icon: <AssessmentOutlined /> },
  { page: 'sync', icon: <SyncOutlined /> },
  { page: 'conflicts', icon: <CallMergeOutlined /> },
  { page: 'settings', icon: <SettingsOutlined /> },
];

/** The rail entry that a route belongs to: a record belongs to its list. */
export const sectionOf = (route: Route): SinglePage => {
  switch (route.page) {
    case 'queue':
    case 'tickets':
    case 'ticket':
    case 'incident-new':
    case 'person':
    case 'knowledge':
      return 'queue';
    case 'cmdb':
    case 'ci':
      return 'cmdb';
    case 'orders':
    case 'order':
    case 'order-new':
      return 'orders';
    case 'day':
    case 'reports':
    case 'sync':
    case 'conflicts':
    case 'settings':
      return route.page;
  }
};
