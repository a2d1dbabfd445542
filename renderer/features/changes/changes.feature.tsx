import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import EventBusyOutlined from '@mui/icons-material/EventBusyOutlined';
import LibraryAddCheckOutlined from '@mui/icons-material/LibraryAddCheckOutlined';
import PublishedWithChangesOutlined from '@mui/icons-material/PublishedWithChangesOutlined';
import TodayOutlined from '@mui/icons-material/TodayOutlined';
import { ulid } from 'ulid';
import type { ChangeOrigin } from '#contracts/changes.ts';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import { anyOpen } from '#renderer/shared/records/any-open.ts';
import { CHANGE_TEMPLATE } from './change-template.ts';
import { CHANGE_CHOICE, CHANGE_VIEWS, changeFilter } from './change-views.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly changes: NoParams;
    readonly change: { readonly id: string };
    /** What it is made for; what that gives is kept in its draft. */
    readonly 'change-new': {
      readonly draftId: string;
      readonly from: ChangeOrigin | null;
      /** The model of a standard change. */
      readonly modelId?: string;
    };
    readonly 'change-models': NoParams;
    readonly 'change-today': NoParams;
    readonly 'change-windows': NoParams;
    readonly 'change-window': { readonly id: string };
    readonly 'change-calendar': NoParams;
  }
}

const VIEWS: readonly ListView[] = CHANGE_VIEWS.map((view) => ({
  id: view,
  title: `changes:views.${view}`,
  shows: ({ personId }) => ({ query: 'tickets.counts', filter: changeFilter(view, personId) }),
}));

export const changesFeature = defineFeature({
  pages: {
    changes: {
      title: 'changes:pages.list',
      load: async () => (await import('./changes-page.tsx')).ChangesPage,
      ahead: async () => ({}),
    },
    change: {
      title: 'changes:pages.one',
      load: async () => (await import('./change-page.tsx')).ChangePage,
      ahead: () => anyOpen('change'),
      tabOf: ({ id }) => id,
      list: 'changes',
    },
    'change-new': {
      title: 'changes:pages.new',
      load: async () => (await import('./change-new-page.tsx')).ChangeNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'changes',
    },
    'change-windows': {
      title: 'changes:pages.windows',
      load: async () => (await import('./windows/windows-page.tsx')).WindowsPage,
    },
    'change-window': {
      title: 'changes:pages.window',
      load: async () => (await import('./windows/window-page.tsx')).WindowPage,
      tabOf: ({ id }) => id,
      list: 'change-windows',
    },
    'change-calendar': {
      title: 'changes:pages.calendar',
      load: async () => (await import('./calendar/calendar-page.tsx')).CalendarPage,
      ahead: async () => ({}),
    },
    'change-today': {
      title: 'changes:pages.today',
      load: async () => (await import('./today-page.tsx')).ChangesTodayPage,
    },
    'change-models': {
      title: 'changes:pages.models',
      load: async () => (await import('./models/models-page.tsx')).ModelsPage,
    },
  },
  lists: [
    { page: 'change-today', group: 'changes', icon: <TodayOutlined />, letter: 'y' },
    {
      page: 'changes',
      group: 'changes',
      icon: <PublishedWithChangesOutlined />,
      letter: 'h',
      views: VIEWS,
      saves: (saved, { personId }) => {
        if (!CHANGE_CHOICE.isOf(saved)) return null;
        const { view, filters } = CHANGE_CHOICE.read(saved);
        const filter = changeFilter(view ?? 'open', personId);
        return { query: 'tickets.counts', filter: filters.text === '' ? filter : { ...filter, ...filters } };
      },
    },
    { page: 'change-calendar', group: 'changes', icon: <CalendarMonthOutlined />, letter: 'l' },
    { page: 'change-models', group: 'changes', icon: <LibraryAddCheckOutlined />, letter: 'f' },
    { page: 'change-windows', group: 'changes', icon: <EventBusyOutlined />, letter: 'w' },
  ],
  records: [
    {
      collection: 'tickets',
      types: ['change'],
      icon: <PublishedWithChangesOutlined />,
      route: (id) => ({ page: 'change', id }),
    },
    {
      collection: 'events',
      types: ['maintenance_window', 'blackout', 'lockdown'],
      icon: <EventBusyOutlined />,
      route: (id) => ({ page: 'change-window', id }),
    },
  ],
  creates: [
    {
      id: 'changes.new',
      label: 'changes:pages.new',
      needs: 'changes.create',
      template: { type: 'change', fields: CHANGE_TEMPLATE },
      route: () => ({ page: 'change-new', draftId: ulid(), from: null }),
    },
  ],
  drafts: {
    change: (id) => ({ page: 'change', id }),
    'change-new': (draftId) => ({ page: 'change-new', draftId, from: null }),
    'planning-event': () => ({ page: 'change-windows' }),
    'change-model': () => ({ page: 'change-models' }),
  },
});
