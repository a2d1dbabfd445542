import type { ConfigItemFilter, ConfigItemSort } from '#contracts/config-items.ts';
import type { AccountRow } from '#contracts/directory.ts';
import type { Suggestion } from '#contracts/incidents.ts';
import type { KnowledgeFilter, KnowledgeRow, KnowledgeSort } from '#contracts/knowledge.ts';
import type { OrderFilter, OrderSort } from '#contracts/orders.ts';
import type { ProblemRow } from '#contracts/problems.ts';
import type { Dashboard, ReportInput } from '#contracts/reports.ts';
import type { SearchKind } from '#contracts/search-kinds.ts';
import {
  type ConfigItemRow,
  type Few,
  type FoundPage,
  type Names,
  type OrderRow,
  type PersonRow,
  TEXT_FILTER_HITS,
  type TicketRow,
} from '#contracts/shared.ts';
import type { LikelyDuplicate, TicketStateRow } from '#contracts/tickets.ts';
import type { NeighbourLookup } from '#domain/changes/conflicts.ts';
import type { IdentifiedItem } from '#domain/config-items/evidence.ts';
import type { RelationLookup } from '#domain/config-items/impact.ts';
import type { Person, Place, Team } from '#domain/fields/directory.ts';
import type { Ticket, TicketType } from '#domain/fields/tables.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { Setting, SettingValue } from '#domain/records/settings.ts';
import { DEFAULT_SETTINGS } from '#domain/settings/defaults.ts';
import type { TicketFilter } from '#domain/tickets/ticket-filter.ts';
import type { TicketSort } from '#domain/tickets/ticket-sort.ts';
import { openReader } from '../storage/reader.ts';
import { searchRows, searchText } from '../storage/search-query.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { type AnnouncementReads, announcementReads } from './announcements.ts';
import { type ApprovalReads, approvalReads } from './approvals.ts';
import { openReadAside } from './aside.ts';
import { type ChangeReads, changeReads } from './changes.ts';
import { calledItems, ciIdentities, ciOrder, ciRows, ciWhere } from './config-item-list.ts';
import { openConflicts } from './conflicts.ts';
import { orderCounts, ticketCounts } from './counts.ts';
import { dashboard } from './dashboard.ts';
import { type EventReads, eventReads } from './events.ts';
import { ciIdentityPages, directoryPages, type NamedEntry } from './import-pages.ts';
import { knowledgeCounts, knowledgePage } from './knowledge-list.ts';
import { type KnowledgeUsages, openKnowledgeUsages } from './knowledge-usages.ts';
import { type Members, openMembers } from './members.ts';
import { type NameLookup, namesIn, numberedNames } from './names.ts';
import { findNumbered } from './numbered.ts';
import { withOpenEffects } from './open-effects.ts';
import { aboutCi, orderOrder, orderRows, orderWhere } from './order-list.ts';
import {
  accounts,
  calledPeople,
  callersNamed,
  findPeople,
  namedPeople,
  peopleAway,
  personRows,
  places,
  teams,
} from './people.ts';
import { createPhoneBook } from './phone-book.ts';
import { placesAbove } from './places.ts';
import {
  problemRows,
  problemsOfTrends,
  type Similar,
  type SimilarInput,
  similarProblems,
} from './problems.ts';
import type { Window } from './record-rows.ts';
import { relationReads } from './relations.ts';
import { type ReleaseReads, releaseReads } from './releases.ts';
import { type RiskReads, riskReads } from './risk.ts';
import {
  type DirectorySearch,
  type SearchAnswer,
  searchAll,
  type TextRows,
  type TextSearch,
} from './search.ts';
import { ticketsBeside } from './search-beside.ts';
import { anyOf, createReads, idIn, parseJson, sql } from './sql.ts';
import { type StoryReads, storyReads } from './story.ts';
import { likelyDuplicates, type SuggestInput, similarTickets, suggestKnowledge } from './suggest.ts';
import { type FamilyReads, familyReads } from './ticket-family.ts';
import {
  type FilterContext,
  isQuick,
  ticketOrder,
  ticketRows,
  ticketStates,
  ticketWhere,
} from './ticket-list.ts';
import { type TrendReads, trendReads } from './trends.ts';

