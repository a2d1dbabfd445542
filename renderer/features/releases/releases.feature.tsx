import RocketLaunchOutlined from '@mui/icons-material/RocketLaunchOutlined';
import { ulid } from 'ulid';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import { RELEASE_TEMPLATE } from './release-template.ts';
import { RELEASE_CHOICE, RELEASE_VIEWS, releaseFilter } from './release-views.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly releases: NoParams;
    readonly release: { readonly id: string };
    /** The changes that it begins with are kept in its draft. */
    readonly 'release-new': { readonly draftId: string; readonly changeIds: readonly string[] };
  }
}

const VIEWS: readonly ListView[] = RELEASE_VIEWS.map((view) => ({
  id: view,
  title: `releases:views.${view}`,
  shows: ({ personId }) => ({ query: 'tickets.counts', filter: releaseFilter(view, personId) }),
}));

export const releasesFeature = defineFeature({
  pages: {
    releases: {
      title: 'releases:pages.list',
      load: async () => (await import('./releases-page.tsx')).ReleasesPage,
    },
    release: {
      title: 'releases:pages.one',
      load: async () => (await import('./release-page.tsx')).ReleasePage,
      tabOf: ({ id }) => id,
      list: 'releases',
    },
    'release-new': {
      title: 'releases:pages.new',
      load: async () => (await import('./release-new-page.tsx')).ReleaseNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'releases',
    },
  },
  lists: [
    {
      page: 'releases',
      group: 'changes',
      icon: <RocketLaunchOutlined />,
      letter: 'e',
      views: VIEWS,
      saves: (saved, { personId }) => {
        if (!RELEASE_CHOICE.isOf(saved)) return null;
        const { view, filters } = RELEASE_CHOICE.read(saved);
        const filter = releaseFilter(view ?? 'open', personId);
        return { query: 'tickets.counts', filter: filters.text === '' ? filter : { ...filter, ...filters } };
      },
    },
  ],
  records: [
    {
      collection: 'tickets',
      types: ['release'],
      icon: <RocketLaunchOutlined />,
      route: (id) => ({ page: 'release', id }),
    },
  ],
  creates: [
    {
      id: 'releases.new',
      label: 'releases:pages.new',
      needs: 'releases.create',
      template: { type: 'release', fields: RELEASE_TEMPLATE },
      route: () => ({ page: 'release-new', draftId: ulid(), changeIds: [] }),
    },
  ],
  drafts: {
    release: (id) => ({ page: 'release', id }),
    'release-new': (draftId) => ({ page: 'release-new', draftId, changeIds: [] }),
    'release-stop': (id) => ({ page: 'release', id }),
  },
});
