import { describe, expect, it } from 'vitest';
import type { TicketType } from '#domain/fields/tables.ts';
import { ticketFilterSchema } from '#domain/tickets/ticket-filter.ts';
import { UNASSIGNED } from '#domain/tickets/ticket-sort.ts';
import {
  COLUMN_KEYS,
  chosenColumns,
  DEFAULT_COLUMNS,
  toggleColumn,
} from '#renderer/features/queue/columns.ts';
import { chipsOf, sameFilter, setFilter, withoutChip } from '#renderer/features/queue/filter-chips.ts';
import { offeredStates, withStates } from '#renderer/features/queue/state-choice.ts';
import { BUILT_IN_VIEWS, builtInFilter, refiltered } from '#renderer/features/queue/views.ts';

const context = { personId: 'ana', teamIds: ['desk', 'network'], now: new Date('2026-11-21T10:02:00Z') };

describe('the built-in views', () => {
  it.each(BUILT_IN_VIEWS)('%s asks what the contract understands', (view) => {
    const filter = builtInFilter(view, context);
    expect(ticketFilterSchema.parse(filter)).toEqual(filter);
  });

  it('are about the person who asks', () => {
    expect(builtInFilter('mine', context)).toEqual({ activeOnly: true, assigneeIds: ['ana'] });
    expect(builtInFilter('teams', context)).toEqual({ activeOnly: true, teamIds: ['desk', 'network'] });
    expect(builtInFilter('unassigned', context)).toEqual({ activeOnly: true, assigneeIds: [UNASSIGNED] });
  });

  it('ask the same question for minutes, so that a standing list is not asked anew each second', () => {
    const later = { ...context, now: new Date('2026-11-21T10:04:59Z') };
    expect(builtInFilter('due', later)).toEqual(builtInFilter('due', context));
    expect(builtInFilter('due', context)).toEqual({
      activeOnly: true,
      dueBefore: '2026-11-21T12:05:00.000Z',
    });
  });
});

describe('the chips of a filter', () => {
  const filter = { activeOnly: true, priorities: [1, 2] as (1 | 2)[], text: 'vpn', states: [] };

  it('are one for each value; the text has its own field', () => {
    expect(chipsOf(filter).map((chip) => chip.key)).toEqual([
      'activeOnly:true',
      'priorities:1',
      'priorities:2',
    ]);
  });

  it('take one restriction away each', () => {
    const [active, first] = chipsOf(filter);
    if (active === undefined || first === undefined) throw new Error('no chips');
    expect(withoutChip(filter, active)).not.toHaveProperty('activeOnly');
    const rest = withoutChip(filter, first);
    expect(rest.priorities).toEqual([2]);
    expect(withoutChip({ priorities: [1] }, first)).toEqual({});
  });
});

describe('setting a field of a filter', () => {
  it('an empty value ends the restriction', () => {
    expect(setFilter({ text: 'vpn' }, 'text', '')).toEqual({});
    expect(setFilter({ teamIds: ['a'] }, 'teamIds', [])).toEqual({});
    expect(setFilter({}, 'breached', false)).toEqual({ breached: false });
  });

  it('the order of the fields does not matter when filters are compared', () => {
    expect(sameFilter({ activeOnly: true, text: 'a' }, { text: 'a', activeOnly: true, states: [] })).toBe(
      true,
    );
    expect(sameFilter({ activeOnly: true }, {})).toBe(false);
  });
});

describe('the sorting of another filter', () => {
  const due = { field: 'dueAt', direction: 'asc' } as const;
  const newest = { field: 'openedAt', direction: 'desc' } as const;

  it('is by what is due for open work and by the newest once done work is among it', () => {
    expect(refiltered({ filter: { activeOnly: true }, sort: due }, {}).sort).toEqual(newest);
    expect(refiltered({ filter: {}, sort: newest }, { activeOnly: true }).sort).toEqual(due);
  });

  it('is kept when it was chosen', () => {
    const chosen = { field: 'title', direction: 'asc' } as const;
    expect(refiltered({ filter: { activeOnly: true }, sort: chosen }, {}).sort).toEqual(chosen);
  });
});

describe('the columns', () => {
  it('that tell a ticket from another stay in the narrowest window', () => {
    const staying = chosenColumns(COLUMN_KEYS).filter(({ rank }) => rank === null);
    expect(staying.map(({ key }) => key)).toEqual(['number', 'title', 'state']);
  });

  it('of a view saved by another version fall back to the usual ones', () => {
    expect(chosenColumns(['gone']).map((spec) => spec.key)).toEqual(DEFAULT_COLUMNS);
  });
  it('come and go in their usual order, but never all', () => {
    expect(toggleColumn(['number', 'title'], 'due')).toEqual(['due', 'number', 'title']);
    expect(toggleColumn(['number'], 'number')).toEqual(['number']);
  });
});

describe('the states to choose among', () => {
  /** A type that only a newer console knows. */
  const NEWER = 'newer' as TicketType;
  const known = [
    { type: NEWER, state: 'compile', active: true },
    { type: 'incident', state: 'new', active: true },
    { type: 'problem', state: 'root_cause_analysis', active: true },
    { type: 'problem', state: 'gone', active: false },
  ] as const;

  it('are those of the types shown', () => {
    const all = offeredStates([], known, []);
    expect(all.slice(0, 6)).toEqual(['new', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled']);
    expect(all).toContain('risk_accepted');
    // What no process of this version has comes last.
    expect(all.slice(-2)).toEqual(['compile', 'gone']);
    expect(new Set(all).size).toBe(all.length);
    expect(offeredStates(['problem'], known, []).slice(-2)).toEqual(['cancelled', 'gone']);
    expect(offeredStates([NEWER], known, ['on_hold'])).toEqual(['compile', 'on_hold']);
  });

  it('bring back done work when a state of it is asked for', () => {
    const open = { activeOnly: true };
    expect(withStates(open, ['new', 'root_cause_analysis'], known)).toEqual({
      activeOnly: true,
      states: ['new', 'root_cause_analysis'],
    });
    expect(withStates(open, ['new', 'resolved'], known)).toEqual({ states: ['new', 'resolved'] });
    expect(withStates(open, ['gone'], known)).toEqual({ states: ['gone'] });
    expect(withStates({ ...open, states: ['new'] }, [], known)).toEqual(open);
  });
});
