import { absencesContract } from './absences.ts';
import { actsContract } from './acts.ts';
import { announcementsContract } from './announcements.ts';
import { approvalsContract } from './approvals.ts';
import { attachmentsContract } from './attachments.ts';
import { changesContract } from './changes.ts';
import { configItemsContract } from './config-items.ts';
import { conflictsContract } from './conflicts.ts';
import type { OutputOf, RawInputOf } from './define.ts';
import { diagnosisContract } from './diagnosis.ts';
import { directoryContract } from './directory.ts';
import { draftsContract, viewsContract } from './drafts.ts';
import { eventsContract } from './events.ts';
import { importsContract } from './imports.ts';
import { incidentsContract } from './incidents.ts';
import { articlesContract, knowledgeContract, knownErrorsContract } from './knowledge.ts';
import { meetingsContract } from './meetings.ts';
import { noticesContract } from './notices.ts';
import { ordersContract } from './orders.ts';
import { preparedContract } from './prepared.ts';
import { presenceContract } from './presence.ts';
import { problemsContract } from './problems.ts';
import { relatedContract } from './related.ts';
import { releasesContract } from './releases.ts';
import { reportsContract } from './reports.ts';
import { searchContract } from './search.ts';
import { sessionContract } from './session.ts';
import { settingsContract } from './settings.ts';
import { syncContract } from './sync.ts';
import { ticketsContract } from './tickets.ts';

/** Every feature's contract; the data host must have handlers for all of them, the client offers all of them. */
export const CONTRACTS = {
  acts: actsContract,
  session: sessionContract,
  sync: syncContract,
  conflicts: conflictsContract,
  tickets: ticketsContract,
  incidents: incidentsContract,
  problems: problemsContract,
  changes: changesContract,
  releases: releasesContract,
  approvals: approvalsContract,
  absences: absencesContract,
  meetings: meetingsContract,
  related: relatedContract,
  events: eventsContract,
  announcements: announcementsContract,
  directory: directoryContract,
  configItems: configItemsContract,
  imports: importsContract,
  orders: ordersContract,
  search: searchContract,
  knowledge: knowledgeContract,
  articles: articlesContract,
  knownErrors: knownErrorsContract,
  settings: settingsContract,
  notices: noticesContract,
  presence: presenceContract,
  reports: reportsContract,
  attachments: attachmentsContract,
  drafts: draftsContract,
  views: viewsContract,
  prepared: preparedContract,
  diagnosis: diagnosisContract,
} as const;

export type Contracts = typeof CONTRACTS;

type CommandMap = {
  [F in keyof Contracts & string as `${F}.${keyof Contracts[F]['commands'] & string}`]: Contracts[F];
};
/** `incidents.create`, `orders.complete`, ... */
export type CommandName = keyof CommandMap & string;
type QueryMap = {
  [F in keyof Contracts & string as `${F}.${keyof Contracts[F]['queries'] & string}`]: Contracts[F];
};
export type QueryName = keyof QueryMap & string;

type SpecOf<Name extends string, Part extends 'commands' | 'queries'> = Name extends `${infer F}.${infer N}`
  ? F extends keyof Contracts
    ? N extends keyof Contracts[F][Part]
      ? Contracts[F][Part][N]
      : never
    : never
  : never;

export type CommandInput<N extends CommandName> = RawInputOf<SpecOf<N, 'commands'>>;
export type CommandOutput<N extends CommandName> = OutputOf<SpecOf<N, 'commands'>>;
export type QueryInput<N extends QueryName> = RawInputOf<SpecOf<N, 'queries'>>;
export type QueryOutput<N extends QueryName> = OutputOf<SpecOf<N, 'queries'>>;
