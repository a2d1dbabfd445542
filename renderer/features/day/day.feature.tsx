import TodayOutlined from '@mui/icons-material/TodayOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    /** The orders and incidents of whoever is signed in. */
    readonly day: NoParams;
  }
}

export const dayFeature = defineFeature({
  pages: {
    day: { title: 'common:pages.day', load: async () => (await import('./day-page.tsx')).DayPage },
  },
  lists: [{ page: 'day', group: 'work', icon: <TodayOutlined />, letter: 'd' }],
});
