import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly configItems: NoParams;
    readonly ci: { readonly id: string };
  }
}

const ciRoute = (id: string): Route => ({ page: 'ci', id });

export const configItemsFeature = defineFeature({
  pages: {
    configItems: {
      title: 'common:pages.configItems',
      load: async () => (await import('./config-items-page.tsx')).ConfigItemsPage,
    },
    ci: {
      title: 'common:pages.ci',
      load: async () => (await import('./config-item-page.tsx')).ConfigItemPage,
      tabOf: ({ id }) => id,
      list: 'configItems',
    },
  },
  lists: [
    { page: 'configItems', group: 'assets', icon: <DevicesOutlined />, letter: 'c', saves: () => null },
  ],
  records: [
    {
      collection: 'configItems',
      icon: <DevicesOutlined />,
      route: ciRoute,
    },
    // The inventory of an item has the item's id.
    { collection: 'inventories', icon: <DevicesOutlined />, route: ciRoute },
  ],
  drafts: { ci: ciRoute },
});
