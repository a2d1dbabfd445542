import type { Announcement } from '#domain/fields/events.ts';
import { blankBase } from '#domain/journal/journal.ts';

export const anAnnouncement = (fields: Partial<Announcement> = {}): Announcement =>
  ({
    ...blankBase('announcement-1', '2026-03-01T08:00:00.000Z', 'person-1'),
    ...{ type: 'announcement', title: 'No mail', body: '', severity: 'warning', ticketId: null },
    ...{ startsAt: '2026-03-02T08:00:00.000Z', endsAt: '2026-03-02T10:00:00.000Z', ciIds: [], active: true },
    ...fields,
  }) as Announcement;
