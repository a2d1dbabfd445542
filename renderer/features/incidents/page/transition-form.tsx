import { Box, Button, TextField, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { CommandInput } from '#contracts/registry.ts';
import { HOLD_REASONS, type HoldReason } from '#domain/fields/tickets.ts';
import { checkStep } from '#domain/processes/engine.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Step } from '#domain/processes/process.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { type FieldDraft, isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { host } from '#renderer/shared/host/host.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { focusFirstInvalid, SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { draftName, fieldsOf, type StepField } from './steps.ts';
import type { TicketPage } from './use-ticket-page.ts';

type TransitionFormProps = {
  readonly page: TicketPage;
  readonly step: Step;
  readonly onClose: () => void;
};

const isHoldReason = (value: string): value is HoldReason =>
  (HOLD_REASONS as readonly string[]).includes(value);
const orNull = (value: string): string | null => (value.trim() === '' ? null : value.trim());

/** The drafted fields of a step's form. */
const useStepFields = (page: TicketPage, step: Step): Readonly<Record<StepField, FieldDraft<string>>> => {
  const { ref } = page.draft;
  return {
    holdReason: useFieldDraft(ref, draftName(step, 'holdReason'), '', isText),
    closureCode: useFieldDraft(ref, draftName(step, 'closureCode'), '', isText),
    closureNotes: useFieldDraft(ref, draftName(step, 'closureNotes'), '', isText),
    note: useFieldDraft(ref, draftName(step, 'note'), '', isText),
    comment: useFieldDraft(ref, draftName(step, 'comment'), '', isText),
  };
};

/** Asks for what a step needs: closure code and notes, the hold reason, a word to the caller, the reason. */
export const TransitionForm = ({ page, step, onClose }: TransitionFormProps): ReactNode => {
  const t = useText('incidents');
  const common = useText('common');
  const user = useSessionUser();
  const { ticket, settings, detail } = page;
  const values = useStepFields(page, step);
  const shown = fieldsOf(step);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();

  const reason = values.holdReason.value;
  const input = {
    holdReason: isHoldReason(reason) ? reason : null,
    closureCode: orNull(values.closureCode.value),
    closureNotes: orNull(values.closureNotes.value),
    note: orNull(values.note.value),
    comment: orNull(values.comment.value),
  };
  const given = Object.fromEntries(shown.map((field) => [field, input[field]]));
  const check = checkStep(INCIDENT, ticket, { ...given, to: step.to }, user, { settings });
  const missing = check.ok ? [] : ((check.error.details?.fields ?? []) as readonly string[]);
  const errorOf = (field: StepField): string | null =>
    tried && missing.includes(field) ? t(`transition.missing.${field}`) : null;

  const [firstMissing] = shown.filter((field) => missing.includes(field));
  const stillMissing = firstMissing === undefined ? null : t(`transition.missing.${firstMissing}`);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (!check.ok && missing.length > 0) return;
    if (busy) return;
    setBusy(true);
    const command = { id: ticket.id, to: step.to, ...given } as CommandInput<'incidents.step'>;
    const reply = await host.command('incidents.step', command);
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (!reply.ok) return;
    drafts.clear(
      page.draft.ref,
      shown.map((field) => draftName(step, field)),
    );
    onClose();
  };
  const textField = (field: 'closureNotes' | 'note' | 'comment', autoFocus: boolean): ReactNode => (
    <TextField
      key={field}
      label={t(`transition.${field}`)}
      multiline
      minRows={2}
      maxRows={12}
      fullWidth
      size="small"
      autoFocus={autoFocus}
      value={values[field].value}
      error={errorOf(field) !== null}
      helperText={
        errorOf(field) ??
        (field === 'comment' && input.holdReason === 'awaiting_caller'
          ? t('transition.commentForced')
          : undefined)
      }
      onChange={(event) => values[field].set(event.target.value)}
      onBlur={values[field].flush}
    />
  );
  const control = (field: StepField, index: number): ReactNode => {
    if (field === 'holdReason') {
      return (
        <ChoicePicker
          key={field}
          label={t('transition.holdReason')}
          value={orNull(reason)}
          valueName={input.holdReason === null ? null : common(`holdReasons.${input.holdReason}`)}
          autoFocus={index === 0}
          required
          error={errorOf(field)}
          choices={HOLD_REASONS.map((id) => ({ id, label: common(`holdReasons.${id}`), hint: null }))}
          onChange={(id) => values.holdReason.set(id ?? '')}
        />
      );
    }
    if (field === 'closureCode') {
      const choices = settings.closureCodes
        .filter((code) => code.active)
        .map((code) => ({ id: code.code, label: code.label, hint: null }));
      return (
        <ChoicePicker
          key={field}
          label={t('transition.closureCode')}
          value={input.closureCode}
          valueName={choices.find((choice) => choice.id === input.closureCode)?.label ?? input.closureCode}
          autoFocus={index === 0}
          required
          error={errorOf(field)}
          choices={choices}
          onChange={(id) => values.closureCode.set(id ?? '')}
        />
      );
    }
    return textField(field, index === 0);
  };
  return (
    <Section title={codeText('incidents:transition', step.name)}>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (isSendKey(event)) {
            event.preventDefault();
            event.stopPropagation();
            if (stillMissing !== null) focusFirstInvalid(event.currentTarget);
            void submit();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
        }}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25, pt: 0.75 }}
      >
        {shown.map(control)}
        {step.to === 'resolved' && detail.childrenOpen > 0 && (
          <Typography variant="body2" color="textSecondary">
            {t('transition.childrenHint', { count: detail.childrenOpen })}
          </Typography>
        )}
        {error !== undefined && <ErrorNote error={error} />}
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <SubmitButton
            type="submit"
            size="small"
            reason={stillMissing}
            busy={busy}
            endIcon={<KeyHint shortcut="Ctrl+Enter" />}
          >
            {codeText('incidents:transition', step.name)}
          </SubmitButton>
          <Button size="small" onClick={onClose}>
            {t('transition.abort')}
          </Button>
        </Box>
      </Box>
    </Section>
  );
};
