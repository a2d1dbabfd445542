import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import { ulid } from 'ulid';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly meetings: NoParams;
    readonly meeting: { readonly id: string };
    /** `from-<id of a meeting>`: the next one of the same kind. */
    readonly 'meeting-new': { readonly draftId: string };
  }
}

export const meetingsFeature = defineFeature({
  pages: {
    meetings: {
      title: 'meetings:pages.list',
      load: async () => (await import('./meetings-page.tsx')).MeetingsPage,
    },
    meeting: {
      title: 'meetings:pages.one',
      load: async () => (await import('./meeting-page.tsx')).MeetingPage,
      tabOf: ({ id }) => id,
      list: 'meetings',
    },
    'meeting-new': {
      title: 'meetings:pages.new',
      load: async () => (await import('./meeting-new-page.tsx')).MeetingNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'meetings',
    },
  },
  lists: [{ page: 'meetings', group: 'changes', icon: <GroupsOutlined />, letter: '.' }],
  records: [
    {
      collection: 'events',
      types: ['cab_meeting'],
      icon: <GroupsOutlined />,
      route: (id) => ({ page: 'meeting', id }),
    },
  ],
  creates: [
    {
      id: 'meetings.new',
      label: 'meetings:pages.new',
      needs: 'meetings.create',
      route: () => ({ page: 'meeting-new', draftId: ulid() }),
    },
  ],
  drafts: {
    'meeting-new': (draftId) => ({ page: 'meeting-new', draftId }),
    meeting: (id) => ({ page: 'meeting', id }),
    'meeting-minutes': (id) => ({ page: 'meeting', id }),
    // `<meeting> <ticket>`
    'meeting-item': (ids) => ({ page: 'meeting', id: ids.split(' ')[0] ?? ids }),
    'meeting-decision': (ids) => ({ page: 'meeting', id: ids.split(' ')[0] ?? ids }),
  },
});
