import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type ReactNode, useMemo } from 'react';
import { LANGUAGES } from '#contracts/language.ts';
import type { Names } from '#contracts/shared.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { scopeOf } from '#domain/permissions/permissions.ts';
import { MACRO_TYPES, preparedProcess } from '#domain/prepared/prepared.ts';
import {
  PREPARED_SCOPES,
  type PreparedKind,
  type PreparedLanguage,
} from '#domain/prepared/prepared-kinds.ts';
import { mayPrepare } from '#domain/prepared/who-may.ts';
import type { Process } from '#domain/processes/process.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { codeText, errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { useLanguage } from '#renderer/shared/i18n/language.ts';
import { registered } from '#renderer/shared/navigation/registry.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { TeamPicker } from '#renderer/shared/pickers/team-picker.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { draftKeyOf, type Editing, type PreparedForm, problemOf, saveInput, startOf } from './form-model.ts';
import { MacroFields } from './macro-fields.tsx';
import { TextFields } from './text-fields.tsx';
import { ValueFields } from './value-fields.tsx';

/** The form that templates of a process fill in says which fields they have. */
const formOf = (type: string) => registered().creates.find(({ template }) => template?.type === type);

const typesFor = (kind: PreparedKind): readonly string[] =>
  kind === 'macro'
    ? MACRO_TYPES
    : registered().creates.flatMap(({ template }) => (template === undefined ? [] : [template.type]));

const templateTable = (process: Process): Readonly<Record<string, FieldSpec>> =>
  Object.fromEntries(
    (formOf(process.type)?.template?.fields ?? []).flatMap((name) => {
      const spec = process.fields[name];
      return spec === undefined ? [] : [[name, spec]];
    }),
  );

const useEditing = (editing: Editing, onDone: () => void) => {
  const t = useText('prepared');
  const { personId } = useSessionUser();
  const start = useMemo(() => startOf(editing, useLanguage.getState().language), [editing]);
  const draft = useFormDraft<PreparedForm>(
    personId,
    draftKeyOf(editing),
    editing.row?.name ?? t(`new.${editing.kind}`),
    start,
  );
  const saving = useCommand('prepared.save');
  const problem = problemOf(editing.kind, draft.form);
  const reason =
    problem === null ? null : typeof problem === 'string' ? t(`form.missing.${problem}`) : errorText(problem);
  const save = async (): Promise<void> => {
    if (reason !== null || saving.busy) return;
    const reply = await saving.run(saveInput(editing, draft.form));
    if (!reply.ok) return;
    notify('success', t('saved', { name: draft.form.name.trim() }));
    draft.discard();
    onDone();
  };
  return { draft, reason, save, busy: saving.busy, error: saving.error };
};

type PreparedFormProps = {
  readonly editing: Editing;
  readonly names: Names;
  readonly onDone: () => void;
};

/** What one is and for whom, then what is in it. What is typed is a draft until it is saved. */
export const PreparedFormPart = ({ editing, names, onDone }: PreparedFormProps): ReactNode => {
  const t = useText('prepared');
  const user = useSessionUser();
  const { draft, reason, save, busy, error } = useEditing(editing, onDone);
  const { form, set } = draft;
  const { kind, row } = editing;
  const process = preparedProcess(form.type);
  const by = row?.by ?? user.personId;
  const scopes = PREPARED_SCOPES.filter(
    (scope) =>
      scope === form.scope ||
      (scope === 'team'
        ? user.teamIds.some((teamId) => mayPrepare(user, { scope, teamId, by })) ||
          scopeOf(user.roles, 'prepared.saveForTeam') === 'all'
        : mayPrepare(user, { scope, teamId: null, by })),
  );
  const isReadOnly = row !== null && !row.mayEdit;
  return (
    <Box
      component="section"
      aria-label={row?.name ?? t(`new.${kind}`)}
      onKeyDown={sendOnKey(() => void save(), reason !== null)}
      sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 820, pt: 0.75 }}
    >
      {isReadOnly && <Typography variant="body2">{t('readOnly')}</Typography>}
      <Box inert={isReadOnly} sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
          <TextField
            size="small"
            required
            autoFocus
            label={t('form.name')}
            value={form.name}
            onChange={({ target }) => set('name', target.value)}
            slotProps={{ htmlInput: { maxLength: 120 } }}
          />
          <TextField
            select
            size="small"
            label={t('form.scope')}
            value={form.scope}
            onChange={({ target }) => set('scope', target.value as PreparedForm['scope'])}
          >
            {scopes.map((scope) => (
              <MenuItem key={scope} value={scope} dense>
                {t(`scopes.${scope}`)}
              </MenuItem>
            ))}
          </TextField>
          {form.scope === 'team' && (
            <TeamPicker
              label={t('form.team')}
              value={form.teamId}
              valueName={row?.teamName ?? null}
              onChange={(teamId) => set('teamId', teamId)}
            />
          )}
          <TextField
            select
            size="small"
            label={t('form.language')}
            value={form.language}
            onChange={({ target }) => set('language', target.value as PreparedLanguage)}
          >
            {LANGUAGES.map((language) => (
              <MenuItem key={language} value={language} dense lang={language}>
                {t(`common:languages.${language}`)}
              </MenuItem>
            ))}
          </TextField>
          {kind !== 'text' && (
            <TextField
              select
              size="small"
              label={t('form.type')}
              value={form.type}
              onChange={({ target }) => {
                set('type', target.value);
                set('values', {});
                set('acts', []);
              }}
            >
              {typesFor(kind).map((type) => (
                <MenuItem key={type} value={type} dense>
                  {codeText('common:recordTypes', type)}
                </MenuItem>
              ))}
            </TextField>
          )}
        </Box>
        {kind === 'text' && (
          <TextFields
            form={form}
            onPrefix={(prefix) => set('prefix', prefix)}
            onText={(text) => set('text', text)}
          />
        )}
        {kind === 'template' && process !== null && (
          <ValueFields
            {...{ process, names, values: form.values }}
            table={templateTable(process)}
            onValues={(values) => set('values', values)}
          />
        )}
        {kind === 'macro' && process !== null && (
          <MacroFields {...{ process, names, acts: form.acts }} onActs={(acts) => set('acts', acts)} />
        )}
      </Box>
      {error !== undefined && <ErrorNote error={error} />}
      <DraftActions
        draft={draft}
        reason={reason}
        busy={busy}
        onSave={isReadOnly ? undefined : () => void save()}
        onDone={onDone}
      />
    </Box>
  );
};
