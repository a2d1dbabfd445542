import { DIAGNOSIS_SCRIPT, SCRIPT_FIELDS, type Script, scriptFaults } from '#domain/diagnosis/script.ts';
import { append, applyChanges, entry, newRecordBase } from '#domain/journal/journal.ts';
import { checkCategory, checkClosureCode } from '#domain/processes/ticket-rules.ts';
import { sameValue } from '#domain/records/json.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { Setting } from '#domain/records/settings.ts';
import type { FeatureHandlers, HostContext } from '../../context.ts';
import { checkReferences } from '../references.ts';
import { done, toReply } from '../reply.ts';
import { type KeptScript, scriptsIn } from './scripts.ts';

type Commands = FeatureHandlers<'diagnosis'>['commands'];

/** More than anybody finds their way in. */
const MOST_SCRIPTS = 200;

/** Whether the script ends whatever is answered, and whether what it names is there. */
const checkScript = async (context: HostContext, script: Script): Promise<Result<null>> => {
  const [fault] = scriptFaults(script);
  if (fault !== undefined) return fail('invalid', fault.reason, fault.details);
  const settings = context.settings.incident();
  const goals = script.steps.flatMap(({ ways }) => ways.map(({ goal }) => goal));
  for (const category of script.categories) {
    const unknown = checkCategory(settings.categories, category, null);
    if (unknown !== null) return unknown;
  }
  for (const { closureCode } of goals) {
    const unknown = checkClosureCode(settings, closureCode);
    if (unknown !== null) return unknown;
  }
  return checkReferences(
    context,
    goals.flatMap(({ teamId, knowledgeId }) => [
      { field: 'teamId', id: teamId, kind: 'team' as const, mustBeActive: true },
      { field: 'knowledgeIds', id: knowledgeId, kind: 'knowledge' as const },
    ]),
  );
};

/** Writes what a rule makes of the script as it is stored. */
const changed = (
  context: HostContext,
  id: string,
  rule: (value: KeptScript, version: number) => Result<KeptScript>,
) =>
  context.records.change('settings', id, (before: Setting) => {
    if (before.value.key !== 'diagnosis-script') return fail('not_found', 'record.missing', { id });
    const value = rule(before.value, before.version);
    if (!value.ok) return value;
    // Whether it is offered is no other version of what it asks.
    const isSame = sameContent(before.value, value.value);
    const version = isSame ? before.version : before.version + 1;
    return ok(applyChanges(before, { value: value.value, version }, context.env()));
  });

const sameContent = (one: KeptScript, other: KeptScript): boolean =>
  (Object.keys(SCRIPT_FIELDS) as (keyof typeof SCRIPT_FIELDS)[]).every((name) =>
    sameValue(one[name], other[name]),
  );

const save: Commands['save'] = async (context, { id, baseVersion, ...script }) => {
  const checked = await checkScript(context, script);
  if (!checked.ok) return toReply(checked);
  const env = context.env();
  const by = env.actor.personId;
  if (id === null) {
    if (scriptsIn(context).length >= MOST_SCRIPTS) {
      return fail('too_many', 'prepared.too_many', { max: MOST_SCRIPTS });
    }
    const made = DIAGNOSIS_SCRIPT + env.newId();
    const value: KeptScript = { ...script, key: 'diagnosis-script', by, retired: false };
    const first: Setting = { ...newRecordBase(env, { id: made }), key: made, version: 1, value };
    const inserted = await context.records.insert('settings', append(first, entry(env, 'created')));
    return inserted.ok ? done({ id: made }) : toReply(inserted);
  }
  const written = await changed(context, id, (stored, version) => {
    if (version !== baseVersion) return fail('version_conflict', 'setting.overtaken', { version });
    const value: KeptScript = { ...script, key: 'diagnosis-script', by, retired: stored.retired };
    return ok(sameContent(stored, value) ? stored : value);
  });
  return written.ok ? done({ id }) : toReply(written);
};

const retire: Commands['retire'] = async (context, { id, retired }) => {
  const written = await changed(context, id, (stored) => ok({ ...stored, retired }));
  return written.ok ? done(null) : toReply(written);
};

export const diagnosisHandlers: FeatureHandlers<'diagnosis'> = {
  commands: { save, retire },
  queries: {
    scripts: async (context) => {
      const found = scriptsIn(context);
      const rows = found
        .map(({ value: { key: _, ...value }, ...row }) => ({ ...value, ...row }))
        .sort((one, other) => one.title.localeCompare(other.title) || (one.id < other.id ? -1 : 1));
      const goals = rows.flatMap(({ steps }) => steps.flatMap(({ ways }) => ways.map(({ goal }) => goal)));
      const knowledgeIds = [...new Set(goals.flatMap(({ knowledgeId }) => knowledgeId ?? []))];
      const knowledge = await context.records.getMany('knowledge', knowledgeIds);
      const named = [...rows.map(({ by }) => by), ...goals.flatMap(({ teamId }) => teamId ?? [])];
      const titles = knowledge.map(({ id, number, title }) => [id, `${number} ${title}`] as const);
      return done({ rows, names: { ...Object.fromEntries(titles), ...context.read.names(named) } });
    },
  },
};
