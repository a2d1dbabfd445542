/** Who may stop everybody's changes, tell the company, and write what all consoles go by (attacks.ts). */

import { CHANGE_MODEL, modelSum, type StoredModel } from '#domain/changes/standard.ts';
import { DIAGNOSIS_SCRIPT } from '#domain/diagnosis/script.ts';
import {
  createAnnouncement,
  endAnnouncement,
  tellUpdate,
  updateAnnouncement,
} from '#domain/events/announcements.ts';
import { createPlanningEvent, updatePlanningEvent } from '#domain/events/planning-events.ts';
import type { Announcement, PlanningEvent } from '#domain/fields/events.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { blankPersonal, personalId, seeing } from '#domain/personal/personal.ts';
import type { Setting } from '#domain/records/settings.ts';
import { unwrap } from '../env.ts';
import { type Attack, byEach, env, stored, T, type Who } from './attack-world.ts';

type Each = Parameters<typeof byEach>[0];
const in_ =
  (collection: Each['collection']) =>
  (
    name: string,
    before: object | null,
    after: (who: Who) => object,
    may: Each['may'],
    refused: Each['refused'],
  ): readonly Attack[] =>
    byEach({ ...{ name, collection, before, after, may, refused } });

const event = (type: PlanningEvent['type'], who: Who): PlanningEvent =>
  unwrap(
    createPlanningEvent(
      { id: `the-${type}`, type, title: 'Year end', startsAt: T(20), endsAt: T(23), ciIds: ['ci-1'] },
      env(who, 9),
    ),
  );
const PLANNERS = {
  maintenance_window: ['dora', 'leo', 'pia', 'carl', 'ada', 'bot'],
  blackout: ['leo', 'carl', 'ada', 'bot'],
  lockdown: ['leo', 'ada', 'bot'],
} as const;

const planning = (): readonly Attack[] =>
  (['maintenance_window', 'blackout', 'lockdown'] as const).flatMap((type) => {
    const there = stored(event(type, 'leo'));
    const each = in_('events');
    const may = PLANNERS[type];
    const no = { else: 'role.change' };
    return [
      ...each(`a ${type} is declared`, null, (who) => event(type, who), may, { else: 'role.create' }),
      ...each(
        `a ${type} holds for something else`,
        there,
        (who) => unwrap(updatePlanningEvent(there, { ciIds: ['ci-2'] }, env(who, 10))),
        may,
        no,
      ),
      ...each(
        `a ${type} ends`,
        there,
        (who) => unwrap(updatePlanningEvent(there, { endsAt: T(21) }, env(who, 10))),
        may,
        no,
      ),
      ...each(
        `a ${type} is withdrawn`,
        there,
        (who) => unwrap(updatePlanningEvent(there, { active: false }, env(who, 10))),
        may,
        no,
      ),
      {
        ...{
          name: `a ${type} becomes another kind of event`,
          collection: 'events',
          before: there,
          by: 'leo',
        },
        after: applyChanges(
          there,
          { type: type === 'blackout' ? 'lockdown' : 'blackout' } as never,
          env('leo', 10),
        ),
        refused: 'record.field_kept',
      },
      {
        ...{
          name: `a ${type} is declared in the name of a lead`,
          collection: 'events',
          before: null,
          by: 'ada',
        },
        ...{ after: event(type, 'leo'), refused: 'history.author' },
      },
    ] as const satisfies readonly Attack[];
  });

const announced = (who: Who): Announcement =>
  unwrap(
    createAnnouncement(
      {
        id: 'ann-1',
        title: 'No mail',
        startsAt: T(9),
        endsAt: T(20),
        severity: 'warning',
        serviceIds: ['mail'],
      },
      { reached: { reachedIds: [], placeIds: [] }, source: null },
      env(who, 9),
    ),
  );
const announcements = (): readonly Attack[] => {
  const there = stored(announced('dora'));
  const each = in_('events');
  const may = ['dora', 'leo', 'pia', 'carl', 'ada', 'bot'] as const;
  const no = { else: 'role.change' };
  const edit = (who: Who, patch: object): Announcement =>
    unwrap(updateAnnouncement(there, patch, { reached: null }, env(who, 10)));
  return [
    ...each('an announcement is published', null, announced, may, { else: 'role.create' }),
    ...each('it becomes graver', there, (who) => edit(who, { severity: 'outage' }), may, no),
    ...each('it is for others', there, (who) => edit(who, { serviceIds: [], teamIds: ['team-2'] }), may, no),
    ...each('it is withdrawn', there, (who) => edit(who, { active: false }), may, no),
    ...each('it ends', there, (who) => unwrap(endAnnouncement(there, env(who, 10))), may, no),
    ...each('an update is told', there, (who) => unwrap(tellUpdate(there, 'Soon.', env(who, 10))), may, no),
    {
      ...{ name: 'an update is told in the name of a lead', collection: 'events', before: there, by: 'dora' },
      ...{ after: unwrap(tellUpdate(there, 'Soon.', env('leo', 10))), refused: 'history.author' },
    },
    ...each(
      'an event of no kind is made',
      null,
      (who) => ({ ...announced(who), id: 'odd-1', type: 'festival' }),
      [],
      {
        else: 'type.unknown',
        anna: 'role.create',
        kim: 'role.create',
        nora: 'role.create',
      },
    ),
  ];
};

const setting = (id: string, value: object, who: Who, key: string): Setting =>
  append(
    { ...newRecordBase(env(who, 9), { id }), key, version: 1, value } as never,
    entry(env(who, 9), 'created'),
  );
