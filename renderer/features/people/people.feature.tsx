import PersonOutlined from '@mui/icons-material/PersonOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly person: { readonly id: string };
  }
}

export const peopleFeature = defineFeature({
  pages: {
    person: {
      title: 'common:pages.person',
      load: async () => (await import('./person-page.tsx')).PersonPage,
      tabOf: ({ id }) => id,
      list: 'queue',
    },
  },
  drafts: { absence: (id) => ({ page: 'person', id }) },
  // Teams and places have no page.
  records: [
    {
      collection: 'directory',
      types: ['person'],
      icon: <PersonOutlined />,
      route: (id) => ({ page: 'person', id }),
    },
  ],
});
