import AssessmentOutlined from '@mui/icons-material/AssessmentOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly reports: NoParams;
  }
}

export const reportsFeature = defineFeature({
  pages: {
    reports: {
      title: 'common:pages.reports',
      load: async () => (await import('./reports-page.tsx')).ReportsPage,
      ahead: async () => ({}),
    },
  },
  lists: [{ page: 'reports', group: 'insights', icon: <AssessmentOutlined />, letter: 'r' }],
});
