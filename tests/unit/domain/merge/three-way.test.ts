import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#domain/fields/base.ts';
import type { Inventory } from '#domain/fields/config-items.ts';
import type { Incident } from '#domain/fields/tickets.ts';
import { blankBase } from '#domain/journal/journal.ts';
import { resolveClash } from '#domain/merge/resolve-clash.ts';
import { mergeRecords } from '#domain/merge/three-way.ts';
import { isInstant } from '#domain/records/instants.ts';
import { slaOf } from '#domain/sla/sla-clock.ts';
import { calendarOf } from '../sla/calendars.ts';
import { at, moved, ticketOf } from '../sla/tickets.ts';
import { edited, env, envOf, mergeTickets, noted } from './records.ts';

describe('merging a ticket', () => {
  const base = ticketOf({ tags: ['old'], extra: { 'site.code': 'N1', floor: 2 } });

  it('takes disjoint fields silently and records what it took', () => {
    const mine = edited(base, { title: 'Scanner in dispatch is dead' }, 'a');
    const theirs = edited(base, { symptom: 'no light' }, 'b');
    const { merged, clashes, mergedFields } = mergeTickets(base, mine, theirs);
    expect(merged).toMatchObject({
      title: 'Scanner in dispatch is dead',
      symptom: 'no light',
      openClashes: 0,
    });
    expect(clashes).toEqual([]);
    expect(mergedFields).toEqual(['title']);
    expect(merged.journal.at(-1)).toMatchObject({
      kind: 'merged',
      origin: 'sync',
      changes: [{ field: 'title', from: base.title, to: mine.title }],
    });
  });

  it.each(['17:00', '17:10'])(
    'tells its last save by an entry where both made the same one, theirs at %s',
    (when) => {
      const derived = (side: string, minute: string): Incident => {
        const made = edited(base, { state: 'in_progress' }, side, at(minute));
        return {
          ...made,
          journal: made.journal.map((one, i) =>
            i === base.journal.length ? { ...one, id: 'derived-1' } : one,
          ),
        };
      };
      const [mine, theirs] = [derived('c', '17:05'), derived('b', when)];
      // Nothing of mine is left: sent again, it would be a save that nobody tells.
      expect(mergeTickets(base, mine, theirs).merged).toEqual(theirs);
      // Mine was merged once before, as the history tells.
      const entry = {
        ...edited(base, { symptom: 'x' }, 'c', at('17:06')).journal.at(-1),
        kind: 'merged' as const,
      };
      const before = { ...mine, journal: [...mine.journal, entry as JournalEntry] };
      const { merged } = mergeTickets(base, before, theirs);
      expect(merged.journal).toHaveLength(theirs.journal.length + 1);
      expect([merged.updatedAt, merged.updatedBy]).toEqual([theirs.updatedAt, 'person-b']);
      const later = edited(mine, { symptom: 'no light' }, 'c', at('17:20'));
      const next = mergeTickets(base, later, theirs).merged;
      expect([next.updatedAt, next.updatedBy]).toEqual([at('17:20'), 'person-c']);
    },
  );

  it('ends though a side holds an impossible instant, and never leaves the years there are', () => {
    for (const when of ['9999-99-99T99:99:99.999Z', '9999-12-31T23:59:59.999Z']) {
      const mine = edited(base, { title: 'Mine' }, 'a');
      const theirs = { ...edited(base, { symptom: 'no light' }, 'b'), updatedAt: when };
      const { merged } = mergeTickets(base, mine, theirs);
      expect(merged).toMatchObject({ title: 'Mine', symptom: 'no light' });
      expect(isInstant(merged.journal.find(({ kind }) => kind === 'merged')?.at)).toBe(true);
    }
  });

  it('makes no list longer than it may be: theirs stands and mine waits', () => {
    const many = (side: string): string[] => Array.from({ length: 20 }, (_none, i) => `${side}-${i}`);
    const mine = edited(base, { tags: many('mine') }, 'a');
    const theirs = edited(base, { tags: many('theirs') }, 'b');
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged).toMatchObject({ tags: many('theirs'), openClashes: 1 });
    expect(clashes).toMatchObject([{ field: 'tags', mine: many('mine'), theirs: many('theirs') }]);
    const few = mergeTickets(base, edited(base, { tags: ['m'] }, 'a'), theirs);
    expect(few.merged.tags).toEqual([...many('theirs'), 'm']);
  });

  it('keeps theirs on a double edit and puts mine aside with who and when', () => {
    const mine = edited(base, { title: 'Mine' }, 'a', at('17:00'));
    const theirs = edited(
      edited(base, { title: 'Theirs' }, 'b', at('17:05')),
      { symptom: 'x' },
      'c',
      at('17:30'),
    );
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged.title).toBe('Theirs');
    expect(clashes).toMatchObject([
      {
        field: 'title',
        base: base.title,
        mine: 'Mine',
        theirs: 'Theirs',
        mineBy: 'person-a',
        mineAt: at('17:00'),
        theirsBy: 'person-b',
        theirsAt: at('17:05'),
        resolvedAt: null,
      },
    ]);
    expect(merged.openClashes).toBe(1);
    expect(merged.journal.at(-1)).toMatchObject({
      kind: 'clash',
      changes: [{ field: 'title', from: 'Mine', to: 'Theirs' }],
    });
  });

  it('the same change twice is no clash', () => {
    const { merged, clashes } = mergeTickets(
      base,
      edited(base, { title: 'Same', impact: 1 }, 'a'),
      edited(base, { title: 'Same', urgency: 1 }, 'b'),
    );
    expect(clashes).toEqual([]);
    expect(merged).toMatchObject({ title: 'Same', impact: 1, urgency: 1 });
  });

  it('merges lists as sets and free fields key by key, dots in keys included', () => {
    const mine = edited(base, { tags: ['old', 'mine'], extra: { 'site.code': 'N2', floor: 2 } }, 'a');
    const theirs = edited(base, { tags: ['theirs'], extra: { 'site.code': 'N1', floor: 3, wing: 'B' } }, 'b');
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged.tags).toEqual(['theirs', 'mine']);
    expect(merged.extra).toEqual({ 'site.code': 'N2', floor: 3, wing: 'B' });
    expect(clashes).toEqual([]);
  });

  it('moves the state with everything that belongs to it', () => {
    const solved = {
      state: 'resolved' as const,
      closureCode: 'other',
      closureNotes: 'Cable',
      resolvedAt: at('17:00'),
      resolvedBy: 'person-a',
      active: false,
    };
    const mine = edited(base, solved, 'a', at('17:00'));
    const theirs = edited(base, { state: 'on_hold', holdReason: 'awaiting_caller' }, 'b', at('16:30'));
    const { merged, clashes } = mergeTickets(base, mine, theirs);
    expect(merged).toMatchObject({
      state: 'on_hold',
      holdReason: 'awaiting_caller',
      closureCode: null,
      resolvedAt: null,
    });
    expect(clashes).toHaveLength(1);
    expect(clashes[0]).toMatchObject({
      field: 'state',
      mine: { state: 'resolved' as const, closureCode: 'other', holdReason: null },
    });
    expect(merged.journal.at(-1)?.changes).toContainEqual({
      field: 'state',
      from: 'resolved',
      to: 'on_hold',
    });
    const decided = resolveClash('tickets', merged, clashes[0]?.id ?? '', { take: 'mine' }, env);
    expect(decided.ok && decided.value).toMatchObject({
      state: 'resolved' as const,
      closureCode: 'other',
      closureNotes: 'Cable',
      holdReason: null,
      resolvedAt: at('17:00'),
      openClashes: 0,
    });
  });

  it('the SLA clock follows the state that the record kept, although my resolution is the later entry', () => {
    const mine = edited(
      base,
      { state: 'resolved' as const, closureCode: 'other', closureNotes: 'x' },
      'a',
      at('17:00'),
    );
    const theirs = edited(base, { state: 'on_hold', holdReason: 'awaiting_vendor' }, 'b', at('16:30'));
    const { merged } = mergeTickets(base, mine, theirs);
    const targets = { responseMinutes: 60, resolutionMinutes: 240 };
    const report = slaOf(merged, calendarOf({}), targets, at('17:30'));
    expect(report.resolution.state).toBe('paused');
    expect(report.explanation.at(-1)).toMatchObject({ counted: false, why: 'awaiting_vendor' });
  });

  it('two who resolved it alike at different minutes do not quarrel', () => {
    const solved = { state: 'resolved' as const, closureCode: 'other', closureNotes: 'Cable' };
    const { clashes } = mergeTickets(
      base,
      edited(base, { ...solved, resolvedAt: at('17:00'), resolvedBy: 'person-a' }, 'a'),
      edited(base, { ...solved, resolvedAt: at('17:10'), resolvedBy: 'person-b' }, 'b'),
    );
    expect(clashes).toEqual([]);
  });

  it('team and person come from the same hand-over', () => {
    const given = ticketOf({ teamId: 'team-desk', assigneeId: 'person-desk' });
    const mine = edited(given, { assigneeId: 'person-other' }, 'a');
    const theirs = edited(given, { teamId: 'team-net', assigneeId: null }, 'b');
    const { merged, clashes } = mergeTickets(given, mine, theirs);
    expect(merged).toMatchObject({ teamId: 'team-net', assigneeId: null });
    expect(clashes).toMatchObject([
      { field: 'assignment', mine: { teamId: 'team-desk', assigneeId: 'person-other' } },
    ]);
  });

  it('repeating the merge, with another clock, gives the same ids and the same record', () => {
    const mine = edited(base, { title: 'Mine', impact: 1 }, 'a');
    const theirs = edited(base, { title: 'Theirs', urgency: 1 }, 'b');
    const first = mergeTickets(base, mine, theirs);
    const again = mergeRecords('tickets', base, mine, theirs, envOf('sync', '2027-01-01T00:00:00.000Z'));
    expect(again).toEqual(first);
    // The merged record meets the same server version once more, as after a crash between merge and push.
    expect(mergeTickets(theirs, first.merged, theirs).merged).toEqual(first.merged);
  });

  it('two devices that made the same id: equal fields agree, others clash, nothing is lost', () => {
    const left = noted(
      ticketOf({ title: 'Left', tags: ['l'], extra: { a: 1 } }),
      moved(at('16:01'), 'new', 'new'),
    );
    const right = noted(
      ticketOf({ title: 'Right', tags: ['r'], extra: { b: 2 } }),
      moved(at('16:02'), 'new', 'new'),
    );
    const { merged, clashes } = mergeTickets(null, left, right);
    expect(clashes.map(({ field, base: from }) => [field, from])).toEqual([['title', null]]);
    expect(merged).toMatchObject({ title: 'Right', tags: ['r', 'l'], extra: { a: 1, b: 2 } });
    expect(merged.journal).toHaveLength(4);
  });
});

