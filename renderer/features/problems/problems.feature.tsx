import TrendingUp from '@mui/icons-material/TrendingUpOutlined';
import Troubleshoot from '@mui/icons-material/TroubleshootOutlined';
import { ulid } from 'ulid';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import { PROBLEM_TEMPLATE } from './problem-template.ts';
import { PROBLEM_CHOICE, PROBLEM_VIEWS, problemFilter } from './problem-views.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly problems: NoParams;
    readonly problem: { readonly id: string };
    /** What it is made of: incidents, and the trend that they are of. Both are kept in its draft, so that a form comes back with them. */
    readonly 'problem-new': {
      readonly draftId: string;
      readonly incidentIds: readonly string[];
      readonly trendKey: string | null;
    };
    readonly 'problem-trends': NoParams;
  }
}

const VIEWS: readonly ListView[] = PROBLEM_VIEWS.map((view) => ({
  id: view,
  title: `problems:views.${view}`,
  shows: ({ personId }) => ({ query: 'tickets.counts', filter: problemFilter(view, personId) }),
}));

export const problemsFeature = defineFeature({
  pages: {
    problems: {
      title: 'problems:pages.list',
      load: async () => (await import('./problems-page.tsx')).ProblemsPage,
    },
    problem: {
      title: 'problems:pages.one',
      load: async () => (await import('./problem-page.tsx')).ProblemPage,
      tabOf: ({ id }) => id,
      list: 'problems',
    },
    'problem-new': {
      title: 'problems:pages.new',
      load: async () => (await import('./problem-new-page.tsx')).ProblemNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'problems',
    },
    'problem-trends': {
      title: 'problems:pages.trends',
      load: async () => (await import('./trends-page.tsx')).TrendsPage,
    },
  },
  lists: [
    {
      page: 'problems',
      group: 'knowledge',
      icon: <Troubleshoot />,
      letter: 'p',
      views: VIEWS,
      saves: (saved, { personId }) => {
        if (!PROBLEM_CHOICE.isOf(saved)) return null;
        const { view, filters } = PROBLEM_CHOICE.read(saved);
        const filter = problemFilter(view ?? 'open', personId);
        return { query: 'tickets.counts', filter: filters.text === '' ? filter : { ...filter, ...filters } };
      },
    },
    { page: 'problem-trends', group: 'knowledge', icon: <TrendingUp />, letter: 't' },
  ],
  records: [
    {
      collection: 'tickets',
      types: ['problem'],
      icon: <Troubleshoot />,
      route: (id) => ({ page: 'problem', id }),
    },
  ],
  creates: [
    {
      id: 'problems.new',
      label: 'problems:pages.new',
      needs: 'problems.create',
      template: { type: 'problem', fields: PROBLEM_TEMPLATE },
      route: () => ({ page: 'problem-new', draftId: ulid(), incidentIds: [], trendKey: null }),
    },
  ],
  drafts: {
    problem: (id) => ({ page: 'problem', id }),
    'trend-dismissal': () => ({ page: 'problem-trends' }),
    'problem-new': (draftId) => ({ page: 'problem-new', draftId, incidentIds: [], trendKey: null }),
  },
});
