import { create } from 'zustand';
import type { IsoDate } from '#domain/records/common.ts';
import type { Grouping } from '#domain/reports/kpis.ts';

/** Lengths offered beside a custom period, in days including today. */
export const PRESET_DAYS = [7, 28, 90] as const;
type PresetDays = (typeof PRESET_DAYS)[number];

/** Both ends inclusive, calendar dates in the zone of the person who reads. */
export type DayRange = { readonly from: IsoDate; readonly to: IsoDate };
export type Period =
  | { readonly kind: 'preset'; readonly days: PresetDays }
  | ({ readonly kind: 'custom' } & DayRange);

const DAY_MS = 86_400_000;
const dateOf = (epochMs: number): IsoDate => new Date(epochMs).toISOString().slice(0, 10);

/** Calendar arithmetic on dates alone: noon UTC has no daylight saving to fall into. */
export const addDays = (date: IsoDate, days: number): IsoDate =>
  dateOf(Date.parse(`${date}T12:00:00.000Z`) + days * DAY_MS);

/** The date it is in `zone` at `nowMs`. */
export const todayIn = (zone: string, nowMs: number): IsoDate =>
  // The Swedish locale writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(nowMs);

/** The days of `period`; the ends of a custom period may be typed in either order. */
export const rangeOf = (period: Period, today: IsoDate): DayRange => {
  if (period.kind === 'preset') return { from: addDays(today, 1 - period.days), to: today };
  return period.from <= period.to
    ? { from: period.from, to: period.to }
    : { from: period.to, to: period.from };
};

type ReportsState = {
  readonly period: Period;
  readonly teamIds: readonly string[];
  /** What the table of figures tells apart. */
  readonly grouping: Grouping;
};

/** What the dashboard looks at; it stays while the tickets behind a bar are open. */
export const useReports = create<ReportsState>()(() => ({
  period: { kind: 'preset', days: 28 },
  teamIds: [],
  grouping: 'person',
}));
