import type { Agreement, CalendarEntry, CatalogueEntry, Service } from '#domain/fields/catalogue.ts';
import { PRIORITIES } from '#domain/fields/tickets.ts';
import type { Instant } from '#domain/records/common.ts';
import { TEAM_IDS, type TeamKey } from './accounts.ts';
import { baseOf } from './base.ts';

const CALENDAR_OFFICE = 'calendar-office';
export const CALENDAR_ALWAYS = 'calendar-24x7';
export const AGREEMENT_GOLD = 'agreement-gold';
export const AGREEMENT_STANDARD = 'agreement-standard';

type ServiceFacts = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly team: TeamKey;
  readonly criticality: Service['criticality'];
  readonly gold: boolean;
};

export const SERVICES: readonly ServiceFacts[] = [
  {
    id: 'service-workplace',
    name: 'Workplace',
    description: 'PC or notebook with operating system, office suite, printing and remote support.',
    team: 'workplace',
    criticality: 'medium',
    gold: false,
  },
  {
    id: 'service-mail',
    name: 'Mail and calendar',
    description: 'Mailbox, shared mailboxes, calendar and meeting rooms, on PC and phone.',
    team: 'server',
    criticality: 'high',
    gold: false,
  },
  {
    id: 'service-erp',
    name: 'ERP Fathom',
    description: 'Orders, stock, production planning and finance. Month end is the first three working days.',
    team: 'business',
    criticality: 'high',
    gold: true,
  },
  {
    id: 'service-network',
    name: 'Network',
    description: 'Wired and wireless network at all sites, internet access and VPN.',
    team: 'network',
    criticality: 'high',
    gold: true,
  },
  {
    id: 'service-files',
    name: 'File service',
    description: 'Team shares and home folders with daily backup; files of the last 30 days can be restored.',
    team: 'server',
    criticality: 'medium',
    gold: false,
  },
  {
    id: 'service-print',
    name: 'Printing',
    description: 'Follow-me printing on all floors and label printers in logistics.',
    team: 'field',
    criticality: 'low',
    gold: false,
  },
  {
    id: 'service-telephony',
    name: 'Telephony',
    description: 'Desk phones, soft phones, conference rooms and mobile phones.',
    team: 'telephony',
    criticality: 'medium',
    gold: false,
  },
  {
    id: 'service-calibration',
    name: 'Calibration database',
    description: 'Certificates and measuring data of all instruments that leave the laboratory.',
    team: 'business',
    criticality: 'high',
    gold: true,
  },
  {
    id: 'service-identity',
    name: 'Accounts and access',
    description: 'User accounts, groups, multi-factor sign-in and authorizations.',
    team: 'security',
    criticality: 'high',
    gold: false,
  },
];

/** Public holidays that all German sites share, of the years around `year`. Easter after Gauss and Butcher. */
const holidaysOf = (year: number): CalendarEntry['holidays'] => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const easter = Date.UTC(year, month - 1, ((h + l - 7 * m + 114) % 31) + 1);
  const fromEaster = (days: number) => new Date(easter + days * 86_400_000).toISOString().slice(0, 10);
  return [
    { date: `${year}-01-01`, name: 'New Year' },
    { date: fromEaster(-2), name: 'Good Friday' },
    { date: fromEaster(1), name: 'Easter Monday' },
    { date: `${year}-05-01`, name: 'Labour Day' },
    { date: fromEaster(39), name: 'Ascension Day' },
    { date: fromEaster(50), name: 'Whit Monday' },
    { date: `${year}-10-03`, name: 'German Unity Day' },
    { date: `${year}-12-25`, name: 'Christmas Day' },
    { date: `${year}-12-26`, name: 'Boxing Day' },
  ].map((day) => ({ ...day, yearly: false, slots: [] }));
};

