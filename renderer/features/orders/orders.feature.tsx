import BuildOutlined from '@mui/icons-material/BuildOutlined';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { ORDER_TEMPLATE } from './order-template.ts';
import { filterOf, firstView, ORDER_CHOICE, ORDER_VIEWS, type OrderView } from './orders-store.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly orders: NoParams;
    readonly order: { readonly id: string };
    /** What it was asked for from. */
    readonly 'order-new': { readonly ciId: string | null; readonly ticketId: string | null };
  }
}

const ALSO_IN: Readonly<Partial<Record<OrderView, Pick<ListView, 'alsoIn'>>>> = {
  today: { alsoIn: { group: 'work', title: 'orders:list.inWork', icon: <BuildOutlined /> } },
};

const VIEWS: readonly ListView[] = ORDER_VIEWS.map((view) => ({
  id: view,
  title: `orders:list.${view}`,
  shows: ({ personId, now }) => ({
    query: 'orders.counts',
    filter: filterOf({ view, types: [], text: '' }, personId, now.getTime()),
  }),
  ...ALSO_IN[view],
}));

const orderRoute = (id: string): Route => ({ page: 'order', id });

export const ordersFeature = defineFeature({
  pages: {
    orders: {
      title: 'common:pages.orders',
      load: async () => (await import('./orders-page.tsx')).OrdersPage,
    },
    order: {
      title: 'common:pages.order',
      load: async () => (await import('./order-page.tsx')).OrderPage,
      tabOf: ({ id }) => id,
      list: 'orders',
    },
    'order-new': {
      title: 'common:pages.order-new',
      load: async () => (await import('./order-new-page.tsx')).OrderNewPage,
      tabOf: ({ ciId, ticketId }) => `${ciId ?? ''}:${ticketId ?? ''}`,
      list: 'orders',
    },
  },
  lists: [
    {
      page: 'orders',
      group: 'assets',
      icon: <BuildOutlined />,
      letter: 'o',
      views: VIEWS,
      firstView,
      saves: (saved, { personId, now }) => {
        if (!ORDER_CHOICE.isOf(saved)) return null;
        const { view, filters } = ORDER_CHOICE.read(saved);
        return {
          query: 'orders.counts',
          filter: filterOf({ view: view ?? 'open', ...filters }, personId, now.getTime()),
        };
      },
    },
  ],
  records: [
    {
      collection: 'orders',
      icon: <BuildOutlined />,
      route: orderRoute,
    },
  ],
  creates: [
    {
      id: 'orders.new',
      label: 'common:commands.newOrder',
      needs: 'orders.create',
      template: { type: 'order', fields: ORDER_TEMPLATE },
      route: () => ({ page: 'order-new', ciId: null, ticketId: null }),
    },
  ],
  drafts: {
    order: orderRoute,
    'order-new': (rest) => {
      // The item stands before the sign, the ticket after it.
      const at = rest.lastIndexOf('@');
      return { page: 'order-new', ciId: rest.slice(0, at) || null, ticketId: rest.slice(at + 1) || null };
    },
  },
});
