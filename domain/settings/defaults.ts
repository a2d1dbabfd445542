import type { Result } from '#domain/records/result.ts';
import { fail, ok } from '#domain/records/result.ts';
import type { PriorityMatrix, SettingKey, SettingValue } from '#domain/records/settings.ts';

type ValueOf<K extends SettingKey> = Extract<SettingValue, { key: K }>;

/** ServiceNow's 3 x 3 matrix (field guide 1.2): rows impact 1 to 3, columns urgency 1 to 3. */
const DEFAULT_MATRIX: PriorityMatrix = {
  1: { 1: 1, 2: 2, 3: 3 },
  2: { 1: 2, 2: 3, 3: 4 },
  3: { 1: 3, 2: 4, 3: 5 },
};

/** What a company starts with until an administrator changes it; one value for every settings key. */
export const DEFAULT_SETTINGS: { readonly [K in SettingKey]: ValueOf<K> } = {
  'priority-matrix': { key: 'priority-matrix', matrix: DEFAULT_MATRIX },
  categories: {
    key: 'categories',
    categories: [
      {
        name: 'Hardware',
        subcategories: ['Desktop', 'Notebook', 'Monitor', 'Docking station', 'Keyboard or mouse', 'Storage'],
      },
      {
        name: 'Software',
        subcategories: [
          'Installation',
          'Fault',
          'Licence',
          'Operating system',
          'Office',
          'Business application',
        ],
      },
      { name: 'Network', subcategories: ['LAN', 'WLAN', 'VPN', 'Internet', 'DNS or DHCP', 'Firewall'] },
      {
        name: 'Account and access',
        subcategories: ['Password', 'Locked account', 'Permission', 'Multi-factor'],
      },
      {
        name: 'Mail and calendar',
        subcategories: ['Delivery', 'Mailbox full', 'Shared mailbox', 'Calendar'],
      },
      { name: 'Printing and scanning', subcategories: ['Print queue', 'Paper jam', 'Toner', 'Scanner'] },
      { name: 'Telephony', subcategories: ['Desk phone', 'Mobile phone', 'Headset', 'Voice mail'] },
      {
        name: 'Server and service',
        subcategories: ['Unavailable', 'Slow', 'Backup', 'Database', 'File share'],
      },
      { name: 'Security', subcategories: ['Malware', 'Phishing', 'Lost device', 'Data leak'] },
      { name: 'Workplace', subcategories: ['Power', 'Meeting room', 'Furniture'] },
      { name: 'Enquiry', subcategories: ['How to', 'Information', 'Complaint'] },
    ],
  },
  // The first seven are iTop's list (field guide 1.2).
  'closure-codes': {
    key: 'closure-codes',
    codes: [
      { code: 'assistance', label: 'Assistance', active: true },
      { code: 'bug_fixed', label: 'Bug fixed', active: true },
      { code: 'hardware_repair', label: 'Hardware repair', active: true },
      { code: 'software_patch', label: 'Software patch', active: true },
      { code: 'system_update', label: 'System update', active: true },
      { code: 'training', label: 'Training', active: true },
      { code: 'other', label: 'Other', active: true },
      { code: 'workaround', label: 'Workaround given', active: true },
      { code: 'known_error', label: 'Known error', active: true },
      { code: 'configuration', label: 'Configuration changed', active: true },
      { code: 'device_replaced', label: 'Device replaced', active: true },
      { code: 'not_reproducible', label: 'Not reproducible', active: true },
      { code: 'duplicate', label: 'Duplicate', active: true },
      { code: 'resolved_by_caller', label: 'Resolved by caller', active: true },
    ],
  },
  'incident-options': {
    key: 'incident-options',
    defaultImpact: 3,
    defaultUrgency: 2,
    autoCloseAfterBusinessDays: 5,
    requireCommentAwaitingCaller: true,
    correctNoteMinutes: 15,
  },
  'incident-routing': { key: 'incident-routing', defaultTeamId: null, byCategory: [] },
  'approval-rules': {
    key: 'approval-rules',
    remindAfterBusinessDays: 2,
    rules: [
      {
        id: 'change-authority',
        name: 'Change authority',
        active: true,
        changeTypes: ['normal', 'emergency', 'release'],
        leastRisk: null,
        rule: 'first',
        share: 100,
        personIds: [],
        roles: ['change-manager', 'administrator'],
      },
    ],
  },
  'change-risk': {
    key: 'change-risk',
    weights: {
      criticality: 25,
      size: 15,
      services: 15,
      redundancy: 15,
      incidents: 10,
      blackout: 10,
      success: 10,
    },
    thresholds: { moderate: 20, high: 40, very_high: 60 },
    questionThresholds: { moderate: 25, high: 50, very_high: 75 },
    // What ServiceNow's own assessment asks, too: experience, tests, the way back, how many feel it. Histories name answers by their ids.
    questions: [
      {
        id: 'risk-experience',
        text: 'How often was such a change made before?',
        active: true,
        answers: [
          { id: 'risk-experience-often', text: 'Often', points: 0 },
          { id: 'risk-experience-few', text: 'A few times', points: 10 },
          { id: 'risk-experience-never', text: 'Never', points: 25 },
        ],
      },
      {
        id: 'risk-tested',
        text: 'How was it tested?',
        active: true,
        answers: [
          { id: 'risk-tested-like', text: 'In an environment like production', points: 0 },
          { id: 'risk-tested-partly', text: 'In part', points: 10 },
          { id: 'risk-tested-not', text: 'Not at all', points: 25 },
        ],
      },
      {
        id: 'risk-way-back',
        text: 'How is it backed out?',
        active: true,
        answers: [
          { id: 'risk-way-back-quick', text: 'Within minutes', points: 0 },
          { id: 'risk-way-back-window', text: 'Within the window', points: 10 },
          { id: 'risk-way-back-none', text: 'Not at all, or later than the window', points: 25 },
        ],
      },
      {
        id: 'risk-felt',
        text: 'Who would feel a failure?',
        active: true,
        answers: [
          { id: 'risk-felt-few', text: 'A few people', points: 0 },
          { id: 'risk-felt-department', text: 'A department or a site', points: 10 },
          { id: 'risk-felt-all', text: 'The whole company or its customers', points: 25 },
        ],
      },
    ],
  },
  telephony: { key: 'telephony', country: '', area: '' },
  // What a machine runs when it is opened, by Windows, macOS and Linux.
  'attachment-options': {
    key: 'attachment-options',
    maxMegabytes: 25,
    blockedEndings: [
      ...[
        'app',
        'appimage',
        'bat',
        'cmd',
        'com',
        'cpl',
        'deb',
        'dll',
        'dmg',
        'exe',
        'hta',
        'jar',
        'js',
        'jse',
      ],
      ...[
        'lnk',
        'msi',
        'msp',
        'pif',
        'pkg',
        'ps1',
        'reg',
        'rpm',
        'run',
        'scr',
        'sh',
        'sys',
        'vbe',
        'vbs',
        'wsf',
      ],
    ],
  },
};