/** Office hours with the holidays of the years around `now`, and round the clock. */
export const calendarsOf = (
  at: Instant,
  now: Instant,
): { readonly office: CalendarEntry; readonly always: CalendarEntry } => {
  const year = Number(now.slice(0, 4));
  const slots = [{ from: '07:30', to: '18:00' }];
  const always = [{ from: '00:00', to: '24:00' }];
  return {
    office: {
      ...baseOf(CALENDAR_OFFICE, at),
      type: 'calendar',
      name: 'Office hours, Monday to Friday 7:30 to 18:00',
      zone: 'Europe/Berlin',
      week: [slots, slots, slots, slots, [{ from: '07:30', to: '16:30' }], [], []],
      holidays: [year - 1, year, year + 1].flatMap(holidaysOf),
      active: true,
    },
    always: {
      ...baseOf(CALENDAR_ALWAYS, at),
      type: 'calendar',
      name: 'Round the clock',
      zone: 'Europe/Berlin',
      week: [always, always, always, always, always, always, always],
      holidays: [],
      active: true,
    },
  };
};

const HOUR = 60;
const targetsOf = (response: readonly number[], resolution: readonly number[]): Agreement['targets'] =>
  PRIORITIES.map((priority) => ({
    priority,
    responseMinutes: response[priority - 1] ?? null,
    resolutionMinutes: resolution[priority - 1] ?? null,
  }));

export const agreementsOf = (at: Instant): readonly Agreement[] => [
  {
    ...baseOf(AGREEMENT_GOLD, at),
    type: 'agreement',
    kind: 'SLA',
    name: 'Gold, round the clock',
    description: 'For the services that production and dispatch stand still without. Counts day and night.',
    calendarId: CALENDAR_ALWAYS,
    ticketTypes: ['incident'],
    serviceIds: SERVICES.filter(({ gold }) => gold).map(({ id }) => id),
    targets: targetsOf(
      [15, 30, 60, 4 * HOUR, 8 * HOUR],
      [2 * HOUR, 4 * HOUR, 12 * HOUR, 48 * HOUR, 120 * HOUR],
    ),
    isDefault: false,
    active: true,
  },
  {
    ...baseOf(AGREEMENT_STANDARD, at),
    type: 'agreement',
    kind: 'SLA',
    name: 'Standard, office hours',
    description: 'For everything without an agreement of its own. Counts in office hours only.',
    calendarId: CALENDAR_OFFICE,
    ticketTypes: ['incident', 'request'],
    serviceIds: [],
    targets: targetsOf(
      [15, 30, 2 * HOUR, 4 * HOUR, 8 * HOUR],
      [4 * HOUR, 8 * HOUR, 20 * HOUR, 40 * HOUR, 80 * HOUR],
    ),
    isDefault: true,
    active: true,
  },
];

const PRODUCTS = [
  {
    name: 'Standard notebook 14"',
    ciClass: 'notebook',
    manufacturer: 'Corvent',
    model: 'Slate 14 G3',
    priceMinor: 118_900,
  },
  {
    name: 'Engineering notebook 16"',
    ciClass: 'notebook',
    manufacturer: 'Corvent',
    model: 'Forge 16',
    priceMinor: 241_000,
  },
  { name: 'Monitor 27"', ciClass: 'monitor', manufacturer: 'Lumira', model: 'L27Q', priceMinor: 27_900 },
  { name: 'Desk phone', ciClass: 'phone', manufacturer: 'Telavox', model: 'T42', priceMinor: 13_900 },
  { name: 'Company phone', ciClass: 'mobile_phone', manufacturer: 'Orbis', model: 'Two', priceMinor: 54_900 },
] as const;

/** Services, products, agreements and calendars. */
export const catalogueOf = (at: Instant, now: Instant): readonly CatalogueEntry[] => {
  const { office, always } = calendarsOf(at, now);
  const services = SERVICES.map(
    (facts): CatalogueEntry => ({
      ...baseOf(facts.id, at),
      type: 'service',
      name: facts.name,
      description: facts.description,
      ownerTeamId: TEAM_IDS[facts.team],
      criticality: facts.criticality,
      agreementIds: [facts.gold ? AGREEMENT_GOLD : AGREEMENT_STANDARD],
      active: true,
    }),
  );
  const products = PRODUCTS.map(
    (facts, index): CatalogueEntry => ({
      ...baseOf(`product-${index + 1}`, at),
      type: 'product',
      ...facts,
      supplier: 'Brightline IT Supply',
      currency: 'EUR',
      active: true,
    }),
  );
  return [office, always, ...agreementsOf(at), ...services, ...products];
};
