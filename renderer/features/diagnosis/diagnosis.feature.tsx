import RuleOutlined from '@mui/icons-material/RuleOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly 'diagnosis-scripts': NoParams;
  }
}

/** Diagnosis scripts: where they are written. They are asked on the pages of incidents. */
export const diagnosisFeature = defineFeature({
  pages: {
    'diagnosis-scripts': {
      title: 'diagnosis:pages.list',
      load: async () => (await import('./scripts-page.tsx')).ScriptsPage,
    },
  },
  lists: [{ page: 'diagnosis-scripts', group: 'admin', icon: <RuleOutlined />, letter: 'v' }],
  drafts: { 'diagnosis-script': () => ({ page: 'diagnosis-scripts' }) },
});
