import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly settings: { readonly section?: 'approvals' };
  }
}

export const settingsFeature = defineFeature({
  pages: {
    settings: {
      title: 'common:pages.settings',
      load: async () => (await import('./settings-page.tsx')).SettingsPage,
    },
  },
  lists: [{ page: 'settings', group: 'admin', icon: <SettingsOutlined />, letter: ',' }],
  records: [{ collection: 'settings', icon: <SettingsOutlined />, route: () => ({ page: 'settings' }) }],
  drafts: { setting: () => ({ page: 'settings' }) },
});
