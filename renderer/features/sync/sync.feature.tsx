import SyncOutlined from '@mui/icons-material/SyncOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    /** `section`: what of the page is asked for. */
    readonly sync: { readonly section?: 'refused' | 'unreadable' | 'damaged' };
  }
}

export const syncFeature = defineFeature({
  pages: {
    sync: {
      title: 'common:pages.sync',
      load: async () => (await import('./sync-page.tsx')).SyncPage,
    },
  },
  lists: [{ page: 'sync', group: null, icon: <SyncOutlined />, letter: 's' }],
});
