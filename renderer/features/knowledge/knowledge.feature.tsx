import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly knowledge: { readonly id: string };
  }
}

export const knowledgeFeature = defineFeature({
  pages: {
    knowledge: {
      title: 'common:pages.knowledge',
      load: async () => (await import('./knowledge-page.tsx')).KnowledgePage,
      tabOf: ({ id }) => id,
      list: 'queue',
    },
  },
  records: [
    { collection: 'knowledge', icon: <MenuBookOutlined />, route: (id) => ({ page: 'knowledge', id }) },
  ],
});