/** A setting as it stands. `told`: the words of the entry that made it. */
export type SettingNow = Pick<
  Setting,
  'id' | 'value' | 'version' | 'createdAt' | 'updatedAt' | 'updatedBy'
> & { readonly told: string | null };

type Ids = readonly (string | null | undefined)[];

/** Every read that lists, looks up or counts; answers are rows ready to show. */
export type ReadModel = FamilyReads &
  ApprovalReads &
  ChangeReads &
  ReleaseReads &
  StoryReads &
  RiskReads &
  EventReads &
  AnnouncementReads &
  TrendReads & {
    readonly names: (ids: Ids) => Names;
    readonly ciNames: (ids: Ids) => Names;
    /** Over the whole history it is read aside, see aside.ts. */
    readonly ticketPage: (
      filter: TicketFilter,
      sort: TicketSort,
      window: Window,
    ) => Promise<FoundPage<TicketRow>>;
    readonly ticketIds: (filter: TicketFilter, sort: TicketSort, limit: number) => Promise<readonly string[]>;
    readonly ticketCounts: (filters: readonly TicketFilter[]) => readonly (number | null)[];
    readonly ticketStates: (types: readonly TicketType[]) => readonly TicketStateRow[];
    readonly tickets: (ids: readonly string[]) => readonly TicketRow[];
    readonly ticketsAboutCi: (ciIds: readonly string[], limit: number) => Few<TicketRow>;
    readonly ticketsOfRequester: (personId: string, open: boolean, limit: number) => Few<TicketRow>;
    readonly orderPage: (filter: OrderFilter, sort: OrderSort, window: Window) => FoundPage<OrderRow>;
    readonly orderCounts: (filters: readonly OrderFilter[]) => readonly (number | null)[];
    readonly ordersAboutCi: (ciIds: readonly string[], limit: number) => Few<OrderRow>;
    /** Orders for a person: those to be done, or those that ended, the latest first. */
    readonly ordersOf: (personId: string, open: boolean, limit: number) => Few<OrderRow>;
    /** Completed since the instant, with effects that the target's journal on this device does not know. */
    readonly withOpenEffects: (causes: 'tickets' | 'orders', since: string) => Promise<readonly string[]>;
    /** Number and title of tickets, orders and knowledge. */
    readonly recordNames: NameLookup;
    readonly ciPage: (
      filter: ConfigItemFilter,
      sort: ConfigItemSort,
      window: Window,
    ) => FoundPage<ConfigItemRow>;
    readonly cis: (ids: readonly string[]) => readonly ConfigItemRow[];
    readonly cisOfUser: (personId: string, limit: number) => Few<ConfigItemRow>;
    /** CIs whose tag, serial or name is the scanned code. */
    readonly ciIdsByCode: (code: string) => readonly string[];
    /** What all CIs are recognised by, for imports. */
    readonly ciIdentities: () => readonly IdentifiedItem[];
    /** All of them in pages, for who gives others a turn in between. */
    readonly ciIdentityPages: () => Iterable<readonly IdentifiedItem[]>;
    readonly directoryPages: () => Iterable<readonly NamedEntry[]>;
    readonly ciIdentitiesOf: (ids: readonly string[]) => readonly IdentifiedItem[];
    readonly relationIdsOf: (ciIds: readonly string[]) => readonly string[];
    readonly seatIdsOf: (ciIds: readonly string[]) => readonly string[];
    readonly attachedIds: (ciIds: readonly string[]) => readonly string[];
    readonly relationLookup: () => RelationLookup;
    /** Items that active relations join to one of these, in either direction, as pairs. */
    readonly neighbours: NeighbourLookup;
    /** Places, and those above them. */
    readonly placesAbove: (ids: readonly string[]) => readonly string[];
    readonly people: (ids: readonly string[]) => readonly PersonRow[];
    readonly findPeople: (text: string, limit: number) => readonly PersonRow[];
    readonly teams: () => readonly Team[];
    readonly members: Members;
    /** Active people with an account, by name. */
    readonly accounts: () => readonly AccountRow[];
    /** Who is away at `now` or will be, of `ids` or of all; all means to look at the whole directory. */
    readonly peopleAway: (now: string, ids?: readonly string[]) => readonly Person[];
    readonly places: (text: string, limit: number) => readonly Place[];
    readonly search: (text: string, kinds: readonly SearchKind[] | undefined, limit: number) => SearchAnswer;
    /** Records that are stored but not in the full-text index yet. */
    readonly notIndexed: () => number;
    /** Uses of the whole knowledge base; looks at every ticket, aside. */
    readonly knowledgeUsages: KnowledgeUsages;
    readonly knowledgePage: (
      filter: KnowledgeFilter,
      sort: KnowledgeSort,
      window: Window,
    ) => Promise<FoundPage<KnowledgeRow>>;
    readonly knowledgeCounts: (filters: readonly KnowledgeFilter[]) => Promise<readonly (number | null)[]>;
    readonly suggestKnowledge: (input: SuggestInput) => readonly Suggestion[];
    /** Incidents that have been resolved since before that instant, by id, from the one after `after`. */
    readonly resolvedBefore: (before: string, after: string, limit: number) => readonly string[];
    /** Incidents that were ever on hold: open ones, and those solved since the instant; what was changed last first. Read aside. */
    readonly heldIncidents: (since: string, limit: number) => Promise<readonly string[]>;
    readonly similarTickets: (input: SuggestInput) => readonly TicketRow[];
    readonly likelyDuplicates: (ticket: Ticket) => readonly LikelyDuplicate[];
    readonly problemRows: (rows: readonly TicketRow[]) => readonly ProblemRow[];
    readonly similarProblems: (input: SimilarInput) => Promise<Similar>;
    /** Problems made of a trend that are not solved, with the trend's key; an accepted risk is none that is solved. */
    readonly problemsOfTrends: () => readonly { readonly row: TicketRow; readonly trendKey: string }[];
    /** The value of one settings document; null: it is not here. */
    readonly settingOf: (id: string) => SettingValue | null;
    /** Settings of a kind that there are many of, as they are stored now. */
    readonly settingsOf: (key: SettingValue['key']) => readonly SettingNow[];
    readonly conflicts: ReturnType<typeof openConflicts>;
    readonly dashboard: (input: ReportInput) => Promise<Dashboard>;
  };

