import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setupFeatures } from '#renderer/app/features.ts';
import { routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { startPageOf } from '#renderer/shared/navigation/start-page.ts';

const ticket = (id: string): Route => ({ page: 'ticket', id });
const state = () => useNavigation.getState();
const keys = () => state().tabs.map((tab) => tab.key);

beforeAll(setupFeatures);
beforeEach(() => state().reset());

describe('the page to begin with', () => {
  it.each([
    [['field'], null, 'day'],
    [['service-desk'], null, 'queue'],
    [['team-lead'], null, 'change-today'],
    [['team-lead', 'service-desk'], null, 'change-today'],
    [['field', 'team-lead'], null, 'change-today'],
    [['change-manager'], null, 'change-today'],
    [['field'], 'orders', 'orders'],
    [['field'], 'problems', 'problems'],
    [['field'], 'knowledge-base', 'knowledge-base'],
    // Chosen with another version of the console.
    [['field'], 'page-of-tomorrow', 'day'],
    // No list: it needs to know which ticket.
    [['field'], 'ticket', 'day'],
  ] as const)('of %j who chose %j is %s', (roles, chosen, page) => {
    expect(startPageOf(roles, chosen)).toBe(page);
  });

  it('is where the console begins and comes back to', () => {
    state().begin({ page: 'day' }, ['field']);
    expect(state().current).toEqual({ page: 'day' });
    state().open(ticket('a'));
    state().close('ticket:a');
    state().close('day');
    expect(state().current).toEqual({ page: 'day' });
  });

  it('takes nobody away from where they are', () => {
    state().open(ticket('a'));
    state().begin({ page: 'day' }, ['field']);
    expect(state().current).toEqual(ticket('a'));
  });
});

describe('navigation', () => {
  it('opens a record once, however often it is asked for', () => {
    state().open(ticket('a'), 'INC-1');
    state().open({ page: 'configItems' });
    state().open(ticket('a'));
    expect(keys()).toEqual(['ticket:a']);
    expect(state().tabs[0]?.title).toBe('INC-1');
    expect(routeKey(state().current)).toBe('ticket:a');
  });

  it('gives single pages no tab', () => {
    state().open({ page: 'settings' });
    expect(keys()).toEqual([]);
    expect(state().current).toEqual({ page: 'settings' });
  });

  it('goes back to where the user was when the current tab closes', () => {
    state().open(ticket('a'));
    state().open(ticket('b'));
    state().close('ticket:b');
    expect(state().current).toEqual(ticket('a'));
    state().close('ticket:a');
    expect(state().current).toEqual({ page: 'queue' });
  });

  it('stays where the user is when another tab closes, and never goes back to a closed one', () => {
    state().open(ticket('a'));
    state().open(ticket('b'));
    state().close('ticket:a');
    expect(state().current).toEqual(ticket('b'));
    state().back();
    expect(state().current).toEqual({ page: 'queue' });
  });

  it('brings tabs back in the background without doubling open ones', () => {
    state().open(ticket('a'), 'INC-1');
    state().restore([
      { route: ticket('a'), title: 'draft' },
      { route: { page: 'incident-new', draftId: 'd', requesterId: null }, title: 'Printer' },
    ]);
    expect(keys()).toEqual(['ticket:a', 'incident-new:d']);
    expect(state().tabs[0]?.title).toBe('INC-1');
    expect(state().current).toEqual(ticket('a'));
  });

  it('goes back and forward the same way, until another way is taken', () => {
    state().open(ticket('a'));
    state().open(ticket('b'));
    state().back();
    state().back();
    expect(state().current).toEqual({ page: 'queue' });
    state().forward();
    expect(state().current).toEqual(ticket('a'));
    state().close('ticket:b');
    state().forward();
    expect(state().current).toEqual(ticket('a'));
    state().back();
    state().open({ page: 'settings' });
    state().forward();
    expect(state().current).toEqual({ page: 'settings' });
  });

  it('puts tabs where they are wanted, and closes all but one', () => {
    for (const id of ['a', 'b', 'c']) state().open(ticket(id));
    state().moveTab('ticket:c', 0);
    expect(keys()).toEqual(['ticket:c', 'ticket:a', 'ticket:b']);
    state().moveTab('ticket:c', 2);
    expect(keys()).toEqual(['ticket:a', 'ticket:b', 'ticket:c']);
    state().moveTab('ticket:c', 3);
    state().moveTab('ticket:x', 0);
    expect(keys()).toEqual(['ticket:a', 'ticket:b', 'ticket:c']);
    state().closeOthers('ticket:b');
    expect([keys(), state().current]).toEqual([['ticket:b'], ticket('b')]);
  });
});
