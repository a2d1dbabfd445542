import InboxOutlined from '@mui/icons-material/InboxOutlined';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly queue: NoParams;
    /** A list of tickets opened from elsewhere, a clicked bar for example. */
    readonly tickets: { readonly title: string; readonly filter: TicketFilter };
  }
}

export const queueFeature = defineFeature({
  pages: {
    queue: { title: 'common:pages.queue', load: async () => (await import('./queue-page.tsx')).QueuePage },
    tickets: {
      title: 'common:pages.tickets',
      load: async () => (await import('./queue-page.tsx')).TicketsPage,
      tabOf: ({ filter }) => JSON.stringify(filter),
      list: 'queue',
    },
  },
  lists: [{ page: 'queue', icon: <InboxOutlined />, letter: 'q' }],
});