export type AttachmentOptions = Omit<ValueOf<'attachment-options'>, 'key'>;

/** Those in force. */
export const attachmentOptions = (values: readonly SettingValue[] = []): AttachmentOptions =>
  values.find((value): value is ValueOf<'attachment-options'> => value.key === 'attachment-options') ??
  DEFAULT_SETTINGS['attachment-options'];

/** What the incident rules need of the settings, taken apart by name. */
export type IncidentSettings = {
  readonly matrix: PriorityMatrix;
  readonly categories: ValueOf<'categories'>['categories'];
  readonly closureCodes: ValueOf<'closure-codes'>['codes'];
  readonly options: Omit<ValueOf<'incident-options'>, 'key'>;
  readonly routing: Pick<ValueOf<'incident-routing'>, 'defaultTeamId' | 'byCategory'>;
  readonly approvalRules: ValueOf<'approval-rules'>['rules'];
  readonly remindAfterBusinessDays: number;
  readonly risk: Omit<ValueOf<'change-risk'>, 'key'>;
};

/** The values in force: those of the store, the defaults where it has none. */
export const incidentSettings = (values: readonly SettingValue[] = []): IncidentSettings => {
  const settingOf = <K extends SettingKey>(key: K): ValueOf<K> =>
    values.find((value): value is ValueOf<K> => value.key === key) ?? DEFAULT_SETTINGS[key];
  const { key: _, ...stored } = settingOf('incident-options');
  // What was stored while nothing closed incidents does not say after how long.
  const options = {
    ...stored,
    autoCloseAfterBusinessDays: stored.autoCloseAfterBusinessDays ?? 0,
    correctNoteMinutes: stored.correctNoteMinutes ?? DEFAULT_SETTINGS['incident-options'].correctNoteMinutes,
  };
  return {
    matrix: settingOf('priority-matrix').matrix,
    categories: settingOf('categories').categories,
    closureCodes: settingOf('closure-codes').codes,
    options,
    routing: settingOf('incident-routing'),
    approvalRules: settingOf('approval-rules').rules,
    // What was stored while nobody was reminded does not say after how long.
    remindAfterBusinessDays:
      settingOf('approval-rules').remindAfterBusinessDays ??
      DEFAULT_SETTINGS['approval-rules'].remindAfterBusinessDays,
    risk: settingOf('change-risk'),
  };
};

