import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import { ulid } from 'ulid';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly announcements: NoParams;
    readonly announcement: { readonly id: string };
    /** `from-<id of a ticket>`: it begins with what the ticket says. */
    readonly 'announcement-new': { readonly draftId: string };
  }
}

export const announcementsFeature = defineFeature({
  pages: {
    announcements: {
      title: 'announcements:pages.list',
      load: async () => (await import('./announcements-page.tsx')).AnnouncementsPage,
    },
    announcement: {
      title: 'announcements:pages.one',
      load: async () => (await import('./announcement-page.tsx')).AnnouncementPage,
      tabOf: ({ id }) => id,
      list: 'announcements',
    },
    'announcement-new': {
      title: 'announcements:pages.new',
      load: async () => (await import('./announcement-new-page.tsx')).AnnouncementNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'announcements',
    },
  },
  lists: [{ page: 'announcements', group: 'desk', icon: <CampaignOutlined />, letter: 'b' }],
  records: [
    {
      collection: 'events',
      types: ['announcement'],
      icon: <CampaignOutlined />,
      route: (id) => ({ page: 'announcement', id }),
    },
  ],
  creates: [
    {
      id: 'announcements.new',
      label: 'announcements:pages.new',
      needs: 'announcements.create',
      route: () => ({ page: 'announcement-new', draftId: ulid() }),
    },
  ],
  drafts: {
    'announcement-new': (draftId) => ({ page: 'announcement-new', draftId }),
    announcement: (id) => ({ page: 'announcement', id }),
    'announcement-update': (id) => ({ page: 'announcement', id }),
    'announcement-words': (id) => ({ page: 'announcement', id }),
  },
});
