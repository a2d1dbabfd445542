import type { CommandName, QueryName } from '#contracts/registry.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { PROBLEM } from '#domain/processes/problem.ts';
import type { Act, Process } from '#domain/processes/process.ts';

const id = 'an-id';
const window = { offset: 0, limit: 10 };
const at = '2026-11-20T09:00:00.000Z';
const ticketFilter = {
  types: ['incident'],
  states: ['new'],
  activeOnly: true,
  teamIds: [id],
  assigneeIds: [id],
  priorities: [1],
  placeIds: [id],
  ciId: id,
  requesterId: id,
  text: 'network',
  openedFrom: at,
  openedTo: at,
  resolvedFrom: at,
  resolvedTo: at,
  dueBefore: at,
  breached: true,
  resolutionBreached: true,
  createdAgeDaysMin: 0,
  createdAgeDaysMax: 1,
  openClashes: false,
};
const incident = {
  title: 'No network',
  description: '',
  requesterId: id,
  affectedPersonId: id,
  channel: 'phone',
  placeId: id,
  category: null,
  subcategory: null,
  serviceId: id,
  ciId: id,
  impact: 1,
  urgency: 1,
  tags: ['tag'],
};
const item = {
  name: 'NB-1',
  ciClass: 'notebook',
  assetTag: 'A-1',
  serial: 'S-1',
  agreementIds: [id],
  commercial: { supplier: 'A supplier', priceMinor: 100, currency: 'EUR', warrantyUntil: '2027-01-01' },
  notes: '',
  tags: ['tag'],
};
const order = {
  title: 'Old ones',
  description: '',
  personId: id,
  contactPhone: '123',
  plannedStart: at,
  carryOver: ['user'],
  oldDeviceStatus: null,
  tags: ['tag'],
};
const ref = { collection: 'tickets', recordId: id };

type ActInputs<P extends Process> = Readonly<
  Record<`${P['feature']}.${P['acts'][number]}`, Readonly<Record<string, unknown>>>
>;

/** Well-formed inputs for the acts of a process. */
const actInputs = <const P extends Process>(process: P, fields: object, to: keyof P['states'] & string) => {
  const inputs: Readonly<Record<Act, Readonly<Record<string, unknown>>>> = {
    create: { ...fields },
    update: { id, changes: fields },
    assign: { id, teamId: null, assigneeId: null },
    step: { id, to },
    addNote: { id, text: 'a note' },
    addComment: { id, text: 'a comment' },
    bookTime: { id, minutes: 5, text: null },
    linkConfigItem: { id, ciId: id, linked: true },
    linkKnowledge: { id, knowledgeId: id, linked: true },
  };
  const acts: readonly Act[] = process.acts;
  return Object.fromEntries(
    acts.map((act) => [`${process.feature}.${act}`, inputs[act]]),
  ) as unknown as ActInputs<P>;
};

