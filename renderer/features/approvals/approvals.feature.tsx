import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly approvals: NoParams;
  }
}

export const approvalsFeature = defineFeature({
  pages: {
    approvals: {
      title: 'approvals:page',
      load: async () => (await import('./approvals-page.tsx')).ApprovalsPage,
    },
  },
  lists: [
    {
      page: 'approvals',
      group: 'changes',
      // Somebody who approves once a month, or decides for a colleague, looks there for what waits.
      alsoIn: 'work',
      icon: <FactCheckOutlined />,
      letter: 'a',
      shows: () => ({ query: 'approvals.counts', filter: {} }),
    },
  ],
  // Reasons of rejections that were not sent: they wait where all that waits for a word is.
  drafts: { vote: () => ({ page: 'approvals' }) },
});
