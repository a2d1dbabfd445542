import { describe, expect, it } from 'vitest';
import type { TicketSla } from '#domain/records/ticket.ts';
import { readSla } from '#renderer/shared/ui/sla-model.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const sla = (given: Partial<TicketSla>): TicketSla => ({
  agreementId: 'agreement',
  calendarId: 'calendar',
  responseMinutes: 60,
  resolutionMinutes: 240,
  responseDueAt: '2026-11-21T13:00:00.000Z',
  respondedAt: null,
  responseBreached: false,
  resolutionDueAt: '2026-11-21T16:00:00.000Z',
  resolutionBreached: false,
  pausedSince: null,
  ...given,
});

describe('readSla', () => {
  it('shows the nearest open target', () => {
    expect(readSla(sla({}), true, now)).toMatchObject({ target: 'response', minutes: 60, urgency: 'fine' });
    expect(readSla(sla({ respondedAt: '2026-11-21T11:00:00.000Z' }), true, now)).toMatchObject({
      target: 'resolution',
      minutes: 240,
    });
  });

  it('warns in the last quarter and says when it is late', () => {
    expect(readSla(sla({}), true, now + 50 * 60_000)).toMatchObject({ urgency: 'soon', minutes: 10 });
    expect(readSla(sla({}), true, now + 70 * 60_000)).toMatchObject({ urgency: 'late', minutes: -10 });
  });

  it('stands still on hold', () => {
    expect(readSla(sla({ pausedSince: '2026-11-21T11:00:00.000Z' }), true, now)).toEqual({ kind: 'paused' });
  });

  it('says of finished work whether the targets were met, and nothing without targets', () => {
    expect(readSla(sla({}), false, now)).toEqual({ kind: 'met' });
    expect(readSla(sla({ resolutionBreached: true }), false, now)).toEqual({ kind: 'missed' });
    expect(readSla(sla({ agreementId: null }), false, now)).toEqual({ kind: 'none' });
    expect(readSla(sla({ responseDueAt: null, resolutionDueAt: null }), true, now)).toEqual({ kind: 'none' });
  });
});