describe('merging an inventory', () => {
  const inventory = (fields: Partial<Inventory>): Inventory => ({
    ...blankBase('ci-1', at('08:00'), 'import'),
    ciId: 'ci-1',
    source: 'agent',
    receivedAt: at('08:00'),
    sections: { softwares: ['a'], cpus: ['x'] },
    sectionTimes: { softwares: at('08:00'), cpus: at('08:00') },
    ...fields,
  });

  it('keeps of each section the later report and never asks a person', () => {
    const base = inventory({});
    const mine = inventory({
      sections: { softwares: ['a', 'mine'], cpus: ['y'] },
      sectionTimes: { softwares: at('09:00'), cpus: at('09:00') },
      receivedAt: at('09:00'),
    });
    const theirs = inventory({
      sections: { softwares: ['a', 'theirs'], cpus: ['x'], drives: ['c'] },
      sectionTimes: { softwares: at('10:00'), cpus: at('08:00'), drives: at('10:00') },
      receivedAt: at('10:00'),
    });
    const { merged, clashes } = mergeRecords('inventories', base, mine, theirs, env);
    expect(clashes).toEqual([]);
    expect(merged.sections).toEqual({ softwares: ['a', 'theirs'], cpus: ['y'], drives: ['c'] });
    expect(merged.sectionTimes).toEqual({ softwares: at('10:00'), cpus: at('09:00'), drives: at('10:00') });
    expect(merged.receivedAt).toBe(at('10:00'));
  });
});
