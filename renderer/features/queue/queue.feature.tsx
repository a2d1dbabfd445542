import AssignmentIndOutlined from '@mui/icons-material/AssignmentIndOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import InboxOutlined from '@mui/icons-material/InboxOutlined';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import { BUILT_IN_VIEWS, type BuiltInView, builtInFilter, builtInId } from './views.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly queue: NoParams;
    /** A list of tickets opened from elsewhere, a clicked figure for example. Each takes the place of the one before. */
    readonly tickets: { readonly title: string; readonly filter: TicketFilter };
  }
}

/** One's own work is looked for where the day is, too. */
const ALSO_IN: Readonly<Partial<Record<BuiltInView, Pick<ListView, 'alsoIn'>>>> = {
  mine: { alsoIn: { group: 'work', title: 'queue:inWork.mine', icon: <AssignmentIndOutlined /> } },
  teams: { alsoIn: { group: 'work', title: 'queue:inWork.teams', icon: <GroupsOutlined /> } },
};

const VIEWS: readonly ListView[] = BUILT_IN_VIEWS.map((view) => ({
  id: builtInId(view),
  title: `queue:views.${view}`,
  // Who is in no team has no team's work.
  isFor: ({ teamIds }) => view !== 'teams' || teamIds.length > 0,
  shows: (context) => ({ query: 'tickets.counts', filter: builtInFilter(view, context) }),
  ...ALSO_IN[view],
}));

export const queueFeature = defineFeature({
  pages: {
    queue: { title: 'common:pages.queue', load: async () => (await import('./queue-page.tsx')).QueuePage },
    tickets: {
      title: 'common:pages.tickets',
      load: async () => (await import('./queue-page.tsx')).TicketsPage,
      // One tab for all of them: a report has hundreds of figures, and each opens its tickets.
      tabOf: () => '',
      list: 'queue',
    },
  },
  lists: [
    {
      page: 'queue',
      group: 'desk',
      icon: <InboxOutlined />,
      letter: 'q',
      views: VIEWS,
      saves: (view) => (view.kind === 'filter' ? { query: 'tickets.counts', filter: view.filter } : null),
    },
  ],
});
