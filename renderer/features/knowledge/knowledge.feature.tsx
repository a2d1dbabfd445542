import BugReportOutlined from '@mui/icons-material/BugReportOutlined';
import MenuBookOutlined from '@mui/icons-material/MenuBookOutlined';
import { ulid } from 'ulid';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { entryTemplate } from './create/create-model.ts';
import { imageKey, waitingImages } from './create/waiting-images.ts';
import { filterOf, firstView, KNOWLEDGE_CHOICE, KNOWLEDGE_VIEWS } from './list/knowledge-filter.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly 'knowledge-base': NoParams;
    readonly knowledge: { readonly id: string };
    /** `draftId` becomes the article's id; `ticketId`: the solved ticket it is written from. */
    readonly 'article-new': { readonly draftId: string; readonly ticketId: string | null };
    readonly 'known-error-new': { readonly draftId: string };
  }
}

const VIEWS: readonly ListView[] = KNOWLEDGE_VIEWS.map((view) => ({
  id: view,
  title: `knowledge:views.${view}`,
  shows: ({ personId }) => ({
    query: 'knowledge.counts',
    filter: filterOf({ view, ...KNOWLEDGE_CHOICE.initial }, personId),
  }),
}));

const entryRoute = (id: string): Route => ({ page: 'knowledge', id });

export const knowledgeFeature = defineFeature({
  pages: {
    'knowledge-base': {
      title: 'common:pages.knowledge-base',
      load: async () => (await import('./list/knowledge-list-page.tsx')).KnowledgeListPage,
    },
    knowledge: {
      title: 'common:pages.knowledge',
      load: async () => (await import('./page/knowledge-page.tsx')).KnowledgePage,
      tabOf: ({ id }) => id,
      list: 'knowledge-base',
    },
    'article-new': {
      title: 'common:pages.article-new',
      load: async () => (await import('./create/article-new-page.tsx')).ArticleNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'knowledge-base',
    },
    'known-error-new': {
      title: 'common:pages.known-error-new',
      load: async () => (await import('./create/known-error-new-page.tsx')).KnownErrorNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'knowledge-base',
    },
  },
  lists: [
    {
      page: 'knowledge-base',
      group: 'knowledge',
      icon: <MenuBookOutlined />,
      letter: 'k',
      views: VIEWS,
      firstView,
      saves: (saved, { personId }) => {
        if (!KNOWLEDGE_CHOICE.isOf(saved)) return null;
        const { view, filters } = KNOWLEDGE_CHOICE.read(saved);
        return { query: 'knowledge.counts', filter: filterOf({ view: view ?? 'all', ...filters }, personId) };
      },
    },
  ],
  records: [
    {
      collection: 'knowledge',
      icon: <MenuBookOutlined />,
      route: entryRoute,
    },
    { collection: 'knowledge', types: ['known_error'], icon: <BugReportOutlined />, route: entryRoute },
  ],
  creates: [
    {
      id: 'articles.new',
      label: 'common:commands.newArticle',
      needs: 'articles.create',
      template: { type: ARTICLE.type, fields: entryTemplate(ARTICLE) },
      route: () => ({ page: 'article-new', draftId: ulid(), ticketId: null }),
    },
    {
      id: 'knownErrors.new',
      label: 'common:commands.newKnownError',
      needs: 'knownErrors.create',
      template: { type: KNOWN_ERROR.type, fields: entryTemplate(KNOWN_ERROR) },
      route: () => ({ page: 'known-error-new', draftId: ulid() }),
    },
  ],
  drafts: {
    article: entryRoute,
    'known-error': entryRoute,
    'article-new': (rest) => {
      // The draft's id stands before the sign, the ticket after it.
      const at = rest.indexOf('@');
      return { page: 'article-new', draftId: rest.slice(0, at), ticketId: rest.slice(at + 1) || null };
    },
    'known-error-new': (draftId) => ({ page: 'known-error-new', draftId }),
  },
  draftParts: { 'article-new': (form) => waitingImages(form).map(imageKey) },
});
