/** Rights stand beside the record type they are for: each type hangs on rows of its own, and on no other's. */
import { afterEach, describe, expect, it } from 'vitest';
import { COMMAND_NAMES, PERMISSIONS } from '#domain/permissions/permissions.ts';
import { type RightsRow, row } from '#domain/permissions/rights.ts';
import { fieldRights, mayWrite } from '#domain/permissions/server-roles.ts';
import { allProcesses } from '#domain/processes/registry.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import { ROLES } from '#domain/records/common.ts';

type Case = {
  readonly collection: CollectionName;
  /** What decides within the collection. */
  readonly kind: unknown;
  /** Who makes such records, and who changes some of their fields. */
  readonly rows: readonly string[];
};

const OTHERS: readonly Case[] = [
  { collection: 'configItems', kind: undefined, rows: ['configItems.', 'orders.complete'] },
  { collection: 'inventories', kind: undefined, rows: ['configItems.'] },
  { collection: 'relations', kind: undefined, rows: ['configItems.', 'orders.complete'] },
  { collection: 'directory', kind: 'person', rows: ['directory.', 'absences.save'] },
  { collection: 'catalogue', kind: 'service', rows: ['catalogue.'] },
  { collection: 'licences', kind: 'seat', rows: ['licences.', 'orders.complete'] },
  { collection: 'events', kind: 'announcement', rows: ['announcements.'] },
  { collection: 'events', kind: 'maintenance_window', rows: ['events.'] },
  { collection: 'events', kind: 'blackout', rows: ['blackouts.'] },
  { collection: 'events', kind: 'lockdown', rows: ['lockdowns.'] },
  { collection: 'ledger', kind: 'outage', rows: ['ledger.'] },
  { collection: 'attachments', kind: undefined, rows: ['attachments.'] },
  { collection: 'settings', kind: 'priority-matrix', rows: ['settings.'] },
  { collection: 'settings', kind: 'trend-dismissal', rows: ['problems.dismissTrend'] },
  { collection: 'settings', kind: 'shared-view', rows: ['views.share'] },
  { collection: 'settings', kind: 'prepared', rows: ['prepared.save'] },
  { collection: 'settings', kind: 'device-review', rows: ['configItems.import', 'imports.decide'] },
];
const CASES: readonly Case[] = [
  ...OTHERS,
  ...allProcesses().map(({ collection, type, feature }) => ({
    ...{ collection, kind: type, rows: [`${feature}.`] },
  })),
];

const TABLE = PERMISSIONS as Record<string, RightsRow>;
const KEPT = { ...TABLE };
const NOBODY = row('none', 'none', 'none', 'none', 'none', 'none', 'none', 'none');
const takeAway = (test: (command: string) => boolean): void => {
  for (const command of COMMAND_NAMES.filter(test)) TABLE[command] = NOBODY;
};
afterEach(() => {
  Object.assign(TABLE, KEPT);
});

describe.each(CASES)('a record of $collection, $kind,', ({ collection, kind, rows }) => {
  const isOwn = (command: string): boolean => rows.some((begin) => command.startsWith(begin));
  const allowed = () =>
    ROLES.map((role) => [
      role,
      mayWrite(collection, kind, 'create', [role]),
      mayWrite(collection, kind, 'change', [role]),
      fieldRights(collection, kind, '', [role]),
    ]);

  it('is written by whom its own rows name, whatever other rows say', () => {
    const before = allowed();
    expect(before.some(([, makes]) => makes)).toBe(true);
    takeAway((command) => !isOwn(command));
    expect(allowed()).toEqual(before);
  });

  it('is written by nobody without them', () => {
    takeAway(isOwn);
    for (const [role, makes, changes] of allowed()) {
      expect([makes, changes], String(role)).toEqual([false, false]);
    }
  });
});
