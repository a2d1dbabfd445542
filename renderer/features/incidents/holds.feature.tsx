import HourglassEmpty from '@mui/icons-material/HourglassEmpty';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly holds: NoParams;
  }
}

/** How long incidents waited: a list of its own among the figures, after the reports that the group begins with. */
export const holdsFeature = defineFeature({
  pages: {
    holds: {
      title: 'common:pages.holds',
      load: async () => (await import('./holds-page.tsx')).HoldsPage,
    },
  },
  lists: [{ page: 'holds', group: 'insights', icon: <HourglassEmpty />, letter: 'z' }],
});