/** One well-formed input for each command and query. A call that is missing here does not compile. */
export const VALID_INPUTS: Readonly<Record<CommandName | QueryName, Readonly<Record<string, unknown>>>> = {
  'session.signIn': { login: 'nobody', password: 'nothing' },
  'session.signOut': {},
  'session.lock': {},
  'session.unlock': { password: 'nothing' },
  'session.setStartPage': { page: 'day' },
  'session.setLanguage': { language: 'sv' },
  'session.setServer': { url: null, prefix: 'deskhand' },
  'session.status': {},
  'sync.now': {},
  'sync.setPaused': { paused: false },
  'sync.setScope': { endedMonths: 6 },
  'sync.retryRefused': ref,
  'sync.dropRefused': ref,
  'sync.status': {},
  'sync.refused': window,
  'conflicts.resolve': { ...ref, clashId: 'c', take: 'mine' },
  'conflicts.list': window,
  'tickets.bulkAssign': { ids: [id], teamId: null, assigneeId: null },
  'tickets.page': { filter: ticketFilter, sort: { field: 'dueAt', direction: 'asc' }, ...window },
  'tickets.counts': { filters: [ticketFilter] },
  'tickets.states': { types: ['incident'] },
  'tickets.detail': { id },
  ...actInputs(INCIDENT, incident, 'in_progress'),
  'incidents.setParent': { id, parentId: null },
  'incidents.linkProblem': { id, problemId: null },
  'incidents.suggest': { text: 'printer', ciId: null, category: null, requesterId: null, exceptId: null },
  ...actInputs(PROBLEM, { title: 'Docks lose the display' }, 'assess'),
  'problems.linkIncidents': { id, incidentIds: [id], linked: true },
  'problems.tellWorkaround': { id },
  'problems.createKnownError': { id },
  'problems.dismissTrend': { dimension: 'ci', value: id, count: 5, reason: 'Known' },
  'problems.restoreTrend': { dimension: 'ci', value: id },
  'problems.draftFrom': { incidentIds: [id] },
  'problems.similar': { text: 'dock', ciId: null, category: null },
  'problems.trends': {},
  'problems.page': { filter: ticketFilter, sort: { field: 'dueAt', direction: 'asc' }, ...window },
  ...actInputs(ARTICLE, { title: 'Reset a dock' }, 'review'),
  'articles.rate': { id, helpful: true, text: null },
  'articles.addImage': { id, fileName: 'a.png', mediaType: 'image/png', data: 'aGFsbG8=' },
  ...actInputs(KNOWN_ERROR, { title: 'Dock loses the display' }, 'published'),
  'knownErrors.rate': { id, helpful: false, text: 'Out of date' },
  'knowledge.page': { filter: { toReview: true }, sort: { field: 'title', direction: 'asc' }, ...window },
  'knowledge.counts': { filters: [{}, { toReview: true }] },
  'knowledge.image': { id },
  'directory.findPeople': { text: 'a' },
  'directory.caller': { id },
  'directory.teams': {},
  'directory.members': { teamId: null },
  'directory.places': { text: '' },
  'configItems.create': item,
  'configItems.update': { id, changes: item },
  'configItems.page': {
    filter: {
      text: 'nb',
      classes: ['notebook'],
      statuses: ['stored'],
      activeOnly: true,
      userId: id,
      placeId: id,
    },
    sort: { field: 'name', direction: 'asc' },
    ...window,
  },
  'configItems.detail': { id },
  'configItems.inventory': { ciId: id, section: 'softwares', ...window },
  'configItems.impact': { id },
  'orders.create': { ...order, type: 'disposal', devices: [{ role: 'subject', ciId: id }] },
  'orders.update': { id, changes: order },
  'orders.assign': { id, teamId: null, assigneeId: null },
  'orders.step': { id, to: 'qualified' },
  'orders.start': { id },
  'orders.confirmDevice': { id, code: 'TAG-1' },
  'orders.completeTask': { id, taskId: id },
  'orders.skipTask': { id, taskId: id, note: 'why' },
  'orders.complete': { id },
  'orders.cancel': { id, note: 'why' },
  'orders.page': {
    filter: {
      types: ['move'],
      states: ['assigned'],
      activeOnly: true,
      assigneeIds: [id],
      teamIds: [id],
      plannedFrom: at,
      plannedTo: at,
      ciId: id,
      text: 'move',
    },
    sort: { field: 'dueAt', direction: 'asc' },
    ...window,
  },
  'orders.counts': { filters: [{ activeOnly: true, assigneeIds: [id], text: 'a' }] },
  'orders.detail': { id },
  'search.all': { text: 'printer', kinds: ['ticket'], limit: 10 },
  'knowledge.detail': { id },
  'settings.update': {
    value: { key: 'categories', categories: [{ name: 'A', subcategories: ['B'] }] },
    baseVersion: 0,
  },
  'settings.all': {},
  'settings.announcements': {},
  'reports.dashboard': { from: '2026-11-01', to: '2026-11-02', zone: 'Europe/Berlin', teamIds: [id] },
  'drafts.save': { key: 'incident:1', label: 'One', fields: { title: 'x' } },
  'drafts.discard': { key: 'incident:1' },
  'drafts.get': { key: 'incident:1' },
  'drafts.list': {},
  'views.save': {
    id: 'v',
    name: 'Mine',
    filter: ticketFilter,
    sort: { field: 'dueAt', direction: 'asc' },
    columns: ['number'],
  },
  'views.delete': { id: 'v' },
  'views.list': {},
};
