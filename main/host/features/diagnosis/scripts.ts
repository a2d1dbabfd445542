/** Diagnosis scripts as they stand among the settings. */
import { type DiagnosisRun, isRunOf } from '#domain/diagnosis/run.ts';
import { fail, ok, type Result } from '#domain/records/result.ts';
import type { SettingValue } from '#domain/records/settings.ts';
import type { HostContext } from '../../context.ts';

export type KeptScript = Extract<SettingValue, { key: 'diagnosis-script' }>;
export type FoundScript = {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly value: KeptScript;
};

export const scriptsIn = ({ read }: Pick<HostContext, 'read'>): readonly FoundScript[] =>
  read
    .settingsOf('diagnosis-script')
    .flatMap(({ id, version, updatedAt, value }) =>
      value.key === 'diagnosis-script' ? [{ id, version, updatedAt, value }] : [],
    );

/**
 * Whether a run is one of a script that this device has. Of a version that was edited meanwhile nothing is known any more, so its words are taken as they were asked. Errors:
 * `not_found`, `invalid` (the version says something else).
 */
export const checkRun = (
  context: Pick<HostContext, 'read'>,
  run: DiagnosisRun,
): Result<null, 'not_found' | 'invalid'> => {
  const { scriptId, version, title } = run;
  const found = scriptsIn(context).find(({ id }) => id === scriptId);
  if (found === undefined) return fail('not_found', 'record.missing', { id: scriptId });
  if (version > found.version) return fail('not_found', 'script.ahead', { title });
  return version < found.version || isRunOf(run, found.value)
    ? ok(null)
    : fail('invalid', 'script.other_words', { title });
};
