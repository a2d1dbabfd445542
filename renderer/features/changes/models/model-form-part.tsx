import { Box, Checkbox, FormControlLabel, TextField, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { CI_CLASSES } from '#domain/fields/config-items.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { type EditedModel, type ModelForm, modelInput, modelLack, modelStart } from './model-form.ts';

const PLANS = ['implementationPlan', 'testPlan', 'backoutPlan', 'communicationPlan'] as const;
const WIDE = 320;

type FieldsProps = {
  readonly form: ModelForm;
  readonly set: <K extends keyof ModelForm>(name: K, value: ModelForm[K]) => void;
};

/** What it is for, and how long it takes. */
const FrameFields = ({ form, set }: FieldsProps): ReactNode => {
  const t = useText('changes');
  const { services } = useCompany();
  const serviceName = (id: string): string => services.find((one) => one.id === id)?.name ?? id;
  const className = (one: string): string => t(`common:ciClasses.${one as (typeof CI_CLASSES)[number]}`);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      <ManySelect
        label={t('models.ciClasses')}
        any={t('windows.everything')}
        values={CI_CLASSES}
        chosen={CI_CLASSES.filter((one) => form.ciClasses.includes(one))}
        words={className}
        several={() => formatList(form.ciClasses.map(className))}
        width={WIDE}
        onChange={(chosen) => set('ciClasses', chosen)}
      />
      <ManySelect
        label={t('models.serviceIds')}
        any={t('windows.everything')}
        values={services.map(({ id }) => id)}
        chosen={form.serviceIds}
        words={serviceName}
        several={() => formatList(form.serviceIds.map(serviceName))}
        width={WIDE}
        onChange={(chosen) => set('serviceIds', chosen)}
      />
      <TextField
        size="small"
        label={t('models.minutes')}
        value={form.minutes}
        onChange={({ target }) => set('minutes', target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric' }, inputLabel: { shrink: true } }}
        sx={{ width: 200 }}
      />
      <FormControlLabel
        control={
          <Checkbox size="small" checked={form.hasOutage} onChange={(_event, on) => set('hasOutage', on)} />
        }
        label={fieldLabel('tickets', 'hasOutage')}
      />
    </Box>
  );
};

const useEditing = (edited: EditedModel, onDone: () => void) => {
  const t = useText('changes');
  const { personId } = useSessionUser();
  const start = useMemo(() => modelStart(edited), [edited]);
  const name = edited.row?.name ?? t('models.new');
  const draft = useFormDraft(personId, `change-model:${edited.id}`, name, start);
  const saving = useCommand('changes.saveModel');
  const lack = modelLack(draft.form);
  const save = async (): Promise<void> => {
    if (lack !== null || saving.busy) return;
    const reply = await saving.run(modelInput(edited, draft.form));
    if (!reply.ok) return;
    notify('success', t('models.saved', { name: draft.form.name.trim() }));
    draft.discard();
    onDone();
  };
  return { draft, save, busy: saving.busy, error: saving.error, reason: lack && t(`models.lack.${lack}`) };
};

type ModelFormProps = { readonly edited: EditedModel; readonly onDone: () => void };

/** A model of standard changes. What is typed is a draft until it is saved. */
export const ModelFormPart = ({ edited, onDone }: ModelFormProps): ReactNode => {
  const t = useText('changes');
  const { draft, save, busy, error, reason } = useEditing(edited, onDone);
  const { form, set } = draft;
  const long = (field: (typeof PLANS)[number] | 'description' | 'tasks', label: string): ReactNode => (
    <LongText
      key={field}
      size="small"
      label={label}
      value={form[field]}
      minRows={2}
      maxRows={14}
      helperText={field === 'tasks' ? t('models.tasksHint') : undefined}
      onText={(value) => set(field, value)}
    />
  );
  return (
    <Box
      role="form"
      aria-label={edited.row?.name ?? t('models.new')}
      onKeyDown={sendOnKey(() => void save(), reason !== null)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 820, pt: 1 }}
    >
      <Typography variant="body2" color="textSecondary">
        {t('models.about')}
      </Typography>
      <TextField
        size="small"
        required
        autoFocus
        label={t('models.name')}
        value={form.name}
        onChange={({ target }) => set('name', target.value)}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      {long('description', fieldLabel('tickets', 'description'))}
      <FrameFields form={form} set={set} />
      {PLANS.map((field) => long(field, fieldLabel('tickets', field)))}
      {long('tasks', t('models.tasks'))}
      {error !== undefined && <ErrorNote error={error} />}
      <DraftActions draft={draft} reason={reason} busy={busy} onSave={() => void save()} onDone={onDone} />
    </Box>
  );
};
