import { create } from 'zustand';
import type { Period } from './period.ts';

type ReportsState = { readonly period: Period; readonly teamIds: readonly string[] };

/** What the dashboard looks at; it stays while the tickets behind a bar are open. */
export const useReports = create<ReportsState>()(() => ({
  period: { kind: 'preset', days: 28 },
  teamIds: [],
}));