const firstDouble = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

/** A rule that can't be met would hold every change up that it fits. */
const checkApprovalRules = (value: ValueOf<'approval-rules'>): Result<SettingValue, 'invalid'> => {
  const double = firstDouble(value.rules.map(({ id }) => id));
  if (double !== undefined) {
    const name = value.rules.find(({ id }) => id === double)?.name ?? double;
    return fail('invalid', 'setting.approval_twice', { name });
  }
  for (const { name, active, changeTypes, personIds, roles, rule } of value.rules) {
    if (changeTypes.length === 0) return fail('invalid', 'setting.approval_for_nothing', { name });
    if (!active) continue;
    if (personIds.length + roles.length === 0) return fail('invalid', 'setting.approval_nobody', { name });
    // Of how many a role has nobody can tell offline.
    if ((rule === 'all' || rule === 'share') && roles.length > 0)
      return fail('invalid', 'setting.approval_role_first', { name });
  }
  return ok(value);
};

/** What the levels, weights and questions of a risk can't do without. */
const checkRisk = (value: ValueOf<'change-risk'>): Result<SettingValue, 'invalid'> => {
  const { weights, thresholds, questionThresholds, questions } = value;
  if (Object.values(weights).every((weight) => weight === 0))
    return fail('invalid', 'setting.risk_weightless');
  const isRising = ({ moderate, high, very_high }: typeof thresholds): boolean =>
    moderate < high && high < very_high;
  if (!isRising(thresholds) || !isRising(questionThresholds))
    return fail('invalid', 'setting.risk_thresholds');
  const double = firstDouble(questions.map(({ id }) => id));
  if (double !== undefined) return fail('invalid', 'setting.question_twice', { name: double });
  for (const { text, answers } of questions) {
    if (answers.length === 0) return fail('invalid', 'setting.question_no_answer', { name: text });
    const twice = firstDouble(answers.map(({ id }) => id));
    if (twice !== undefined) return fail('invalid', 'setting.answer_twice', { name: text, answer: twice });
  }
  return ok(value);
};

/** What the shape alone can't say about a settings value before it is activated. Error code: `invalid`. */
export const checkSettingValue = (value: SettingValue): Result<SettingValue, 'invalid'> => {
  switch (value.key) {
    case 'categories': {
      if (value.categories.length === 0) return fail('invalid', 'setting.no_category');
      const double = firstDouble(value.categories.map((category) => category.name));
      if (double !== undefined) return fail('invalid', 'setting.category_twice', { name: double });
      for (const category of value.categories) {
        const twice = firstDouble(category.subcategories);
        if (twice !== undefined)
          return fail('invalid', 'setting.subcategory_twice', { category: category.name, name: twice });
      }
      return ok(value);
    }
    case 'closure-codes': {
      if (!value.codes.some((code) => code.active)) return fail('invalid', 'setting.no_closure_code');
      const double = firstDouble(value.codes.map((code) => code.code));
      return double === undefined
        ? ok(value)
        : fail('invalid', 'setting.closure_code_twice', { code: double });
    }
    case 'incident-routing': {
      const double = firstDouble(value.byCategory.map(({ category }) => category));
      return double === undefined ? ok(value) : fail('invalid', 'setting.category_twice', { name: double });
    }
    case 'approval-rules':
      return checkApprovalRules(value);
    case 'change-risk':
      return checkRisk(value);
    case 'priority-matrix':
    case 'incident-options':
    case 'telephony':
    case 'attachment-options':
    case 'device':
    case 'trend-dismissal':
    case 'shared-view':
    case 'prepared':
    case 'change-model':
    case 'diagnosis-script':
    case 'device-review':
      return ok(value);
  }
};
