import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly cmdb: NoParams;
    readonly ci: { readonly id: string };
  }
}

const ciRoute = (id: string): Route => ({ page: 'ci', id });

export const cmdbFeature = defineFeature({
  pages: {
    cmdb: { title: 'common:pages.cmdb', load: async () => (await import('./cmdb-page.tsx')).CmdbPage },
    ci: {
      title: 'common:pages.ci',
      load: async () => (await import('./ci-page.tsx')).CiPage,
      tabOf: ({ id }) => id,
      list: 'cmdb',
    },
  },
  lists: [{ page: 'cmdb', group: 'assets', icon: <DevicesOutlined />, letter: 'c' }],
  records: [
    { collection: 'configItems', icon: <DevicesOutlined />, route: ciRoute },
    // The inventory of an item has the item's id.
    { collection: 'inventories', icon: <DevicesOutlined />, route: ciRoute },
  ],
  drafts: { ci: ciRoute },
});
