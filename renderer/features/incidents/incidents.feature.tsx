import CrisisAlert from '@mui/icons-material/CrisisAlert';
import ReportGmailerrorred from '@mui/icons-material/ReportGmailerrorredOutlined';
import { ulid } from 'ulid';
import { MAJOR_VIEWS, majorFilter } from '#domain/incidents/major-views.ts';
import { defineFeature, type ListView } from '#renderer/shared/navigation/feature.ts';
import { anyOpen } from '#renderer/shared/records/any-open.ts';
import { TEMPLATE_FIELDS } from './new/form-model.ts';

declare module '#renderer/shared/navigation/route.ts' {
  interface PageParams {
    readonly 'incident-new': { readonly draftId: string; readonly requesterId: string | null };
    readonly ticket: { readonly id: string };
    readonly majors: NoParams;
  }
}

const VIEWS: readonly ListView[] = MAJOR_VIEWS.map((view) => ({
  id: view,
  title: `incidents:majors.views.${view}`,
  shows: () => ({ query: 'tickets.counts', filter: majorFilter(view) }),
}));

const onTicket = (id: string) => ({ page: 'ticket', id }) as const;

export const incidentsFeature = defineFeature({
  pages: {
    'incident-new': {
      title: 'common:pages.incident-new',
      load: async () => (await import('./incident-new-page.tsx')).IncidentNewPage,
      tabOf: ({ draftId }) => draftId,
      list: 'queue',
      early: true,
      ahead: async () => ({ draftId: ulid(), requesterId: null }),
    },
    ticket: {
      title: 'common:pages.ticket',
      load: async () => (await import('./incident-page.tsx')).IncidentPage,
      ahead: () => anyOpen('incident'),
      tabOf: ({ id }) => id,
      list: 'queue',
      early: true,
    },
    majors: {
      title: 'common:pages.majors',
      load: async () => (await import('./majors-page.tsx')).MajorsPage,
    },
  },
  lists: [{ page: 'majors', group: 'desk', icon: <CrisisAlert />, letter: 'j', views: VIEWS }],
  // Tickets of types that have no page of their own are shown here, too.
  records: [
    {
      collection: 'tickets',
      icon: <ReportGmailerrorred />,
      route: (id) => ({ page: 'ticket', id }),
    },
  ],
  creates: [
    {
      id: 'incidents.new',
      label: 'common:commands.newIncident',
      shortcut: 'Ctrl+N',
      needs: 'incidents.create',
      template: { type: 'incident', fields: TEMPLATE_FIELDS },
      route: () => ({ page: 'incident-new', draftId: ulid(), requesterId: null }),
    },
  ],
  drafts: {
    'incident-new': (draftId) => ({ page: 'incident-new', draftId, requesterId: null }),
    incident: onTicket,
    // What is typed in a dialog of its page.
    'incident-to-team': onTicket,
    'incident-to-lead': onTicket,
    'incident-take': onTicket,
    'incident-end': onTicket,
    'incident-propose': onTicket,
    'incident-accept': onTicket,
    'incident-reject': onTicket,
  },
});
