import { describe, expect, it } from 'vitest';
import { SAMPLE_ACCOUNTS } from '#backend/sample-company/accounts.ts';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { CI_CLASSES } from '#domain/fields/config-items.ts';
import { NEVER_DUE } from '#domain/fields/tickets.ts';
import { reviewReasons, type Usage } from '#domain/knowledge/review.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { RECORD_SCHEMAS, type RecordOf } from '#domain/records/registry.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';

const NOW = '2026-11-18T10:00:00.000Z';

const companyOf = (
  options: {
    readonly seed?: number;
    readonly tickets?: number;
    readonly cis?: number;
    readonly now?: string;
  } = {},
) => {
  const company: { [C in CollectionName]?: RecordOf[CollectionName][] } = {};
  const batches = generateSampleCompany({ seed: 7, tickets: 2_500, cis: 200, now: NOW, ...options });
  for (const { collection, docs } of batches) {
    expect(docs.length).toBeLessThanOrEqual(1_000);
    company[collection] = [...(company[collection] ?? []), ...docs];
  }
  return company;
};
const company = companyOf();
const all = <C extends CollectionName>(collection: C) => (company[collection] ?? []) as RecordOf[C][];
const ids = (collection: CollectionName) => new Set(all(collection).map(({ id }) => id));

