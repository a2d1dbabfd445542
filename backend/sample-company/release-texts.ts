import type { Release, ReleaseProduct } from '#domain/fields/releases.ts';
import type { WaveAct } from '#domain/releases/waves.ts';
import type { TeamKey } from './accounts.ts';
import type { DayAndHour, ReleaseKey } from './change-texts.ts';

type Wave = {
  readonly name: string;
  readonly starts: DayAndHour;
  readonly hours: number;
  readonly placeIds: readonly string[];
  readonly stopCondition: string;
  readonly maxIncidents: number | null;
};

type Check = {
  readonly kind: 'build' | 'test';
  readonly title: string;
  readonly note: string | null;
  /** When it passed. */
  readonly passed: DayAndHour;
};

/** One thing that somebody did, and what they said with it. */
export type ReleaseDeed = { readonly at: DayAndHour; readonly by: 'manager' | 'lead' | 'admin' } & (
  | { readonly step: Release['state']; readonly note?: string; readonly reviewNotes?: string }
  | { readonly approve: string }
  | { readonly go: string }
  | { readonly deploy: string }
  /** `wave` is its place in the list. */
  | { readonly wave: number; readonly act: WaveAct; readonly note?: string }
);

/** A release as somebody would write it, and what was done with it, in the order of time. */
export type ReleaseText = {
  readonly key: ReleaseKey;
  readonly title: string;
  readonly description: string;
  readonly team: TeamKey;
  readonly service: string;
  readonly rollbackPlan: string;
  readonly communicationPlan: string;
  readonly products: readonly Omit<ReleaseProduct, 'id' | 'ciId'>[];
  readonly checks: readonly Check[];
  readonly waves: readonly Wave[];
  readonly made: DayAndHour;
  readonly by: 'manager' | 'lead';
  readonly deeds: readonly ReleaseDeed[];
};

const on = (days: number, hour: number): DayAndHour => ({ days, hour });

export const RELEASE_TEXTS: readonly ReleaseText[] = [
  {
    key: 'vpn',
    title: 'VPN client 5.3',
    description: 'The client for everybody who works from elsewhere, one site first, then all the others.',
    team: 'network',
    service: 'service-network',
    rollbackPlan:
      'Withdraw the package in the management server; 5.2 is installed again at the next start. The gateways serve both for four weeks.',
    communicationPlan:
      'Utrecht by mail, everybody else in the intranet, each the day before. The hotline has the steps.',
    products: [{ name: 'VPN client', fromVersion: '5.2.4', toVersion: '5.3.0' }],
    checks: [
      { kind: 'build', title: 'Package 5.3.0, signed', note: null, passed: on(-15, 14) },
      { kind: 'test', title: 'Connect from home and from a hotspot', note: null, passed: on(-13, 10) },
      {
        kind: 'test',
        title: 'Sleep, wake, connect again',
        note: 'Ten minutes of sleep.',
        passed: on(-12, 13),
      },
    ],
    waves: [
      {
        name: 'Utrecht Sales',
        ...{ starts: on(-9, 5), hours: 2, placeIds: ['site-utrecht'], maxIncidents: 2 },
        stopCondition: 'Somebody can’t connect at all, or more than one in ten has to restart.',
      },
      {
        name: 'All other sites',
        ...{ starts: on(-6, 5), hours: 3, placeIds: ['site-northport', 'site-lindau'], maxIncidents: 5 },
        stopCondition: 'Somebody can’t connect at all.',
      },
    ],
    made: on(-17, 8),
    by: 'manager',
    deeds: [
      { at: on(-16, 8), by: 'manager', step: 'build' },
      { at: on(-15, 15), by: 'manager', step: 'test' },
      { at: on(-12, 14), by: 'manager', step: 'decision' },
      {
        ...{ at: on(-11, 8), by: 'admin' },
        approve: 'The gateways are ready for both. Utrecht knows.',
      },
      { at: on(-11, 9), by: 'manager', go: 'All there. Begins on the day that Utrecht asked for.' },
      { at: on(-9, 5.1), by: 'manager', deploy: 'Network is on the line until nine.' },
      {
        ...{ at: on(-9, 11), by: 'manager', wave: 0, act: 'stop' },
        note: 'Three calls: no valid certificate after the night. Nobody else gets it before that is understood.',
      },
      {
        ...{ at: on(-8, 10), by: 'manager', wave: 0, act: 'resume' },
        note: 'The profile renews the certificate now. Two of the three callers have confirmed it.',
      },
      { at: on(-7, 8), by: 'manager', wave: 0, act: 'finish', note: 'A night without a call.' },
      { at: on(-6, 5.05), by: 'lead', wave: 1, act: 'start' },
      { at: on(-6, 7.8), by: 'lead', wave: 1, act: 'finish' },
      { at: on(-6, 8), by: 'lead', step: 'done' },
      {
        ...{ at: on(-4, 9), by: 'manager', step: 'closed' },
        reviewNotes:
          'One site first was right: three people were stopped by the certificate and not two hundred. Tests of notebooks sleep overnight from now on.',
      },
    ],
  },
  {
    key: 'printing',
    title: 'Printing and scanning: one driver, one address book',
    description: 'One driver for all printers, and scans find their addresses in the directory.',
    team: 'workplace',
    service: 'service-workplace',
    rollbackPlan:
      'Move the queues back to the old drivers, which stay for a week, and send the saved settings to the printers. An hour for each site.',
    communicationPlan: 'Intranet and a note on each printer, the day before each wave.',
    products: [
      { name: 'Print driver', fromVersion: '7.4', toVersion: '8.1' },
      { name: 'Scan workflow', fromVersion: '2.0', toVersion: '3.0' },
    ],
    checks: [
      { kind: 'build', title: 'Driver package 8.1', note: null, passed: on(-4, 10) },
      { kind: 'test', title: 'Each model: both sides, stapled, colour', note: null, passed: on(-3, 12) },
      {
        ...{ kind: 'test', title: 'Scan to a person, a shared mailbox, a new colleague', passed: on(-2, 9) },
        note: 'A new colleague is found an hour after they were added.',
      },
    ],
    waves: [
      {
        name: 'Lindau Works',
        ...{ starts: on(6, 5), hours: 2, placeIds: ['site-lindau'], maxIncidents: 3 },
        stopCondition: 'Delivery notes can’t be printed.',
      },
      {
        name: 'Northport and Utrecht',
        ...{ starts: on(9, 5), hours: 3, placeIds: ['site-northport', 'site-utrecht'], maxIncidents: 6 },
        stopCondition: 'A department can’t print.',
      },
    ],
    made: on(-5, 9),
    by: 'lead',
    deeds: [
      { at: on(-5, 13), by: 'lead', step: 'build' },
      { at: on(-4, 11), by: 'lead', step: 'test' },
      { at: on(-2, 10), by: 'lead', step: 'decision' },
      {
        ...{ at: on(-1, 8), by: 'admin' },
        approve: 'As long as dispatch in Lindau has its old driver at hand for that week.',
      },
    ],
  },
];
