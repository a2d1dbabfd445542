/** An article: what it is for, and what to do. */
export type ArticleText = {
  readonly title: string;
  readonly category: string;
  readonly about: string;
  readonly steps: string;
  /** Subcategories of the incidents that it is used for; left out: none. */
  readonly for?: readonly string[];
  /** Left out: published and in force. */
  readonly life?: 'draft' | 'review' | 'outdated' | 'badly-rated';
};

export const ARTICLES: readonly ArticleText[] = [
  {
    title: 'Reset a password for a caller',
    category: 'Account and access',
    about: 'The caller can not sign in and is not able to use the self-service page.',
    steps:
      '1. Verify the caller: employee number and a call back to the number in the directory.\n2. Reset in the identity console with "must change at next sign-in".\n3. Tell the temporary password by phone, never by mail.\n4. Stay on the line until the sign-in works.',
    for: ['Password'],
  },
  {
    title: 'Set up the authenticator on a new phone',
    category: 'Account and access',
    about: 'A new or replaced phone needs the second factor.',
    steps:
      '1. Verify the caller by video or in person.\n2. Remove the old device in the identity console.\n3. Send the registration link to the manager or hand it over on site.\n4. The user scans the code and confirms one sign-in.',
    for: ['Multi-factor'],
  },
  {
    title: 'Who may get which ERP right',
    category: 'Account and access',
    about: 'Requests for rights in Fathom.',
    steps:
      'Read rights: approval of the line manager.\nWrite rights: line manager and the owner of the module (list in the service catalogue).\nFinance posting: additionally the head of finance; never together with vendor master data.',
    for: ['Permission'],
  },
  {
    title: 'Unlock an account and find what locks it',
    category: 'Account and access',
    about: 'An account is locked, perhaps again and again.',
    steps:
      '1. Look at the sign-in log for the source of failed attempts.\n2. Unlock.\n3. On the source: stored passwords, mapped drives, scheduled tasks, mail on the phone.\n4. Watch for ten minutes.',
    for: ['Locked account'],
  },
  {
    title: 'Connect from home by VPN',
    category: 'Network',
    about: 'First use of VPN Connect outside of the company.',
    steps:
      '1. Check that the person has the authorization "VPN".\n2. Start VPN Connect, gateway "northport".\n3. Sign in and confirm the second factor.\n4. Without a connection: try the phone hotspot to tell the home network from the gateway.',
    for: ['VPN'],
  },
  {
    title: 'Check a network socket',
    category: 'Network',
    about: 'A workplace has no network by cable.',
    steps:
      '1. Note the socket number on the wall, e.g. 2.14-B.\n2. Plug a device that works elsewhere.\n3. Look the socket up in the patch list; is it patched?\n4. If it is: ask Network for the state of the port and give the socket number.',
    for: ['LAN'],
  },
  {
    title: 'Guest access to the WLAN',
    category: 'Network',
    about: 'A visitor needs internet.',
    steps:
      'The host orders a voucher in the self-service portal (valid one day or one week). The reception can print one. Visitors never get "NI-Corp".',
    for: ['WLAN'],
    life: 'badly-rated',
  },
  {
    title: 'Read the lights of a switch',
    category: 'Network',
    about: 'On site, no remote access.',
    steps:
      'System green: running. Amber: self test failed, ask Network.\nPort green: link. Amber blinking: blocked by protection. Off: no link.\nNever pull a cable with a red tag, it is an uplink.',
  },
  {
    title: 'Restore a file or folder',
    category: 'Server and service',
    about: 'Something on a team share was deleted or overwritten.',
    steps:
      '1. On the folder: properties, previous versions (last 14 days, every four hours).\n2. Older than that: ask Server and Storage with the full path and the date; backups reach 30 days.\n3. Restore beside the original, let the user compare.',
    for: ['Backup', 'File share'],
  },
  {
    title: 'Request space on a file share',
    category: 'Server and service',
    about: 'A team share is nearly full.',
    steps:
      'Ask the owner of the share to look at the report of large and old files first. Then a request with the name of the share, the size and the cost centre.',
    for: ['File share'],
  },
  {
    title: 'What to do when the ERP is down',
    category: 'Server and service',
    about: 'Several people report Fathom as unavailable.',
    steps:
      '1. Check the status page and the announcement list.\n2. Call Business Applications, on-call number in the directory.\n3. Open one parent incident, link the others.\n4. Publish an announcement with the next update time.\n5. Dispatch works with the paper forms in the red folder.',
    for: ['Unavailable'],
  },
  {
    title: 'Install software from the portal',
    category: 'Software',
    about: 'A user needs software that is in the catalogue.',
    steps:
      '1. Check the licence pool: is a seat free?\n2. Let the user order in the portal, the manager approves.\n3. The installation starts within 15 minutes while the device is on the network.\n4. Check the inventory the next day.',
  },
  {
    title: 'Software that is not in the catalogue',
    category: 'Software',
    about: 'A user asks for an unknown program.',
    steps:
      'Nobody installs it by hand. Open a request with name, maker, purpose and licence. Security and Workplace Engineering check it; that takes five working days.',
    life: 'review',
  },
  {
    title: 'Repair the office suite',
    category: 'Software',
    about: 'Programs of the office suite crash or do not start.',
    steps:
      '1. Start in safe mode (hold Ctrl). If that works: remove add-ins one by one.\n2. Quick repair from "apps".\n3. Online repair, 30 minutes, needs the network.\n4. Build a new mail profile if only mail is affected.',
    for: ['Office'],
  },
  {
    title: 'Collect logs of Calibration Studio',
    category: 'Software',
    about: 'Before a case goes to Business Applications.',
    steps:
      'Help, diagnostics, "collect logs". The archive lies on the desktop. Attach it and write: time, certificate number, instrument serial, what was clicked last.',
    for: ['Business application'],
  },
  {
    title: 'Swap a notebook at the workplace',
    category: 'Hardware',
    about: 'For field technicians: a change order.',
    steps:
      '1. Scan the old and the new device.\n2. Check that the profile has synchronised (green tick).\n3. Connect dock, monitors, network; test print and phone.\n4. Let the user sign in once and open ERP and mail.\n5. Old device: label "to erase", to the store.',
    for: ['Notebook', 'Operating system'],
  },
  {
    title: 'Prepare a device for disposal',
    category: 'Hardware',
    about: 'For field technicians: a disposal order.',
    steps:
      '1. Scan the device.\n2. Erase the disk, note the number of the erasure record.\n3. Remove the asset tag and stick it on the sheet.\n4. Disks that can not be erased go to the locked box for shredding.',
  },
  {
    title: 'Battery of a notebook is swollen',
    category: 'Hardware',
    about: 'The case is bent, the touchpad is raised.',
    steps:
      'Switch off, unplug, do not press or open. Put the device into the fire-proof box in the IT store. Open an incident with urgency high and order a replacement device. Never send it by post.',
    for: ['Notebook'],
  },
  {
    title: 'Connect two monitors to the dock',
    category: 'Hardware',
    about: 'One monitor stays dark.',
    steps:
      'Use one DisplayPort and one HDMI of the dock, not two adapters. Slate 14: at most two external screens at 60 Hz. Win+P, "extend". Firmware of the dock at least 1.0.9.',
    for: ['Docking station', 'Monitor'],
  },
  {
    title: 'Is the device under warranty',
    category: 'Hardware',
    about: 'Before a repair is ordered.',
    steps:
      'Look at the page of the device: warranty with days left. Under warranty: case with the maker by serial, next business day. Not under warranty: repair only below a third of the price, else swap.',
  },
  {
    title: 'Release a print job with the badge',
    category: 'Printing and scanning',
    about: 'First use of follow-me printing.',
    steps:
      'Print to "NI-FollowMe". Hold the badge to the reader of any printer; the first time, enter login and password once. Jobs wait for 24 hours.',
    for: ['Print queue'],
  },
  {
    title: 'Clear a paper jam on the MFP C3326',
    category: 'Printing and scanning',
    about: 'The display shows a jam that is not visible.',
    steps:
      'Open A, then B, turn the green wheel twice. Look for scraps behind the fuser (hot!). Close B, then A. If it comes back on the same day: incident for Field Service.',
    for: ['Paper jam'],
  },
  {
    title: 'Scan to mail does not arrive',
    category: 'Printing and scanning',
    about: 'Scans from the printer are missing in the mailbox.',
    steps:
      '1. Over 20 MB: scan with 200 dpi or to the share.\n2. Look into the junk folder.\n3. The address book of the printer is from last night; a new person needs a day.',
    for: ['Scanner'],
  },
  {
    title: 'Forward a desk phone',
    category: 'Telephony',
    about: 'Absence or home office.',
    steps:
      'At the phone: forward, number, OK. From outside: self-service page, telephony, forwarding. To a private number only with the consent of the manager.',
    for: ['Desk phone', 'Headset'],
  },
  {
    title: 'Lost or stolen company phone',
    category: 'Security',
    about: 'Act at once, any time of day.',
    steps:
      '1. Lock and locate in the device management.\n2. Wipe if it is not found within an hour.\n3. Block the SIM with the operator.\n4. Reset password and sign-in sessions.\n5. Incident in category security; inform the data protection officer when personal data was on it.',
    for: ['Lost device'],
  },
  {
    title: 'Somebody clicked on a phishing mail',
    category: 'Security',
    about: 'A password may be known to others.',
    steps:
      '1. No blame, thank for the report.\n2. Reset the password and end all sessions.\n3. Security checks rules and sign-ins of the mailbox.\n4. Keep the mail as an attachment, do not forward it.\n5. Search for more receivers.',
    for: ['Phishing'],
  },
  {
    title: 'Free space in the mailbox',
    category: 'Mail and calendar',
    about: 'The mailbox is nearly full.',
    steps:
      'Sort by size, move attachments to the share. Empty deleted items. Ask for the archive mailbox when more than five years must be kept.',
    for: ['Delivery', 'Shared mailbox'],
    life: 'outdated',
  },
  {
    title: 'Book a meeting room',
    category: 'Mail and calendar',
    about: 'Rooms and their equipment.',
    steps:
      'Invite the room as a resource; it answers at once. Rooms with a camera have a "V" in their name. Bookings without a check-in after 15 minutes are released.',
    for: ['Meeting room', 'Calendar'],
  },
  {
    title: 'First steps for a new colleague',
    category: 'Enquiry',
    about: 'What is ready on the first day, and what is not.',
    steps:
      'Ready: account, mail, notebook, badge, phone.\nOn request: ERP rights, VPN, special software, second monitor.\nThe manager orders these with the form "New colleague" at least ten working days before.',
    for: ['How to'],
  },
  {
    title: 'How priorities are set',
    category: 'Enquiry',
    about: 'For the service desk and for callers who ask.',
    steps:
      'Impact: 1 a site or service, 2 a department, 3 a person. Urgency: 1 work stands still, 2 work is hindered, 3 it can wait. The matrix gives the priority; it is not negotiated on the phone. Somebody who disagrees talks to the team lead.',
    life: 'draft',
  },
];