/** Open tickets that the search shows of somebody it was asked for. */
const MOST_OF_CALLER = 8;
/** People, devices and tickets that the search looks at for words in the names beside a ticket. */
const MOST_BESIDE = 60;
const LATEST_DUE_FIRST = 'f_dueAt DESC, id DESC';

/**
 * `thread`: built main/host/read-thread.ts, or null to read everything here; `mostHits`: matches that a list looks at. Long because it is a table: a read a line,
 * each done elsewhere.
 */
export const openReadModel = (
  store: OpenStore,
  nowMs: () => number,
  thread: string | null,
  mostHits: number = TEXT_FILTER_HITS,
): ReadModel => {
  const reader = openReader(store);
  const reads = createReads(store, reader, openReadAside(store, reader, thread));
  const names = namesIn(reads, 'directory');
  const upTo =
    (limit: number): TextSearch =>
    (collection, text, options) =>
      searchRows(store, reader, text, collection, { ...options, limit });
  const search = upTo(mostHits);
  /** What a list asks of a text; `of` tells with a page of it whether there are more than were looked at. */
  const textFilter = (collection: CollectionName) => {
    let isCapped = false;
    const noting = <F extends { readonly more: boolean }>(found: F): F => {
      isCapped ||= found.more;
      return found;
    };
    const textRows: TextRows = (text, options) => noting(search(collection, text, options)).rows;
    const context = (): FilterContext => ({
      ...{ nowMs: nowMs(), textRows },
      callers: (typed) => noting(callersNamed(reads, search, typed)).ids,
      beside: (typed, among) => noting(ticketsBeside(reads, search, typed, mostHits, among)).ids,
    });
    return { textRows, context, of: <P extends object>(page: P) => ({ ...page, isCapped }) };
  };
  const inDirectory: DirectorySearch = (text, limit, within) =>
    searchText(store, reader, text, { kinds: ['directory'], limit, within });
  const settingsOf = (key: SettingValue['key']) =>
    reads
      .all(
        sql(
          `SELECT id, json_extract(data, '$.value'),
               json_extract(data, '$.version', '$.updatedAt', '$.updatedBy', '$.createdAt', '$.journal[0].text'),
               ${reads.checked('settings')} FROM ${reads.table('settings')}
             WHERE deleted = 0 AND json_extract(data, '$.value.key') = ?`,
          key,
        ),
      )
      .map((row) => {
        const [version, updatedAt, updatedBy, createdAt, told] = parseJson<
          [number, string, string, string, string | null]
        >(row[2]);
        const value = parseJson<SettingValue>(row[1]);
        return { id: String(row[0]), value, version, updatedAt, updatedBy, createdAt, told };
      });
  const settingOf = (id: string): SettingValue | null => {
    const row = reads.get(
      sql(
        `SELECT json_extract(data, '$.value'), ${reads.checked('settings')} FROM ${reads.table('settings')}
           WHERE deleted = 0 AND id = ?`,
        id,
      ),
    );
    return row === undefined ? null : parseJson<SettingValue>(row[0]);
  };
  const phones = createPhoneBook(reads, () => {
    const value = settingsOf('telephony')[0]?.value;
    return value?.key === 'telephony' ? value : DEFAULT_SETTINGS.telephony;
  });
  const people = (ids: readonly string[]): readonly PersonRow[] => personRows(reads, ids);

  const ticketsOfRequester: ReadModel['ticketsOfRequester'] = (personId, open, limit) =>
    ticketRows.few(
      reads,
      sql(`f_requesterId = ? AND f_active = ?`, personId, open ? 1 : 0),
      open ? 'f_dueAt, id' : 'f_openedAt DESC, id DESC',
      limit,
    );

  const usages = openKnowledgeUsages(reads);

  return {
    names,
    ciNames: namesIn(reads, 'configItems'),
    ticketPage: async (filter, sort, window) => {
      const text = textFilter('tickets');
      const where = ticketWhere(reads, filter, text.context());
      const read = isQuick(filter, sort) ? ticketRows.page : ticketRows.pageAside;
      return text.of(await read(reads, where, ticketOrder(reads, sort), window));
    },
    ticketIds: async (filter, sort, limit) => {
      const where = ticketWhere(reads, filter, textFilter('tickets').context());
      const asked = sql(
        `SELECT id FROM ${reads.table('tickets')} WHERE ${where.text} ORDER BY ${ticketOrder(reads, sort)} LIMIT ?`,
        ...where.params,
        limit,
      );
      const rows = isQuick(filter, sort) ? reads.all(asked) : await reads.aside.all(asked);
      return rows.map((row) => String(row[0]));
    },
    ticketCounts: (filters) => ticketCounts(reads, filters, textFilter('tickets').context()),
    ticketStates: (types) => ticketStates(reads, types),
    tickets: (ids) => ticketRows.byId(reads, ids),
    ticketsAboutCi: (ciIds, limit) =>
      ticketRows.few(reads, idIn('f_ciId', ciIds), 'f_active DESC, f_openedAt DESC, id DESC', limit),
    ticketsOfRequester,
    knowledgeUsages: usages,
    knowledgePage: async (filter, sort, window) => {
      const text = textFilter('knowledge');
      const world = { usages: await usages.counted(), now: new Date(nowMs()).toISOString() };
      return text.of(knowledgePage(reads, filter, sort, window, { ...world, textRows: text.textRows }));
    },
    knowledgeCounts: async (filters) =>
      knowledgeCounts(reads, filters, {
        usages: await usages.counted(),
        now: new Date(nowMs()).toISOString(),
      }),
    ...familyReads(reads),
    ...changeReads(reads),
    ...approvalReads(reads),
    ...releaseReads(reads),
    ...riskReads(reads),
    ...storyReads(reads),
    ...eventReads(reads),
    ...announcementReads(reads),
    placesAbove: (ids) => placesAbove(reads, ids),
    orderPage: (filter, sort, window) => {
      const text = textFilter('orders');
      return text.of(orderRows.page(reads, orderWhere(filter, text.textRows), orderOrder(sort), window));
    },
    orderCounts: (filters) => orderCounts(reads, filters),
    ordersAboutCi: (ciIds, limit) => orderRows.few(reads, anyOf(ciIds.map(aboutCi)), LATEST_DUE_FIRST, limit),
    ordersOf: (personId, open, limit) =>
      orderRows.few(
        reads,
        sql('f_personId = ? AND f_active = ?', personId, open ? 1 : 0),
        LATEST_DUE_FIRST,
        limit,
      ),
    withOpenEffects: (causes, since) => withOpenEffects(reads, causes, since),
    resolvedBefore: (before, after, limit) =>
      reads
        .all(
          sql(
            `SELECT id FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_type = 'incident' AND f_state = 'resolved'
               AND f_resolvedAt <= ? AND id > ? ORDER BY id LIMIT ?`,
            ...[before, after],
            limit,
          ),
        )
        .map((row) => String(row[0])),
    // Told by the history, so the documents are looked through, in the thread.
    heldIncidents: async (since, limit) => {
      const rows = await reads.aside.all(
        sql(
          `SELECT id FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_type = 'incident'
             AND ((f_active = 1 AND f_dueAt >= '') OR f_resolvedAt >= ?) AND instr(data, '"on_hold"') > 0
             ORDER BY f_updatedAt DESC, id LIMIT ?`,
          since,
          limit,
        ),
      );
      return rows.map((row) => String(row[0]));
    },
    recordNames: numberedNames(reads),
    ciPage: (filter, sort, window) => {
      const text = textFilter('configItems');
      const isWord = (typed: string) => upTo(1)('configItems', typed, { exact: true }).rows.length > 0;
      const where = ciWhere(reads, filter, { textRows: text.textRows, isWord, inDirectory });
      return text.of(ciRows.page(reads, where, ciOrder(sort), window));
    },
    cis: (ids) => ciRows.byId(reads, ids),
    cisOfUser: (personId, limit) =>
      ciRows.few(reads, sql('f_userId = ?', personId), 'f_active DESC, f_name', limit),
    ciIdsByCode: (code) =>
      searchText(store, reader, code, { kinds: ['configItems'], limit: 5, exact: true })
        .filter((hit) => hit.by !== 'words')
        .map((hit) => hit.id),
    ciIdentities: () => ciIdentities(reads),
    ciIdentityPages: () => ciIdentityPages(reads),
    directoryPages: () => directoryPages(reads),
    ciIdentitiesOf: (ids) => ciIdentities(reads, ids),
    ...relationReads(reads),
    people,
    findPeople: (text, limit) => findPeople(reads, inDirectory, phones, text, limit),
    teams: () => teams(reads),
    members: openMembers(reads),
    accounts: () => accounts(reads),
    peopleAway: (now, ids) => peopleAway(reads, now, ids),
    places: (text, limit) => places(reads, inDirectory, text, limit),
    search: (text, kinds, limit) =>
      searchAll(
        {
          ...{ store, reader, names, called: calledPeople(reads, phones) },
          named: (typed) => namedPeople(inDirectory, typed),
          items: (typed) => calledItems(reads, typed),
          numbered: (typed) => findNumbered(reads, typed),
          openOf: (personId) => ticketsOfRequester(personId, true, MOST_OF_CALLER).rows,
          beside: (typed) =>
            ticketRows.byId(reads, ticketsBeside(reads, upTo(MOST_BESIDE), typed, MOST_BESIDE).ids),
        },
        text,
        kinds,
        limit,
      ),
    notIndexed: store.backlog.size,
    suggestKnowledge: (input) =>
      suggestKnowledge(store, reader, reads, input, new Date(nowMs()).toISOString().slice(0, 10)),
    similarTickets: (input) => similarTickets(store, reader, reads, input),
    likelyDuplicates: (ticket) => likelyDuplicates(store, reader, reads, ticket),
    problemRows: (rows) => problemRows(reads, rows),
    similarProblems: (input) => similarProblems(reads, input),
    problemsOfTrends: () => problemsOfTrends(reads),
    ...trendReads(reads),
    settingsOf,
    settingOf,
    conflicts: openConflicts(reads),
    dashboard: (input) => dashboard(reads, input, nowMs()),
  };
};
