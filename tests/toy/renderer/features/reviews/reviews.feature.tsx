import FactCheck from '@mui/icons-material/FactCheckOutlined';
import { ulid } from 'ulid';
import { defineFeature } from '#renderer/shared/navigation/feature.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly reviews: NoParams;
    readonly review: { readonly id: string };
    readonly 'review-new': { readonly draftId: string };
  }
}

export const reviewsFeature = defineFeature({
  pages: {
    reviews: {
      title: 'reviews:pages.list',
      load: async () => (await import('./reviews-page.tsx')).ReviewsPage,
    },
    review: {
      title: 'reviews:pages.one',
      load: async () => (await import('./review-page.tsx')).ReviewPage,
      tabOf: ({ id }) => id,
      list: 'reviews',
    },
    'review-new': {
      title: 'reviews:pages.new',
      load: async () => (await import('./review-new-page.tsx')).ReviewNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'reviews',
    },
  },
  lists: [{ page: 'reviews', group: 'changes', icon: <FactCheck />, letter: '-' }],
  records: [
    {
      collection: 'tickets',
      types: ['review'],
      icon: <FactCheck />,
      route: (id) => ({ page: 'review', id }),
    },
  ],
  creates: [
    {
      id: 'reviews.new',
      label: 'reviews:pages.new',
      needs: 'reviews.create',
      route: () => ({ page: 'review-new', draftId: ulid() }),
    },
  ],
  drafts: {
    review: (id) => ({ page: 'review', id }),
    'review-new': (draftId) => ({ page: 'review-new', draftId }),
  },
});
