import { describe, expect, test } from 'vitest';
import type { HostPhase } from '#contracts/host-process.ts';
import { createSafeStart } from '#main/electron/safe-start.ts';

const after = (...deaths: readonly HostPhase[]) => {
  const safeStart = createSafeStart();
  const goesOn = deaths.map((phase) => safeStart.noteDeath(phase));
  return { without: safeStart.without(), goesOn: goesOn.every(Boolean) };
};

describe('a safe start', () => {
  test.each<[readonly HostPhase[], readonly string[], boolean]>([
    [['sync', 'sync'], [], true],
    [['sync', 'sync', 'sync'], ['sync'], true],
    [['search', 'sync', 'search', 'sync', 'search'], ['search'], true],
    [['background', 'background', 'background'], ['background'], true],
    [['serving', 'serving', 'serving'], ['sync', 'search', 'background'], true],
    [['store', 'store', 'store'], [], false],
    // The sync began last, but the search was the cause: then it is found in a second round.
    [['sync', 'sync', 'sync', 'search', 'search', 'search'], ['sync', 'search'], true],
    [['sync', 'sync', 'sync', 'serving', 'serving', 'serving'], ['sync', 'search', 'background'], true],
    [
      ['serving', 'serving', 'serving', 'serving', 'serving', 'serving'],
      ['sync', 'search', 'background'],
      false,
    ],
  ])('after deaths in %j goes on without %j: %s', (deaths, without, goesOn) => {
    expect(after(...deaths)).toEqual({ without, goesOn });
  });

  test('deaths with a life between them are different stories', () => {
    const safeStart = createSafeStart();
    for (let at = 0; at < 9; at += 1) {
      safeStart.noteDeath('sync');
      safeStart.noteDeath('sync');
      safeStart.noteLife();
    }
    expect(safeStart.without()).toEqual([]);
  });

  test('what was left out stays out through a life, until it is tried again', () => {
    const safeStart = createSafeStart();
    for (let at = 0; at < 3; at += 1) safeStart.noteDeath('sync');
    safeStart.noteLife();
    expect(safeStart.without()).toEqual(['sync']);
    safeStart.forget();
    expect(safeStart.without()).toEqual([]);
  });
});