const changed = (before: Setting, value: object, who: Who): Setting =>
  applyChanges<Setting>(before, { value: { ...before.value, ...value } as never }, env(who, 10));

const models = (): readonly Attack[] => {
  const id = `${CHANGE_MODEL}1`;
  const plan = {
    ...{ implementationPlan: 'Restart it.', testPlan: '', backoutPlan: '' },
    ...{ communicationPlan: '', hasOutage: false },
  };
  const frame = { minutes: 30, serviceIds: [], ciClasses: [], tasks: [] };
  const model = (by: Who): StoredModel & { readonly key: string } => ({
    ...{ key: 'change-model', ...plan, ...frame, name: 'Restart', description: '', by, retired: false },
    approval: null,
  });
  const approval = (by: Who, sum = modelSum(id, frame, plan)) => ({ by, at: T(10), sum });
  const there = stored(setting(id, model('rita'), 'rita', 'change-model'));
  const agreed = stored(changed(there, { approval: approval('carl') }, 'carl'));
  const each = in_('settings');
  const may = ['carl', 'ada'] as const;
  const no = { else: 'role.change' };
  const of = (
    name: string,
    by: Who,
    before: object | null,
    after: object,
    refused: string | null,
  ): Attack => ({
    ...{ name, collection: 'settings', before, after, by, refused },
  });
  const MINE = { else: 'role.change' };
  return [
    ...each('a change model is written', null, (who) => setting(id, model(who), who, 'change-model'), may, {
      else: 'role.create',
    }),
    ...each('it is agreed to', there, (who) => changed(there, { approval: approval(who) }, who), may, MINE),
    ...each(
      'it is written anew',
      agreed,
      (who) => changed(agreed, { implementationPlan: 'Pull it.', by: who, approval: null }, who),
      may,
      no,
    ),
    ...each('it is retired', agreed, (who) => changed(agreed, { retired: true }, who), may, no),
    of(
      'its writer agrees to it',
      'rita',
      there,
      changed(there, { approval: approval('rita') }, 'rita'),
      'standard.own_model',
    ),
    of(
      'somebody agrees in the name of another',
      'carl',
      there,
      changed(there, { approval: approval('eve') }, 'carl'),
      'history.author',
    ),
    of(
      'it is written anew and stays agreed to',
      'eve',
      agreed,
      changed(agreed, { minutes: 600, by: 'eve' }, 'eve'),
      null,
    ),
    of(
      'it is made agreed to',
      'carl',
      null,
      setting(id, { ...model('carl'), approval: approval('carl') }, 'carl', 'change-model'),
      'standard.own_model',
    ),
  ];
};

const scripts = (): readonly Attack[] => {
  const id = `${DIAGNOSIS_SCRIPT}1`;
  const goal = {
    kind: 'by_hand',
    stepId: null,
    knowledgeId: null,
    teamId: null,
    closureCode: null,
    words: '',
  };
  const ways = ['yes', 'no'].map((one) => ({ id: one, label: '', goal }));
  const script = (by: Who) => ({
    ...{ key: 'diagnosis-script', title: 'VPN', about: '', categories: [], by, retired: false },
    steps: [{ id: 'a', question: 'Do other sites open?', help: '', answer: 'yes_no', ways }],
  });
  const there = stored(setting(id, script('root'), 'root', 'diagnosis-script'));
  const each = in_('settings');
  return [
    ...each(
      'a diagnosis script is written',
      null,
      (who) => setting(id, script(who), who, 'diagnosis-script'),
      ['ada'],
      { else: 'role.create' },
    ),
    ...each('it is written anew', there, (who) => changed(there, { title: 'VPN 2', by: who }, who), ['ada'], {
      else: 'role.change',
    }),
    ...each('it is retired', there, (who) => changed(there, { retired: true }, who), ['ada'], {
      else: 'role.change',
    }),
    {
      ...{
        name: 'it is written anew in the name of a colleague',
        collection: 'settings',
        before: there,
        by: 'ada',
      },
      ...{ after: changed(there, { title: 'VPN 2', by: 'root' }, 'ada'), refused: 'history.author' },
    },
  ];
};

const rules = (): readonly Attack[] => {
  const value = { key: 'approval-rules', rules: [] };
  const there = stored(setting('approval-rules', value, 'root', 'approval-rules'));
  const each = in_('settings');
  return [
    ...each(
      'who is asked for approval is changed',
      there,
      (who) => changed(there, { rules: [{ id: 'cab' }] }, who),
      ['ada'],
      { else: 'role.change' },
    ),
    ...each(
      'a setting becomes one of another kind',
      there,
      (who) => changed(there, { key: 'change-model' }, who),
      [],
      { else: 'record.field_kept' },
    ),
  ];
};

const personal = (): readonly Attack[] => {
  const doc = (who: Who, by: Who): Setting =>
    ({
      ...newRecordBase(env(by, 9), { id: personalId(who) }),
      ...{ key: personalId(who), version: 1 },
      value: seeing({ ...blankPersonal(who) } as never, 'ann-1', 1, new Set()),
    }) as never;
  const each = in_('settings');
  return [
    ...each(
      'somebody takes note of an announcement',
      null,
      (who) => doc(who, who),
      ['dora', 'anna', 'leo', 'pia', 'kim', 'carl', 'ada', 'bot'],
      { else: 'role.change' },
    ),
    ...each('a colleague is said to have taken note of it', null, (who) => doc('yuri', who), [], {
      else: 'history.author',
      nora: 'role.change',
    }),
  ];
};

export const eventAttacks = (): readonly Attack[] =>
  [planning, announcements, models, scripts, rules, personal].flatMap((one) => one());
