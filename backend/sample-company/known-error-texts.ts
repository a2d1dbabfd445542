import type { KnownErrorState } from '#domain/fields/knowledge.ts';

/** A known error of the sample company. */
export type KnownErrorText = {
  readonly title: string;
  readonly category: string;
  readonly symptom: string;
  readonly rootCause: string;
  readonly workaround: string;
  readonly solution: string;
  readonly errorCode?: string;
  readonly models?: readonly string[];
  readonly service?: string;
  readonly state?: KnownErrorState;
};

export const KNOWN_ERRORS: readonly KnownErrorText[] = [
  {
    title: 'Slate 14 G2 does not wake from sleep on the dock',
    category: 'Hardware',
    symptom:
      'The notebook stays black when the lid is opened on the docking station. The power light is on, the fan runs.',
    rootCause:
      'Firmware 1.18 of the notebook loses the display link when the dock renegotiates power after sleep.',
    workaround:
      'Pull the dock cable, wait five seconds, plug it in again. If that does not help, hold the power button for ten seconds. Setting "never sleep on mains power" avoids it.',
    solution:
      'Firmware 1.21 fixes it. It is rolled out by department; add the device to the group "Firmware wave 3".',
    models: ['Slate 14 G2'],
    state: 'fix_planned',
  },
  {
    title: 'VPN drops after exactly eight hours',
    category: 'Network',
    symptom:
      'VPN Connect closes the tunnel in the afternoon and asks for the password and second factor again. Open ERP sessions are lost.',
    rootCause: 'The gateway limits a session to eight hours whatever the activity.',
    workaround:
      'Disconnect and reconnect during the lunch break; the eight hours start again. Save ERP entries before 15:30 when connected since the morning.',
    solution: 'A change to a limit of twelve hours waits for the approval of security.',
    errorCode: 'VPN-2117',
    service: 'service-network',
    state: 'fix_planned',
  },
  {
    title: 'Fathom client shows "Record locked by user" after a crash',
    category: 'Software',
    symptom: 'An order can be read but not saved. The message names the user who tries to save.',
    rootCause: 'A client that ends without logging off leaves its row lock for thirty minutes.',
    workaround:
      'Wait thirty minutes, or ask Business Applications to release the lock in the session monitor. Never have the database restarted for it.',
    solution:
      'Version 11.5 releases the locks of dead sessions after one minute. Planned with the next release.',
    errorCode: 'FTH-0423',
    service: 'service-erp',
    state: 'fix_planned',
  },
  {
    title: 'MFP C3326 prints a blank first page',
    category: 'Printing and scanning',
    symptom: 'Each print job starts with an empty sheet. Copies are not affected.',
    rootCause: 'Driver 3.2 sends a separator page when "Department tracking" is on and the field is empty.',
    workaround: 'In the printing preferences, choose "Job separator: none" and save as default.',
    solution: 'Driver 3.4 from the software portal.',
    models: ['MFP C3326'],
    service: 'service-print',
  },
  {
    title: 'Label printer skips every second label',
    category: 'Printing and scanning',
    symptom: 'Labels in dispatch come out with one empty label between two printed ones.',
    rootCause: 'The gap sensor is not taught after a roll with another gap was put in.',
    workaround: 'Hold "feed" for three seconds until the printer feeds four labels; it learns the gap.',
    solution: 'One label stock for all printers has been ordered, so that the sensor needs no teaching.',
    service: 'service-print',
  },
  {
    title: 'Calendar shows meetings one hour off after the clock change',
    category: 'Mail and calendar',
    symptom:
      'Recurring meetings made on a phone are shown an hour early or late on the PC from the last Sunday in March or October.',
    rootCause: 'The phone stores the series with a fixed offset instead of the zone.',
    workaround: 'Open the series on the PC, set the time zone to "Berlin" and send the update.',
    solution: 'Android mail app 8.14 stores the zone. The device management installs it by itself.',
    service: 'service-mail',
  },
  {
    title: 'Shared mailbox is missing after a change of department',
    category: 'Mail and calendar',
    symptom:
      'A mailbox that a person has rights to does not appear in the mail client, or appears after a day.',
    rootCause: 'The client reads the list of mailboxes only when its profile is built.',
    workaround: 'Add the mailbox by hand: account settings, change, more settings, advanced, add.',
    solution: 'Rebuild the profile from the self-service page; the list is complete at once.',
    service: 'service-mail',
  },
  {
    title: 'Account locks again minutes after it was unlocked',
    category: 'Account and access',
    symptom: 'The user can sign in once and is locked out again. It began after a change of password.',
    rootCause: 'A second device, mostly a phone or a scheduled task, still tries the old password.',
    workaround:
      'Switch the phone to flight mode, unlock the account, sign in, then change the password on the phone.',
    solution: 'The sign-in log names the source of the failed attempts; clear the stored password there.',
    service: 'service-identity',
  },
  {
    title: 'Authenticator asks for a number that is never shown',
    category: 'Account and access',
    symptom: 'The phone wants a two-digit number, the sign-in window of the VPN client shows none.',
    rootCause: 'VPN Connect 5.2 does not know number matching.',
    workaround: 'Choose "other method" and enter the six-digit code of the authenticator.',
    solution: 'Install VPN Connect 5.3 from the software portal.',
    service: 'service-identity',
  },
  {
    title: 'File share shows "network path not found" on WLAN only',
    category: 'Server and service',
    symptom: 'Team shares work by cable. On WLAN the drive letter has a red cross.',
    rootCause: 'The notebook got an address of the guest network because both networks are stored.',
    workaround: 'Forget the network "NI-Guest" on the notebook, connect to "NI-Corp", sign out and in.',
    solution: 'The guest network is taken off company notebooks by policy with the next wave.',
    service: 'service-files',
  },
  {
    title: 'Calibration Studio closes when a certificate is signed',
    category: 'Software',
    symptom:
      'The program ends without a message when "Sign and archive" is pressed. The certificate stays unsigned.',
    rootCause: 'The card reader service hangs when two readers are connected (keyboard and USB).',
    workaround: 'Unplug the USB reader, restart the service "Smart card", sign with the keyboard reader.',
    solution: 'Version 7.2.1 lets the user choose the reader.',
    errorCode: 'CAL-5008',
    service: 'service-calibration',
    state: 'fix_planned',
  },
  {
    title: 'Desk phone T42 restarts during calls',
    category: 'Telephony',
    symptom: 'The phone goes dark in the middle of a call and boots for two minutes.',
    rootCause: 'Switch ports in building 2 give too little power when a PC is connected through the phone.',
    workaround: 'Connect the PC to its own wall socket.',
    solution: 'The power budget of the switches is raised building by building; Network has the list.',
    models: ['T42'],
    service: 'service-telephony',
    state: 'fix_planned',
  },
  {
    title: 'Headset microphone is silent in the soft phone',
    category: 'Telephony',
    symptom: 'The other side hears nothing. The headset works in video meetings.',
    rootCause: 'Soft Phone keeps the device it saw first and does not follow a change of the USB port.',
    workaround: 'In Soft Phone, settings, audio: choose another microphone, save, choose the headset again.',
    solution: 'Version 12.7 follows the system default.',
    service: 'service-telephony',
  },
  {
    title: 'Windows update hangs at 35 percent on Forge 16',
    category: 'Software',
    symptom: 'The notebook shows "Working on updates 35 %" for hours.',
    rootCause: 'The graphics driver 551 blocks the restart while an external GPU profile is loaded.',
    workaround: 'Power off, start in safe mode once, restart. The update finishes within ten minutes.',
    solution: 'Driver 556 is released in the software portal.',
    models: ['Forge 16'],
  },
  {
    title: 'Disk full by endpoint protection logs',
    category: 'Hardware',
    symptom:
      'The drive C: is full although the user stored nothing. The folder of Endpoint Guard has more than 60 GB.',
    rootCause: 'Trace logging stayed on after a support case.',
    workaround: 'Run the job "Clean Endpoint Guard traces" on the device; it needs no restart.',
    solution: 'Version 8.2 limits the traces to 2 GB.',
  },
  {
    title: 'Thin client shows an empty desktop after signing in',
    category: 'Hardware',
    symptom: 'Wallpaper without icons or task bar on terminals in assembly. Signing in elsewhere works.',
    rootCause: 'The roaming profile is still open on the terminal that was used before.',
    workaround: 'Sign out at the other terminal, or have the session ended by the service desk.',
    solution: 'Profiles move to containers in the first quarter.',
    models: ['Terminal T2'],
  },
  {
    title: 'Scanner DS-20 reads codes twice',
    category: 'Printing and scanning',
    symptom: 'Each scan books two pieces in the warehouse dialogue.',
    rootCause: 'Trigger mode "presentation" is active with a delay of zero.',
    workaround: 'Scan the sheet "DS-20 factory set-up" at the workplace, then the sheet "Warehouse".',
    solution: 'New scanners are delivered with the warehouse set-up.',
    models: ['Handheld DS-20 scanner'],
  },
  {
    title: 'Meeting room screen says "no signal"',
    category: 'Workplace',
    symptom: 'The screen in a conference room stays blue with a notebook on the table cable.',
    rootCause: 'The switch on the table keeps the last input.',
    workaround: 'Press "source" on the panel until "Table 1" is shown, then plug the cable in again.',
    solution: 'Rooms get a new panel with automatic choice this year.',
  },
  {
    title: 'WLAN is slow in the warehouse aisle 7',
    category: 'Network',
    symptom: 'Terminals on forklifts lose the ERP for some seconds between aisles 6 and 8.',
    rootCause: 'Full metal racks shade the access point; roaming starts too late.',
    workaround: 'Stop at the end of the aisle until the bars are back. Bookings are kept by the terminal.',
    solution: 'Two more access points are ordered.',
    service: 'service-network',
    state: 'fix_planned',
  },
  {
    title: 'PDF forms lose their entries when saved in the archive',
    category: 'Software',
    symptom: 'A filled form is empty when it is opened from the document archive.',
    rootCause: 'PDF Reader 24.1 stores form data outside of the page content.',
    workaround: 'Print the form to "PDF printer" before archiving.',
    solution: 'PDF Reader 24.2 flattens forms on archiving.',
    state: 'resolved',
  },
  {
    title: 'Mailbox full warning although the archive is on',
    category: 'Mail and calendar',
    symptom: 'The user gets the warning at 95 % each morning.',
    rootCause: 'Calendar items and deleted items are not archived.',
    workaround: 'Empty "deleted items" and move old calendar attachments to the file share.',
    solution: 'The retention policy for deleted items (90 days) starts in January.',
    service: 'service-mail',
  },
  {
    title: 'ERP print job stays in the queue with "user unknown"',
    category: 'Printing and scanning',
    symptom: 'Documents printed from Fathom do not come out with the badge; the queue shows "user unknown".',
    rootCause: 'The login in Fathom is written in capitals; the printing system compares exactly.',
    workaround: 'Print to PDF and print that.',
    solution: 'Business Applications corrects the login in the user master; takes two minutes.',
    service: 'service-erp',
  },
  {
    title: 'Company phone gets no mail after Android 15',
    category: 'Mail and calendar',
    symptom: 'The mail app shows "action required" and no new mail since the upgrade.',
    rootCause: 'The work profile loses the permission to run in the background.',
    workaround: 'Settings, apps, work, mail: battery "unrestricted", then open the app once.',
    solution: 'A policy sets the permission; devices get it at their next check-in.',
    models: ['Two'],
  },
  {
    title: 'Network drive slow after installing Endpoint Guard 8.1',
    category: 'Server and service',
    symptom: 'Opening a folder with many drawings takes more than a minute.',
    rootCause: 'The scanner reads each file on network drives when a folder is listed.',
    workaround: 'Ask for the exception "CAD drawings" for the device.',
    solution: 'Version 8.1.330 scans network files only when they are opened.',
    state: 'resolved',
    service: 'service-files',
  },
  {
    title: 'Slate 14 G3 loses Bluetooth mouse after docking',
    category: 'Hardware',
    symptom: 'The mouse stops for some seconds every few minutes while the notebook is docked.',
    rootCause: 'The USB 3 ports of the dock disturb the 2.4 GHz band.',
    workaround:
      'Put the dock on the other side of the notebook, or use the USB receiver of the mouse on the extension cable.',
    solution: 'Docks with better shielding are delivered from serial D7 on.',
    models: ['Slate 14 G3'],
  },
  {
    title: 'WLAN breaks off in rooms with access points of the first floor plan',
    category: 'Network',
    symptom:
      'Video calls freeze several times an hour for ten to thirty seconds. Cable is fine in the same room.',
    rootCause: '',
    workaround: 'Use the cable at the table, or dial in by telephone while presenting.',
    solution: '',
    service: 'service-network',
    state: 'draft',
  },
  {
    title: 'Soft Phone 11 forgets the call list',
    category: 'Telephony',
    symptom: 'The list of missed calls is empty after each restart.',
    rootCause: 'Version 11 kept the list in memory only.',
    workaround: 'The desk phone shows the list.',
    solution: 'Version 12 is on all devices since spring.',
    service: 'service-telephony',
    state: 'retired',
  },
];
