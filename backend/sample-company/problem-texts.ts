/** Long, but one table: texts are read and changed in one place, and hold no logic. */
import type { Impact, ProblemCause, ProblemState, ProblemTask, Urgency } from '#domain/fields/tickets.ts';
import type { TeamKey } from './accounts.ts';

/** A problem of the sample company, told as it stands now; problems.ts makes a history of it. */
export type ProblemText = {
  readonly title: string;
  readonly symptom: string;
  readonly businessImpact: string;
  readonly category: string;
  readonly subcategory: string;
  readonly team: TeamKey;
  readonly service: string;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly state: ProblemState;
  /** How many days ago it was opened, and the last thing happened. */
  readonly openedDaysAgo: number;
  readonly lastDaysAgo: number;
  /** Title of the kind of incident (incident-texts.ts) that it explains. */
  readonly incidents?: string;
  /** Index of the known error that belongs to it. */
  readonly error?: number;
  /** It was made of a trend of this model. */
  readonly trendOfModel?: string;
  readonly workaround?: string;
  /** The incidents were told the workaround. */
  readonly told?: true;
  readonly rootCause?: string;
  readonly solution?: string;
  readonly riskReason?: string;
  /** Why it was cancelled or closed with the risk. */
  readonly ending?: string;
  readonly whys?: readonly (readonly [question: string, answer: string])[];
  readonly causes?: readonly (readonly [ProblemCause['branch'], string, ProblemCause['verdict']])[];
  /** `inDays`: due so many days from now. */
  readonly tasks?: readonly (readonly [title: string, state: ProblemTask['state'], inDays: number])[];
  readonly notes?: readonly string[];
};

