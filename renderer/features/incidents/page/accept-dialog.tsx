import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { IMPACTS, type Impact, NEVER_DUE, URGENCIES, type Urgency } from '#domain/fields/tickets.ts';
import { HIGHEST } from '#domain/incidents/major.ts';
import { type FormDraft, useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatDuration, formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LevelChoice } from '#renderer/shared/pickers/level-choice.tsx';
import { ManyPicker } from '#renderer/shared/pickers/many-picker.tsx';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { SelectInput, TextInput } from '#renderer/shared/record/field-inputs.tsx';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import type { IncidentRecord } from './incident-record.ts';

/** How often updates are due at first; others can be set on the page. */
const INTERVALS = [15, 30, 60, 120, 240, 1_440] as const;
type Graver = { readonly impact?: Impact; readonly urgency?: Urgency };
const START = {
  impact: HIGHEST.impact as Impact,
  urgency: HIGHEST.urgency as Urgency,
  /** Impact, urgency and priority stay as they are. */
  keeps: false,
  updateMinutes: 60,
  updateAudience: '',
  informedIds: [] as readonly string[],
  names: {} as Readonly<Record<string, string>>,
  reason: '',
};

type Draft = FormDraft<typeof START>;

/** What the record holds and what it would, with the targets of both. */
const GraverLine = ({
  page,
  graver,
}: {
  readonly page: IncidentRecord;
  readonly graver: Graver;
}): ReactNode => {
  const t = useText('incidents');
  const { id, priority, dueAt } = page.record;
  const next = useLive('incidents.asGraver', { id, ...graver }).data;
  const due = (at: string): string => (at === NEVER_DUE ? t('major.noTarget') : formatInstant(at));
  if (next === undefined) return null;
  const word = (level: number): string => valueWord(page.kind, 'priority', level);
  const isSame = next.priority === priority && next.dueAt === dueAt;
  return (
    <Typography variant="body2" role="status">
      {isSame
        ? t('major.stays', { priority: word(priority), due: due(dueAt) })
        : t('major.becomes', {
            ...{ from: word(priority), fromDue: due(dueAt) },
            ...{ to: word(next.priority), toDue: due(next.dueAt) },
          })}
    </Typography>
  );
};

/** How bad it is from now on: as bad as can be, unless somebody says otherwise. */
const GraverFields = ({
  page,
  draft,
}: {
  readonly page: IncidentRecord;
  readonly draft: Draft;
}): ReactNode => {
  const t = useText('incidents');
  const { impact, urgency, keeps } = draft.form;
  return (
    <>
      <FormControlLabel
        control={<Checkbox size="small" checked={keeps} onChange={(_event, on) => draft.set('keeps', on)} />}
        label={t('major.keepsPriority')}
      />
      {!keeps && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1 }}>
          <LevelChoice
            label={fieldLabel('tickets', 'impact')}
            levels={IMPACTS}
            words={(level) => valueWord(page.kind, 'impact', level)}
            value={impact}
            onChange={(level) => draft.set('impact', level)}
          />
          <LevelChoice
            label={fieldLabel('tickets', 'urgency')}
            levels={URGENCIES}
            words={(level) => valueWord(page.kind, 'urgency', level)}
            value={urgency}
            onChange={(level) => draft.set('urgency', level)}
          />
        </Box>
      )}
      <GraverLine page={page} graver={keeps ? {} : { impact, urgency }} />
    </>
  );
};

type AcceptDialogProps = { readonly page: IncidentRecord; readonly onClose: () => void };

/** Accepts an incident as major, with its communication plan. */
export const AcceptDialog = ({ page, onClose }: AcceptDialogProps): ReactNode => {
  const t = useText('incidents');
  const { personId } = useSessionUser();
  const { id, number, title } = page.record;
  const draft = useFormDraft(personId, `incident-accept:${id}`, `${number} ${title}`, START);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { updateMinutes, updateAudience, informedIds, names } = draft.form;
  const reason = draft.form.reason.trim();
  const send = async (): Promise<void> => {
    if (reason === '' || busy) return;
    setBusy(true);
    const audience = updateAudience.trim();
    const reply = await page.run('acceptMajor', {
      ...{ reason, updateMinutes, informedIds: [...informedIds] },
      ...(draft.form.keeps ? {} : { impact: draft.form.impact, urgency: draft.form.urgency }),
      updateAudience: audience === '' ? null : audience,
    });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (!reply.ok) return;
    draft.discard();
    onClose();
  };
  const label = (field: string): string => fieldLabel('tickets', field);
  const longField = (field: 'updateAudience' | 'reason', words: string, autoFocus: boolean): ReactNode => (
    <TextInput
      label={words}
      hideLabel={false}
      multiline
      autoFocus={autoFocus}
      value={draft.form[field]}
      error={null}
      max={2_000}
      onSubmit={undefined}
      onBlur={undefined}
      onText={(value) => draft.set(field, value)}
    />
  );
  return (
    <DraftDialog
      title={t('major.acceptTitle', { number })}
      width="sm"
      draft={draft}
      discard={t('escalation.discard')}
      close={t('common:cancel')}
      send={t('major.accept')}
      missing={reason === '' ? t('escalation.reasonMissing') : null}
      busy={busy}
      onSend={() => void send()}
      onClose={onClose}
    >
      <Box sx={{ display: 'grid', gap: 1.5, pt: 0.75, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {longField('reason', t('major.acceptReason'), true)}
        <GraverFields page={page} draft={draft} />
        <Typography component="h3" variant="subtitle2">
          {t('major.plan')}
        </Typography>
        <SelectInput<number>
          label={label('updateMinutes')}
          hideLabel={false}
          autoFocus={false}
          value={updateMinutes}
          error={null}
          choices={INTERVALS.map((minutes) => [minutes, formatDuration(minutes)] as const)}
          onBlur={undefined}
          onChoose={(minutes) => draft.set('updateMinutes', minutes)}
        />
        {longField('updateAudience', label('updateAudience'), false)}
        <Box>
          <Typography variant="caption" color="textSecondary" component="p" sx={{ m: 0, mb: 0.5 }}>
            {label('informedIds')}: {t('major.informedHint')}
          </Typography>
          <ManyPicker value={informedIds} names={names} onChange={(value) => draft.set('informedIds', value)}>
            {(add) => (
              <RecordPicker
                kind="person"
                label={t('major.informedAdd')}
                value={null}
                valueName={null}
                except={informedIds}
                onChange={(chosen, row) => {
                  if (chosen !== null && row !== null) draft.set('names', { ...names, [chosen]: row.name });
                  add(chosen);
                }}
              />
            )}
          </ManyPicker>
        </Box>
        {error !== undefined && <ErrorNote error={error} />}
      </Box>
    </DraftDialog>
  );
};
