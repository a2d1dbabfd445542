import { lazy, type ReactNode } from 'react';
import { QueuePage, TicketsPage } from '#renderer/features/queue/queue-page.tsx';
import type { Route } from '#renderer/shared/navigation/navigation-store.ts';
import { onUsable } from '#renderer/shared/session/session.ts';

// The queue is what most starts show; each other page is read when it is first opened.
const IncidentNewPage = lazy(async () => ({
  default: (await import('#renderer/features/incidents/incident-new-page.tsx')).IncidentNewPage,
}));
const IncidentPage = lazy(async () => ({
  default: (await import('#renderer/features/incidents/incident-page.tsx')).IncidentPage,
}));
const PersonPage = lazy(async () => ({
  default: (await import('#renderer/features/people/person-page.tsx')).PersonPage,
}));
const KnowledgePage = lazy(async () => ({
  default: (await import('#renderer/features/knowledge/knowledge-page.tsx')).KnowledgePage,
}));
const DayPage = lazy(async () => ({
  default: (await import('#renderer/features/day/day-page.tsx')).DayPage,
}));
const CmdbPage = lazy(async () => ({
  default: (await import('#renderer/features/cmdb/cmdb-page.tsx')).CmdbPage,
}));
const CiPage = lazy(async () => ({ default: (await import('#renderer/features/cmdb/ci-page.tsx')).CiPage }));
const OrdersPage = lazy(async () => ({
  default: (await import('#renderer/features/orders/orders-page.tsx')).OrdersPage,
}));
const OrderPage = lazy(async () => ({
  default: (await import('#renderer/features/orders/order-page.tsx')).OrderPage,
}));
const OrderNewPage = lazy(async () => ({
  default: (await import('#renderer/features/orders/order-new-page.tsx')).OrderNewPage,
}));
const ReportsPage = lazy(async () => ({
  default: (await import('#renderer/features/reports/reports-page.tsx')).ReportsPage,
}));
const SyncPage = lazy(async () => ({
  default: (await import('#renderer/features/sync/sync-page.tsx')).SyncPage,
}));
const ConflictsPage = lazy(async () => ({
  default: (await import('#renderer/features/conflicts/conflicts-page.tsx')).ConflictsPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('#renderer/features/settings/settings-page.tsx')).SettingsPage,
}));

// Somebody who takes a call types at once: the page has to be there before the key that opens it. Not before the queue stands,
// though: the moments in which this window waits for the data host are those in which the host needs the processor.
onUsable(() => {
  requestIdleCallback(() => {
    void import('#renderer/features/incidents/incident-new-page.tsx');
    void import('#renderer/features/incidents/incident-page.tsx');
  });
});

/** The page of a route. */
export const pageOf = (route: Route): ReactNode => {
  switch (route.page) {
    case 'day':
      return <DayPage />;
    case 'queue':
      return <QueuePage />;
    case 'tickets':
      return <TicketsPage title={route.title} filter={route.filter} />;
    case 'incident-new':
      return <IncidentNewPage draftId={route.draftId} requesterId={route.requesterId} />;
    case 'ticket':
      return <IncidentPage id={route.id} />;
    case 'person':
      return <PersonPage id={route.id} />;
    case 'knowledge':
      return <KnowledgePage id={route.id} />;
    case 'cmdb':
      return <CmdbPage />;
    case 'ci':
      return <CiPage id={route.id} />;
    case 'orders':
      return <OrdersPage />;
    case 'order':
      return <OrderPage id={route.id} />;
    case 'order-new':
      return <OrderNewPage ciId={route.ciId} ticketId={route.ticketId} />;
    case 'reports':
      return <ReportsPage />;
    case 'sync':
      return <SyncPage />;
    case 'conflicts':
      return <ConflictsPage />;
    case 'settings':
      return <SettingsPage />;
  }
};
