import type { ChangeModel } from '#domain/changes/standard.ts';
import type { Change, ChangeOutcome } from '#domain/fields/changes.ts';
import type { Impact, Urgency } from '#domain/fields/tickets.ts';
import type { TeamKey } from './accounts.ts';

/** A change as somebody would write it, and how far it is. */
export type ChangeText = {
  readonly title: string;
  readonly description: string;
  readonly justification: string;
  readonly implementationPlan: string;
  readonly testPlan: string;
  readonly backoutPlan: string;
  readonly communicationPlan: string;
  readonly hasOutage: boolean;
  readonly category: string;
  readonly subcategory: string;
  readonly team: TeamKey;
  readonly service: string;
  /** An item that the company shares. */
  readonly item?: 'network' | 'server';
  readonly itemIndex?: number;
  /** The title of the problem that it is made for. */
  readonly problem?: string;
  readonly openedDaysAgo: number;
  /** So many hours from now, negative: it was; or on a day at an hour. */
  readonly starts: number | DayAndHour;
  readonly hours: number;
  readonly state: Change['state'];
  readonly isStandard?: true;
  /** The release that it is deployed with. */
  readonly release?: ReleaseKey;
  readonly outcome?: ChangeOutcome;
  readonly reviewNotes?: string;
  /** An incident that it caused. */
  readonly broke?: {
    readonly title: string;
    readonly description: string;
    readonly subcategory: string;
    readonly afterHours: number;
    readonly impact: Impact;
    readonly urgency: Urgency;
    /** How it was mended the day after; left out: it is still being worked on. */
    readonly solution?: string;
  };
};

/** In days from today, and an hour of that day (UTC). */
export type DayAndHour = { readonly days: number; readonly hour: number };
export type ReleaseKey = 'vpn' | 'printing';

/** What is restarted every week: nobody needs to be asked each time. */
export const MODEL: ChangeModel = {
  name: 'Restart an application server',
  description: 'Outside of office hours, when nobody is signed in any more.',
  implementationPlan:
    'Ask who is still signed in. Stop the services in the order of the run book, restart the server, start the services.',
  testPlan: 'Sign in to each application and open one record.',
  backoutPlan: 'Start the server from the snapshot of the evening.',
  communicationPlan: 'A message in the intranet one hour before.',
  hasOutage: true,
  minutes: 60,
  serviceIds: [],
  ciClasses: ['server'],
  tasks: [
    { stage: 1, title: 'Ask who is signed in' },
    { stage: 1, title: 'Take a snapshot' },
    { stage: 2, title: 'Restart' },
    { stage: 3, title: 'Test the applications' },
  ],
};

const NONE = { justification: '', testPlan: '', communicationPlan: '', hasOutage: false } as const;

