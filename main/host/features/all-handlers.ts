import type { AllHandlers } from '../context.ts';
import { absencesHandlers } from './absences/absences.handlers.ts';
import { actsHandlers } from './acts/acts.handlers.ts';
import { announcementsHandlers } from './announcements/announcements.handlers.ts';
import { approvalsHandlers } from './approvals/approvals.handlers.ts';
import { attachmentsHandlers } from './attachments/attachments.handlers.ts';
import { changesHandlers } from './changes/changes.handlers.ts';
import { configItemsHandlers } from './config-items/config-items.handlers.ts';
import { conflictsHandlers } from './conflicts/conflicts.handlers.ts';
import { diagnosisHandlers } from './diagnosis/diagnosis.handlers.ts';
import { directoryHandlers } from './directory/directory.handlers.ts';
import { draftsHandlers } from './drafts/drafts.handlers.ts';
import { eventsHandlers } from './events/events.handlers.ts';
import { importsHandlers } from './imports/imports.handlers.ts';
import { incidentsHandlers } from './incidents/incidents.handlers.ts';
import { articlesHandlers, knowledgeHandlers, knownErrorsHandlers } from './knowledge/knowledge.handlers.ts';
import { meetingsHandlers } from './meetings/meetings.handlers.ts';
import { noticesHandlers } from './notices/notices.handlers.ts';
import { ordersHandlers } from './orders/orders.handlers.ts';
import { preparedHandlers } from './prepared/prepared.handlers.ts';
import { presenceHandlers } from './presence/presence.handlers.ts';
import { problemsHandlers } from './problems/problems.handlers.ts';
import { relatedHandlers } from './related/related.handlers.ts';
import { releasesHandlers } from './releases/releases.handlers.ts';
import { reportsHandlers } from './reports/reports.handlers.ts';
import { searchHandlers } from './search/search.handlers.ts';
import { sessionHandlers } from './session/session.handlers.ts';
import { settingsHandlers } from './settings/settings.handlers.ts';
import { syncHandlers } from './sync/sync.handlers.ts';
import { ticketsHandlers } from './tickets/tickets.handlers.ts';
import { viewsHandlers } from './views/views.handlers.ts';

/** The one place that names every feature of the data host. */
export const ALL_HANDLERS: AllHandlers = {
  acts: actsHandlers,
  session: sessionHandlers,
  sync: syncHandlers,
  conflicts: conflictsHandlers,
  tickets: ticketsHandlers,
  incidents: incidentsHandlers,
  problems: problemsHandlers,
  changes: changesHandlers,
  releases: releasesHandlers,
  approvals: approvalsHandlers,
  absences: absencesHandlers,
  meetings: meetingsHandlers,
  related: relatedHandlers,
  events: eventsHandlers,
  announcements: announcementsHandlers,
  directory: directoryHandlers,
  configItems: configItemsHandlers,
  imports: importsHandlers,
  orders: ordersHandlers,
  search: searchHandlers,
  knowledge: knowledgeHandlers,
  articles: articlesHandlers,
  knownErrors: knownErrorsHandlers,
  settings: settingsHandlers,
  notices: noticesHandlers,
  presence: presenceHandlers,
  reports: reportsHandlers,
  attachments: attachmentsHandlers,
  drafts: draftsHandlers,
  views: viewsHandlers,
  prepared: preparedHandlers,
  diagnosis: diagnosisHandlers,
};
