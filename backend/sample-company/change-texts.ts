import type { ChangeModel } from '#domain/changes/standard.ts';
import type { Change, ChangeOutcome, RiskLevel } from '#domain/fields/changes.ts';
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
  readonly risk: RiskLevel;
  readonly openedDaysAgo: number;
  /** From now; negative: it was. */
  readonly startsInHours: number;
  readonly hours: number;
  readonly state: Change['state'];
  readonly isStandard?: true;
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
  };
};

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
    risk: 'low',
    openedDaysAgo: 12,
    startsInHours: -150,
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
    risk: 'moderate',
    openedDaysAgo: 11,
    startsInHours: -62,
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
    risk: 'moderate',
    openedDaysAgo: 8,
    startsInHours: 122,
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
    risk: 'low',
    openedDaysAgo: 6,
    startsInHours: 1,
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
    risk: 'low',
    openedDaysAgo: 1,
    startsInHours: 9,
    hours: 1,
    state: 'scheduled',
    isStandard: true,
  },
];