export const CHANGE_TEXTS: readonly ChangeText[] = [
  {
    ...NONE,
    title: 'PDF Reader 24.2 for everybody, wave 2',
    description:
      'PDF Reader 24.1 stores form data outside of the page content; 24.2 flattens forms on archiving.',
    justification: 'Test reports had to be filled in twice.',
    implementationPlan: 'Release the package to the groups of wave 2. Watch the first fifty installations.',
    testPlan: 'Archive a filled form on a device of each building.',
    backoutPlan: 'Withdraw the package; 24.1 is installed again at the next start.',
    category: 'Software',
    subcategory: 'Fault',
    team: 'workplace',
    service: 'service-workplace',
    problem: 'PDF forms lose their entries in the archive',
    openedDaysAgo: 12,
    starts: -150,
    hours: 3,
    state: 'closed',
    outcome: 'successful',
    reviewNotes: 'All but four devices, which were off; they follow by themselves.',
  },
  {
    ...NONE,
    title: 'Raise the PoE budget in building 2',
    description: 'Phones restart during calls because the switches have no power left for them.',
    justification: 'Calls are lost, in sales several a day.',
    implementationPlan:
      'Put the second power supply in, raise the budget to 740 W, restart the switch stack by stack.',
    testPlan: 'Ten phones per floor make a call.',
    backoutPlan: 'Set the budget back to 370 W; the second power supply may stay.',
    communicationPlan: 'Sales is told the day before: no phones for ten minutes.',
    hasOutage: true,
    category: 'Network',
    subcategory: 'LAN',
    team: 'network',
    service: 'service-network',
    item: 'network',
    problem: 'Desk phones T42 restart during calls',
    openedDaysAgo: 11,
    starts: -62,
    hours: 2,
    state: 'review',
    outcome: 'with_issues',
    broke: {
      title: 'Building 2: no WLAN on the second floor since the night',
      description:
        'Six access points stay dark. Their ports were set to the old power class when the stack restarted.',
      subcategory: 'LAN',
      afterHours: 9,
      impact: 2,
      urgency: 2,
    },
  },
  {
    ...NONE,
    title: 'Raise the PoE budget in building 1',
    description: 'As in building 2: phones restart during calls because the switches have no power left.',
    justification: 'Calls are lost.',
    implementationPlan:
      'As in building 2; write the power class of every port down before, and set it afterwards.',
    testPlan: 'Ten phones and every access point per floor.',
    backoutPlan: 'Set the budget back to 370 W.',
    communicationPlan: 'All of building 1 is told the day before.',
    hasOutage: true,
    category: 'Network',
    subcategory: 'LAN',
    team: 'network',
    service: 'service-network',
    item: 'network',
    itemIndex: 1,
    problem: 'Desk phones T42 restart during calls',
    openedDaysAgo: 8,
    starts: 122,
    hours: 2,
    state: 'authorize',
  },
  {
    ...NONE,
    title: 'Firmware 1.21 on Slate 14 G2, wave 3',
    description: 'Firmware 1.18 loses the display link when the dock renegotiates power after sleep.',
    justification: 'About a quarter of an hour is lost each time.',
    implementationPlan: 'Release 1.21 to everybody else; the devices restart at noon or in the evening.',
    testPlan: 'Sleep and wake on the dock, five devices of each department.',
    backoutPlan: 'Firmware 1.17 from the recovery partition; takes twelve minutes a device.',
    category: 'Hardware',
    subcategory: 'Notebook',
    team: 'workplace',
    service: 'service-workplace',
    problem: 'Slate 14 G2 stays black on the dock after sleep',
    openedDaysAgo: 6,
    starts: 1,
    hours: 4,
    state: 'scheduled',
  },
  {
    ...NONE,
    title: 'Restart the application server of Fathom',
    description: 'The heap is nearly full again; this week’s restart.',
    implementationPlan: '',
    backoutPlan: '',
    category: 'Server and service',
    subcategory: 'Unavailable',
    team: 'business',
    service: 'service-erp',
    item: 'server',
    problem: 'Fathom application server stops answering',
    openedDaysAgo: 1,
    starts: 9,
    hours: 1,
    state: 'scheduled',
    isStandard: true,
  },
  {
    ...NONE,
    title: 'VPN client 5.3 for Utrecht Sales',
    description: 'The first site: few people, and all of them on the road.',
    justification: 'Support for 5.2 ends this quarter.',
    implementationPlan:
      'Release the package to the group of Utrecht; the client is replaced at the next start.',
    testPlan: 'Connect from home and from a phone’s hotspot, sleep, wake and connect again.',
    backoutPlan: 'Withdraw the package; 5.2 is installed again at the next start.',
    communicationPlan: 'Mail to all of Utrecht the day before, with the number of the hotline.',
    category: 'Network',
    subcategory: 'VPN',
    team: 'network',
    service: 'service-network',
    openedDaysAgo: 21,
    starts: { days: -9, hour: 5 },
    hours: 2,
    state: 'closed',
    outcome: 'successful',
    release: 'vpn',
    reviewNotes:
      'The test slept for minutes only. From an hour on the client lost its certificate; the profile renews it now. Sleep overnight belongs into the test plan.',
    broke: {
      title: 'VPN asks for the certificate again after sleep',
      description:
        'Three callers from Utrecht since this morning: after the night the client shows "no valid certificate" until the notebook is restarted.',
      subcategory: 'VPN',
      afterHours: 3,
      impact: 2,
      urgency: 2,
      solution: 'The profile renews the certificate when the device wakes. Sent to all devices of the group.',
    },
  },
  {
    ...NONE,
    title: 'VPN client 5.3 for all other sites',
    description: 'As in Utrecht, with the profile that renews the certificate after sleep.',
    justification: 'Support for 5.2 ends this quarter.',
    implementationPlan: 'Release the package to everybody; the client is replaced at the next start.',
    testPlan: 'Ten notebooks of Northport and Lindau: connect, sleep overnight, connect again.',
    backoutPlan: 'Withdraw the package; 5.2 is installed again at the next start.',
    communicationPlan: 'Message in the intranet the day before.',
    category: 'Network',
    subcategory: 'VPN',
    team: 'network',
    service: 'service-network',
    openedDaysAgo: 20,
    starts: { days: -6, hour: 5 },
    hours: 3,
    state: 'closed',
    outcome: 'successful',
    release: 'vpn',
    reviewNotes: '204 of 211 devices by the evening; the rest were off and follow by themselves.',
  },
  {
    ...NONE,
    title: 'Print driver 8.1 in place of the three old ones',
    description:
      'One driver for all printers. The old three are no longer maintained and fail with long file names.',
    justification: 'A call or two a day, and three packages to look after.',
    implementationPlan:
      'Install 8.1 beside the old drivers, move the queues over, remove the old drivers a week later.',
    testPlan: 'Print from each application on one printer of each model, also both sides and stapled.',
    backoutPlan: 'Move the queues back; the old drivers stay for a week.',
    communicationPlan: 'Message in the intranet: printers may be missing for some minutes.',
    category: 'Software',
    subcategory: 'Fault',
    team: 'workplace',
    service: 'service-workplace',
    openedDaysAgo: 9,
    starts: { days: 6, hour: 5 },
    hours: 2,
    state: 'scheduled',
    release: 'printing',
  },
  {
    ...NONE,
    title: 'Scan to mail by way of the directory',
    description: 'Printers look addresses up in the directory, and their own address books are removed.',
    justification: 'Scans went to people who had left.',
    implementationPlan:
      'Send the new settings to the printers of the wave, print a test page, scan to one’s own address.',
    testPlan: 'Scan to a person, a shared mailbox and somebody who joined yesterday.',
    backoutPlan: 'Send the saved settings back; takes a minute a printer.',
    communicationPlan: 'A note on each printer from the day before.',
    category: 'Software',
    subcategory: 'Fault',
    team: 'workplace',
    service: 'service-workplace',
    openedDaysAgo: 8,
    starts: { days: 6, hour: 5 },
    hours: 2,
    state: 'authorize',
    release: 'printing',
  },
];
