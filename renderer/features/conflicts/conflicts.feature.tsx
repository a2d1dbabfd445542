import CallMergeOutlined from '@mui/icons-material/CallMergeOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly conflicts: NoParams;
  }
}

export const conflictsFeature = defineFeature({
  pages: {
    conflicts: {
      title: 'common:pages.conflicts',
      load: async () => (await import('./conflicts-page.tsx')).ConflictsPage,
    },
  },
  lists: [{ page: 'conflicts', group: null, icon: <CallMergeOutlined />, letter: 'x' }],
  drafts: { conflict: () => ({ page: 'conflicts' }) },
});
