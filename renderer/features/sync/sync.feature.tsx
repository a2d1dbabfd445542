import SyncOutlined from '@mui/icons-material/SyncOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly sync: NoParams;
  }
}

export const syncFeature = defineFeature({
  pages: {
    sync: {
      title: 'common:pages.sync',
      load: async () => (await import('./sync-page.tsx')).SyncPage,
    },
  },
  lists: [{ page: 'sync', icon: <SyncOutlined />, letter: 's' }],
});
