import {
  BLANK_GOAL,
  DIAGNOSIS_SCRIPT,
  type Goal,
  type Script,
  type ScriptStep,
} from '#domain/diagnosis/script.ts';
import type { Id, Instant } from '#domain/records/common.ts';
import type { Setting } from '#domain/records/settings.ts';
import { TEAM_IDS, type TeamKey } from './accounts.ts';
import { baseOf } from './base.ts';
import { knownErrorId } from './knowledge.ts';
import { KNOWN_ERRORS } from './known-error-texts.ts';

const ADMIN = 'person-admin-1';

const to = (stepId: Id): Goal => ({ ...BLANK_GOAL, kind: 'step', stepId });
const team = (key: TeamKey, words: string): Goal => ({
  ...{ ...BLANK_GOAL, kind: 'team', teamId: TEAM_IDS[key], words },
});
const lead = (words: string): Goal => ({ ...BLANK_GOAL, kind: 'lead', words });
const solved = (closureCode: string, words: string): Goal => ({
  ...{ ...BLANK_GOAL, kind: 'resolve', closureCode, words },
});
const search = (words: string): Goal => ({ ...BLANK_GOAL, kind: 'known_error', words });
const known = (title: string): Goal => ({
  ...{ ...BLANK_GOAL, kind: 'known_error' },
  knowledgeId: knownErrorId(KNOWN_ERRORS.findIndex((one) => one.title === title)),
});

const yesNo = (id: Id, question: string, help: string, yes: Goal, no: Goal): ScriptStep => ({
  ...{ id, question, help, answer: 'yes_no' },
  ways: [
    { id: 'yes', label: '', goal: yes },
    { id: 'no', label: '', goal: no },
  ],
});
const choice = (
  id: Id,
  question: string,
  help: string,
  ways: readonly (readonly [label: string, goal: Goal])[],
): ScriptStep => ({
  ...{ id, question, help, answer: 'choices' },
  ways: ways.map(([label, goal], at) => ({ id: `${id}-${at + 1}`, label, goal })),
});
const words = (id: Id, question: string, help: string, goal: Goal): ScriptStep => ({
  ...{ id, question, help, answer: 'text' },
  ways: [{ id: 'text', label: '', goal }],
});

/** What the network team would ask. */
const NETWORK: Script = {
  title: 'No connection',
  about: 'Caller has no network, no WLAN or no VPN.',
  categories: ['Network'],
  steps: [
    choice('where', 'How is the device connected?', '', [
      ['By cable in the office', to('lamp')],
      ['By WLAN in the office', to('others')],
      ['By VPN from elsewhere', to('sites')],
    ]),
    yesNo(
      'lamp',
      'Is the lamp at the network socket of the device lit?',
      'Beside the cable; on a dock at its back.',
      to('others'),
      to('cable'),
    ),
    yesNo(
      'cable',
      'Does it work with another cable, or at the socket beside it?',
      '',
      solved('hardware_repair', 'Cable or socket replaced; the connection is back.'),
      team(
        'network',
        'No link at the socket, also with another cable. Socket and switch port are to be checked.',
      ),
    ),
    yesNo(
      'others',
      'Are others nearby without a network, too?',
      'The same room or floor.',
      lead('Several people of one place are without a network. It may be a major incident.'),
      to('restarted'),
    ),
    yesNo(
      'restarted',
      'Is it still so after a restart?',
      '',
      team('network', 'One device without a network, also after a restart. Others nearby are connected.'),
      solved('resolved_by_caller', 'Back after a restart.'),
    ),
    yesNo(
      'sites',
      'Do other web pages open, without VPN?',
      '',
      to('when'),
      solved(
        'assistance',
        'The fault is with the connection at the caller’s place. Told the caller to ask their provider.',
      ),
    ),
    choice('when', 'What does the VPN do?', '', [
      ['It drops after a working day', known('VPN drops after exactly eight hours')],
      [
        'It asks for a number that is never shown',
        known('Authenticator asks for a number that is never shown'),
      ],
      ['It shows a message', to('message')],
    ]),
    words(
      'message',
      'Which message, word by word?',
      'With the code at its end.',
      search('VPN connect message'),
    ),
  ],
};

/** What the security team would ask before a password is reset. */
const PASSWORD: Script = {
  title: 'Cannot sign in',
  about: 'Password, locked account, second factor.',
  categories: ['Account and access'],
  steps: [
    yesNo(
      'who',
      'Has the caller been identified?',
      'Called back on the number of the directory, or employee number and superior named.',
      to('what'),
      { ...BLANK_GOAL, kind: 'by_hand' },
    ),
    choice('what', 'What does the sign-in say?', '', [
      ['The password is wrong or expired', to('reset')],
      ['The account is locked', to('again')],
      ['The second factor is not accepted', to('phone')],
    ]),
    yesNo(
      'reset',
      'Did a new password work?',
      'Set a first password in the directory; the caller changes it at once.',
      solved('assistance', 'Password reset after the caller was identified.'),
      team('server', 'A new password is not accepted. Replication of the directory is to be checked.'),
    ),
    yesNo(
      'again',
      'Does it lock again soon after it was unlocked?',
      '',
      known('Account locks again minutes after it was unlocked'),
      solved('assistance', 'Account unlocked after the caller was identified.'),
    ),
    yesNo(
      'phone',
      'Does the caller still have the phone?',
      '',
      known('Authenticator asks for a number that is never shown'),
      team('security', 'Phone with the second factor is lost. It is to be withdrawn and enrolled anew.'),
    ),
  ],
};

/** Two scripts for what the desk is called about most. They name known errors, so they come with those. */
export const diagnosisScripts = (at: Instant): readonly Setting[] =>
  [['network', NETWORK] as const, ['sign-in', PASSWORD] as const].map(([name, script]) => {
    const id = `${DIAGNOSIS_SCRIPT}${name}`;
    return {
      ...baseOf(id, at),
      ...{ key: id, version: 1 },
      value: { ...script, key: 'diagnosis-script' as const, by: ADMIN, retired: false },
    };
  });
