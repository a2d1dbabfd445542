import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    /** What whoever is signed in was told of. */
    readonly notices: NoParams;
  }
}

export const noticesFeature = defineFeature({
  pages: {
    notices: {
      title: 'common:pages.notices',
      load: async () => (await import('./notices-page.tsx')).NoticesPage,
    },
  },
  lists: [{ page: 'notices', group: 'work', icon: <NotificationsOutlined />, letter: 'n' }],
});
