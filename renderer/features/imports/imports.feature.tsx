import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    /** Files of other systems, and what came of them. */
    readonly imports: NoParams;
    /** Devices that imports could not tell. */
    readonly undecided: NoParams;
  }
}

export const importsFeature = defineFeature({
  pages: {
    imports: {
      title: 'common:pages.imports',
      load: async () => (await import('./imports-page.tsx')).ImportsPage,
    },
    undecided: {
      title: 'common:pages.undecided',
      load: async () => (await import('./reviews-page.tsx')).ReviewsPage,
    },
  },
  lists: [
    { page: 'undecided', group: 'assets', icon: <RuleOutlined />, letter: 'u', needs: 'imports.decide' },
    { page: 'imports', group: 'assets', icon: <FileUploadOutlined />, letter: 'i', needs: 'imports.run' },
  ],
});
