import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Announcement } from '#domain/fields/events.ts';
import { newRecordBase } from '#domain/journal/journal.ts';
import { createBaseStore } from '#main/host/local/bases.ts';
import { createPendingMarks } from '#main/host/local/pending.ts';
import { checkStore } from '#main/host/storage/check.ts';
import { openStoreFile } from '#main/host/storage/store-file.ts';
import { storePathOf } from '#main/profile/store-path.ts';
import { envOf } from '../../unit/domain/env.ts';
import { writeOldStore } from './support/old-store.ts';
import { KEY, openProfile, type Profile, tempProfile } from './support/test-host.ts';

const announcement = (id: string): Partial<Announcement> & { readonly id: string } => ({
  ...newRecordBase(envOf(['service-desk']), { id }),
  title: `Title of ${id}`,
  body: 'Please save your work.',
  severity: 'warning',
  startsAt: '2026-11-20T09:00:00.000Z',
  endsAt: null,
  ticketId: null,
  ciIds: ['ci-1'],
  active: true,
});
const announcements = Array.from({ length: 120 }, (_, i) => announcement(`a-${String(i).padStart(3, '0')}`));

/** A store as a Deskhand wrote it that knew announcements only: registry, table, RxDB's own notes, marks of this device. */
const writeFormerStore = (profile: Profile): Promise<void> =>
  writeOldStore(profile.dir, { announcements }, (connection) => {
    createPendingMarks(connection).mark('announcements' as never, ['a-000']);
    createBaseStore(connection).save('announcements' as never, 'a-001', { id: 'a-001' });
  });

let profile: Profile;
beforeEach(() => {
  profile = tempProfile();
});
afterEach(() => profile.remove());

it('a store that knew announcements only opens with all of them, as events', async () => {
  await writeFormerStore(profile);
  for (const start of ['first', 'second']) {
    const host = await openProfile(profile.dir);
    const found = await host.context.database.collections.events.find({ sort: [{ id: 'asc' }] }).exec();
    expect(
      found.map((one) => one.toMutableJSON()),
      start,
    ).toEqual(announcements.map((one) => ({ ...one, type: 'announcement' })));
    expect(host.context.sync.isPending('events', 'a-000')).toBe(true);
    expect(createBaseStore(host.store.connection).find('events', 'a-001')).toEqual({ id: 'a-001' });
    expect(
      host.store.connection.prepare("SELECT 1 FROM dh_tables WHERE collection = 'announcements'").all([]),
    ).toEqual([]);
    expect(checkStore(host.store).problems).toEqual([]);
    await host.close();
  }
});

it('a start that was cut short after the tables were renamed is finished by the next', async () => {
  await writeFormerStore(profile);
  const opened = openStoreFile(storePathOf(profile.dir), KEY);
  if (!opened.ok) throw new Error(opened.error.code);
  opened.value.connection
    .prepare("UPDATE dh_tables SET collection = 'events' WHERE collection = 'announcements'")
    .run([]);
  await opened.value.close();
  const host = await openProfile(profile.dir);
  expect(await host.context.database.collections.events.count().exec()).toBe(announcements.length);
  await host.close();
});