describe('the sample company', () => {
  it('gives records that meet their schemas, with ids that are unique', () => {
    for (const collection of Object.keys(company) as CollectionName[]) {
      const docs = all(collection);
      expect(new Set(docs.map(({ id }) => id)).size).toBe(docs.length);
      for (const doc of docs) {
        expect(RECORD_SCHEMAS[collection].safeParse(doc).error, doc.id).toBeUndefined();
      }
    }
  });

  it('is the same for the same seed and another one for another', () => {
    const small = { tickets: 50, cis: 60 };
    expect(companyOf(small)).toEqual(companyOf(small));
    expect(companyOf({ ...small, seed: 8 }).tickets).not.toEqual(companyOf(small).tickets);
  });

  it('has the people of the sample accounts, teams, sites, all classes of devices, knowledge and licences', () => {
    const people = all('directory').filter((entry) => entry.type === 'person');
    for (const account of SAMPLE_ACCOUNTS) {
      expect(people.find(({ id }) => id === account.personId)).toMatchObject({
        login: account.login,
        name: account.name,
      });
    }
    expect(people.length).toBeGreaterThanOrEqual(120);
    expect(new Set(people.map(({ login }) => login)).size).toBe(people.length);
    expect(all('directory').filter((entry) => entry.type === 'team')).toHaveLength(8);
    expect(new Set(all('configItems').map(({ ciClass }) => ciClass))).toEqual(new Set(CI_CLASSES));
    expect(all('knowledge').filter(({ type }) => type === 'known_error')).toHaveLength(27);
    expect(all('knowledge').filter(({ type }) => type === 'article')).toHaveLength(30);
    expect(all('events').map(({ type }) => type)).toEqual([
      'announcement',
      'maintenance_window',
      'maintenance_window',
      'blackout',
    ]);
  });

  it('has knowledge that was used, and some of each kind that should be looked over', () => {
    const uses = new Map<string, Usage>();
    for (const { knowledgeIds = [], openedAt } of all('tickets'))
      for (const id of knowledgeIds) {
        const known = uses.get(id);
        const lastAt = known?.lastAt != null && known.lastAt > openedAt ? known.lastAt : openedAt;
        uses.set(id, { count: (known?.count ?? 0) + 1, lastAt });
      }
    const reasons = all('knowledge').flatMap((entry) =>
      reviewReasons(entry, uses.get(entry.id) ?? { count: 0, lastAt: null }, NOW),
    );
    expect(new Set(reasons)).toEqual(new Set(['waits', 'outdated', 'badly_rated', 'unused']));
    expect(reasons.length).toBeLessThan(all('knowledge').length / 3);
  });

  it('names nothing that does not exist', () => {
    const [directory, items, catalogue, knowledge] = [
      ids('directory'),
      ids('configItems'),
      ids('catalogue'),
      ids('knowledge'),
    ];
    for (const ticket of all('tickets')) {
      for (const id of [ticket.requesterId, ticket.placeId, ticket.teamId, ticket.assigneeId]) {
        expect(id === null || directory.has(id), `${ticket.id}: ${id}`).toBe(true);
      }
      expect(ticket.ciId === null || items.has(ticket.ciId)).toBe(true);
      expect(catalogue.has(ticket.serviceId ?? '')).toBe(true);
      expect(ticket.knowledgeIds.every((id) => knowledge.has(id))).toBe(true);
    }
    for (const { fromId, toId } of all('relations')) {
      expect(items.has(fromId) && items.has(toId)).toBe(true);
    }
    for (const item of all('configItems')) {
      expect(item.userId === null || directory.has(item.userId)).toBe(true);
      expect(item.placeId === null || directory.has(item.placeId)).toBe(true);
    }
    for (const inventory of all('inventories')) {
      const item = all('configItems').find(({ id }) => id === inventory.ciId);
      expect(item?.softwareCount).toBe((inventory.sections.softwares as unknown[]).length);
    }
  });

  it('tells histories that the state machine allows and that lie in the past', () => {
    const { categories, closureCodes } = incidentSettings();
    for (const ticket of all('tickets')) {
      if (ticket.type !== 'incident') continue;
      let state = 'new';
      let last = ticket.openedAt;
      for (const entry of ticket.journal) {
        expect(entry.at >= last && entry.at <= NOW, `${ticket.id} ${entry.at}`).toBe(true);
        last = entry.at;
        const change = entry.changes.find(({ field }) => field === 'state');
        if (change !== undefined && entry.kind !== 'created') {
          expect(change.from).toBe(state);
          const allowed = INCIDENT.steps.some(({ from, to }) => from === state && to === change.to);
          expect(allowed, `${ticket.id}: ${state} to ${change.to}`).toBe(true);
          state = String(change.to);
        }
      }
      expect(ticket.state).toBe(state);
      expect(ticket.updatedAt).toBe(last);
      const isDone = ['resolved', 'closed'].includes(state);
      expect(closureCodes.some(({ code }) => code === ticket.closureCode)).toBe(isDone);
      expect(ticket.resolvedAt !== null).toBe(isDone);
      const category = categories.find(({ name }) => name === ticket.category);
      expect(category?.subcategories).toContain(ticket.subcategory);
    }
  });

  it('leaves a believable queue: a few percent open, some due soon, most targets met', () => {
    const tickets = all('tickets');
    const open = tickets.filter(({ active }) => active);
    expect(open.length / tickets.length).toBeGreaterThan(0.02);
    expect(open.length / tickets.length).toBeLessThan(0.06);
    const soon = new Date(Date.parse(NOW) + 8 * 3_600_000).toISOString();
    expect(open.filter(({ dueAt }) => dueAt > NOW && dueAt < soon).length).toBeGreaterThan(3);
    expect(open.some(({ dueAt, state }) => dueAt === NEVER_DUE && state === 'on_hold')).toBe(true);
    const solved = tickets.filter(({ resolvedAt }) => resolvedAt !== null);
    const late = solved.filter(({ sla }) => sla.resolutionBreached).length / solved.length;
    expect(late).toBeGreaterThan(0.02);
    expect(late).toBeLessThan(0.35);
  });

  it('has work for the field technician today, and devices that completed orders moved', () => {
    const orders = all('orders');
    const today = orders.filter(({ plannedStart }) => plannedStart?.startsWith(NOW.slice(0, 10)));
    expect(today.length).toBeGreaterThanOrEqual(4);
    expect(today.every(({ assigneeId }) => assigneeId === 'person-field-1')).toBe(true);
    expect(new Set(orders.map(({ state }) => state))).toEqual(
      new Set(['draft', 'assigned', 'work_in_progress', 'closed_complete']),
    );
    const moved = orders.find(({ type, state }) => type === 'move' && state === 'closed_complete');
    const device = all('configItems').find(({ id }) => id === moved?.devices[0]?.ciId);
    expect(device?.placeId).toBe(moved?.targetPlaceId);
    expect(device?.journal.some(({ effectId }) => effectId !== null)).toBe(true);
  });

  it.each(['2026-11-21T23:50:00.000Z', '2027-01-01T00:05:00.000Z', '2026-03-29T02:10:00.000Z'])(
    'also works when it is set up at %s',
    (now) => {
      const tickets = (companyOf({ tickets: 400, cis: 60, now }).tickets ?? []) as RecordOf['tickets'][];
      const incidents = tickets.filter(({ type }) => type === 'incident');
      expect(incidents.length).toBeGreaterThanOrEqual(400);
      expect(tickets.every(({ updatedAt }) => updatedAt <= now)).toBe(true);
      expect(tickets.some(({ active }) => active)).toBe(true);
    },
  );
});