/** Long because it is a table of texts and nothing else; a split would only scatter it. */
export const PROBLEM_TEXTS: readonly ProblemText[] = [
  {
    title: 'WLAN breaks off in meeting rooms',
    symptom:
      'Video calls freeze several times an hour for ten to thirty seconds. Notebooks and phones are affected alike; by cable everything is fine.',
    businessImpact:
      'Meetings with customers are interrupted. Sales moves important ones to the hotel next door.',
    category: 'Network',
    subcategory: 'WLAN',
    team: 'network',
    service: 'service-network',
    impact: 2,
    urgency: 1,
    state: 'root_cause_analysis',
    openedDaysAgo: 9,
    lastDaysAgo: 0.2,
    incidents: 'WLAN breaks off near {room}',
    error: 25,
    workaround: 'Use the cable at the table, or dial in by telephone while presenting.',
    told: true,
    whys: [
      ['Why do calls freeze?', 'The device loses its access point and joins again 10 to 30 seconds later.'],
      [
        'Why does it lose the access point?',
        'The access point changes its channel in the middle of the call.',
      ],
      [
        'Why does it change the channel?',
        'It believes to see radar on channel 36 and has to leave the channel at once.',
      ],
    ],
    causes: [
      ['technology', 'Firmware 8.10 reports radar where there is none', 'open'],
      ['environment', 'A weather radar at the harbour', 'open'],
      ['environment', 'Microwave ovens in the tea kitchens', 'ruled_out'],
      ['method', 'Channel plan is from before the conversion of the first floor', 'confirmed'],
      ['measurement', 'Retries are not watched, only whether an access point answers', 'confirmed'],
      ['supplier', 'Maker does not confirm the firmware fault yet', 'open'],
    ],
    tasks: [
      ['Measure the first floor for a whole working day', 'done', -3],
      ['Compare firmware 8.9 on three access points', 'open', 2],
      ['Ask the maker for the radar log format', 'open', 4],
      ['Alarm when an access point changes its channel', 'open', 10],
    ],
    notes: ['Same minute on three access points, so it is nothing that a single user does.'],
  },
  {
    title: 'Slate 14 G2 stays black on the dock after sleep',
    symptom:
      'The notebook does not come up when the lid is opened on the dock. Power light is on, the fan runs.',
    businessImpact: 'About a quarter of an hour is lost each time, mostly in the morning.',
    category: 'Hardware',
    subcategory: 'Notebook',
    team: 'workplace',
    service: 'service-workplace',
    impact: 2,
    urgency: 2,
    state: 'fix_in_progress',
    openedDaysAgo: 48,
    lastDaysAgo: 1,
    incidents: '{device} stays black on the dock',
    error: 0,
    workaround: 'Pull the dock cable, wait five seconds, plug it in again.',
    told: true,
    rootCause: 'Firmware 1.18 loses the display link when the dock renegotiates power after sleep.',
    whys: [
      ['Why is the screen black?', 'The graphics chip sees no display.'],
      ['Why does it see none?', 'The link is not trained again after the dock renegotiated power.'],
      ['Why not?', 'Firmware 1.18 ignores the second hot-plug event within two seconds.'],
      ['Why is 1.18 on the devices?', 'It came with the image of January.'],
      ['Why was it not seen before?', 'The image is tested without docks.'],
    ],
    causes: [
      ['technology', 'Firmware 1.18 of the notebook', 'confirmed'],
      ['technology', 'Dock firmware', 'ruled_out'],
      ['method', 'Image tests without docks', 'confirmed'],
    ],
    tasks: [
      ['Firmware wave 1: Information technology', 'done', -30],
      ['Firmware wave 2: Sales', 'done', -12],
      ['Firmware wave 3: everybody else', 'open', 6],
      ['Docks into the image test', 'open', 20],
    ],
  },
  {
    title: 'VPN sessions end after eight hours',
    symptom:
      'The tunnel closes in the afternoon and asks for the second factor again. Open ERP sessions are lost.',
    businessImpact: 'Entries of the last minutes are lost for everybody who works from home.',
    category: 'Network',
    subcategory: 'VPN',
    team: 'network',
    service: 'service-network',
    impact: 2,
    urgency: 2,
    state: 'fix_in_progress',
    openedDaysAgo: 75,
    lastDaysAgo: 5,
    incidents: 'VPN drops every afternoon',
    error: 1,
    workaround: 'Disconnect and reconnect during the lunch break; the eight hours start again.',
    told: true,
    rootCause: 'The gateway limits a session to eight hours whatever the activity.',
    tasks: [
      ['Ask security about a limit of twelve hours', 'done', -20],
      ['Change of the gateway in the maintenance night', 'open', 9],
    ],
  },
  {
    title: 'Accounts lock again after a change of password',
    symptom: 'Locked every few minutes since the password was changed; unlocking helps for minutes only.',
    businessImpact: 'Two calls and half an hour for each person who changes a password.',
    category: 'Account and access',
    subcategory: 'Locked account',
    team: 'security',
    service: 'service-identity',
    impact: 3,
    urgency: 2,
    state: 'assess',
    openedDaysAgo: 6,
    lastDaysAgo: 2,
    incidents: 'Account locked again and again',
    error: 7,
    notes: [
      'Most of them have the company phone. Telephony asked whether the mail app can drop an old password.',
    ],
  },
  {
    title: 'Paper jams on the MFP C3326 become frequent',
    symptom: 'Sheets stick behind the fuser, several times a day on the same printer.',
    businessImpact: 'Field service drives to printers every second day.',
    category: 'Printing and scanning',
    subcategory: 'Paper jam',
    team: 'field',
    service: 'service-print',
    impact: 3,
    urgency: 3,
    state: 'new',
    openedDaysAgo: 2,
    lastDaysAgo: 2,
    incidents: 'Paper jam on {device}',
  },
  {
    title: 'Desk phones T42 restart during calls',
    symptom: 'The phone goes dark in the middle of a call and boots for two minutes.',
    businessImpact: 'Calls of customers are cut off in building 2.',
    category: 'Telephony',
    subcategory: 'Desk phone',
    team: 'telephony',
    service: 'service-telephony',
    impact: 2,
    urgency: 2,
    state: 'fix_in_progress',
    openedDaysAgo: 33,
    lastDaysAgo: 3,
    incidents: 'Desk phone restarts during calls',
    error: 11,
    trendOfModel: 'T42',
    workaround: 'Connect the PC to its own wall socket.',
    told: true,
    rootCause: 'Switch ports in building 2 give too little power when a PC is connected through the phone.',
    causes: [
      ['technology', 'Power budget of the switch is exceeded', 'confirmed'],
      ['technology', 'Firmware 5.9.2 of the phone', 'ruled_out'],
      ['method', 'Power of new devices is not added up before they are patched', 'confirmed'],
    ],
    tasks: [
      ['Raise the budget in building 2', 'done', -4],
      ['Raise the budget in building 1', 'open', 8],
    ],
  },
  {
    title: 'Fathom application server stops answering',
    symptom: 'Dispatch and planning get "no connection to the application server"; the database is up.',
    businessImpact: 'No picking and no posting while it lasts, 20 to 60 minutes.',
    category: 'Server and service',
    subcategory: 'Unavailable',
    team: 'business',
    service: 'service-erp',
    impact: 1,
    urgency: 1,
    state: 'root_cause_analysis',
    openedDaysAgo: 16,
    lastDaysAgo: 0.6,
    incidents: 'Fathom is not available',
    workaround: 'Restart the application server from the run book; sessions are gone, saved entries are not.',
    whys: [
      ['Why does it stop answering?', 'It spends all its time collecting garbage.'],
      ['Why?', 'The heap is full: 6 of 8 GB are reports that nobody fetched.'],
    ],
    causes: [
      ['technology', 'Reports are kept until they are fetched', 'confirmed'],
      ['people', 'Month-end reports are started several times', 'open'],
      ['measurement', 'Heap is not watched', 'confirmed'],
    ],
    tasks: [
      ['Read the second memory dump', 'open', 1],
      ['Ask Fathom Systems whether reports can expire', 'open', 5],
    ],
  },
  {
    title: 'Row locks of crashed Fathom clients',
    symptom: 'Orders can be read but not saved; the message names the person who tries to save.',
    businessImpact: 'Half an hour of waiting for single orders.',
    category: 'Software',
    subcategory: 'Business application',
    team: 'business',
    service: 'service-erp',
    impact: 3,
    urgency: 2,
    state: 'risk_accepted',
    openedDaysAgo: 90,
    lastDaysAgo: 40,
    incidents: 'Fathom: order can not be saved, record locked',
    error: 2,
    workaround: 'Wait thirty minutes, or ask Business Applications to release the lock.',
    riskReason:
      'A patch outside of the releases costs 14,000 EUR. The release locks by hand take five minutes a week. Borne until version 11.5 is installed.',
  },
  {
    title: 'PDF forms lose their entries in the archive',
    symptom: 'A filled form is empty when it is opened from the document archive.',
    businessImpact: 'Test reports had to be filled in twice.',
    category: 'Software',
    subcategory: 'Fault',
    team: 'workplace',
    service: 'service-workplace',
    impact: 3,
    urgency: 2,
    state: 'resolved',
    openedDaysAgo: 70,
    lastDaysAgo: 4,
    incidents: 'PDF form is empty in the archive',
    error: 19,
    workaround: 'Print the form to "PDF printer" before archiving.',
    told: true,
    rootCause: 'PDF Reader 24.1 stores form data outside of the page content.',
    solution: 'PDF Reader 24.2 is installed everywhere; it flattens forms on archiving.',
    tasks: [['Install PDF Reader 24.2 in two waves', 'done', -6]],
  },
  {
    title: 'Nightly posting of Fathom runs twice',
    symptom: 'Stock of finished instruments is too high by the quantities of the evening.',
    businessImpact: 'Wrong promises to customers for a day.',
    category: 'Software',
    subcategory: 'Business application',
    team: 'business',
    service: 'service-erp',
    impact: 2,
    urgency: 2,
    state: 'closed',
    openedDaysAgo: 120,
    lastDaysAgo: 80,
    incidents: 'Fathom shows wrong stock for finished instruments',
    workaround: 'Business Applications reverses double postings in the morning.',
    rootCause:
      'The job is started by the clock and once more by the end of the day; nothing keeps the second one out.',
    solution: 'The job takes a lock and ends at once when it is taken.',
    whys: [
      ['Why is the stock too high?', 'Each posting was made twice.'],
      ['Why twice?', 'The job ran twice within ten minutes.'],
      [
        'Why was it started twice?',
        'The old and the new start are both active since the move to the new server.',
      ],
    ],
    tasks: [
      ['Lock around the job', 'done', -95],
      ['Take the old start out of the plan', 'done', -94],
    ],
  },
  {
    title: 'Network drives slow since Endpoint Guard 8.1',
    symptom: 'Opening a folder with many drawings takes more than a minute.',
    businessImpact: 'Design waits; about forty people.',
    category: 'Server and service',
    subcategory: 'Slow',
    team: 'server',
    service: 'service-files',
    impact: 2,
    urgency: 3,
    state: 'closed',
    openedDaysAgo: 150,
    lastDaysAgo: 110,
    error: 23,
    workaround: 'The exception "CAD drawings" for the device.',
    rootCause: 'The scanner reads each file on network drives when a folder is listed.',
    solution: 'Version 8.1.330 scans network files only when they are opened.',
  },
  {
    title: 'Meetings one hour off after the clock change',
    symptom: 'Recurring meetings made on the phone are wrong on the PC.',
    businessImpact: 'Missed meetings in the first week.',
    category: 'Mail and calendar',
    subcategory: 'Calendar',
    team: 'server',
    service: 'service-mail',
    impact: 3,
    urgency: 3,
    state: 'cancelled',
    openedDaysAgo: 25,
    lastDaysAgo: 21,
    incidents: 'Calendar shows meetings one hour off',
    ending: 'Known and solved by the maker: mail app 8.14 stores the zone, device management installs it.',
  },
  {
    title: 'Battery of the UPS in room 1 near its end',
    symptom: 'Self test reports 61 percent of the capacity; the maker asks for a change below 60.',
    businessImpact: 'Without it the server room has four minutes to shut down.',
    category: 'Workplace',
    subcategory: 'Power',
    team: 'server',
    service: 'service-files',
    impact: 2,
    urgency: 3,
    state: 'assess',
    openedDaysAgo: 12,
    lastDaysAgo: 7,
    tasks: [['Get an offer for the battery packs', 'open', 3]],
  },
];
