import { Box, Button } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import type { ReplyError } from '#contracts/define.ts';
import type { Step } from '#domain/processes/process.ts';
import { checkStep } from '#domain/processes/steps.ts';
import { type DraftFields, readField } from '#renderer/shared/drafts/draft-model.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { focusFirstInvalid, SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { FieldEditor } from './field-editor.tsx';
import { unreadText } from './field-values.ts';
import { NoRuleNote } from './no-rule-note.tsx';
import type { AnyRecordPage, Values } from './record-page.ts';
import { draftName, missingText, type StepField, stepFieldLabel, stepFields } from './step-model.ts';
import { stepLabel } from './use-steps.ts';

/** Values that can be taken over with one press: the closure code of a linked known error. */
export type StepOffer = { readonly id: string; readonly label: string; readonly values: Values };

/** What a step takes along beyond its own fields: a problem's incidents, resolved with it. */
export type StepExtra = {
  readonly node: ReactNode;
  /** Sent with the step. */
  readonly values: Values;
  /** What is still missing, in words. */
  readonly missing: string | null;
  /** What is chosen in it is drafted under these names (`draftName`), which end when the step is taken. */
  readonly drafted: readonly string[];
};

type StepFormProps = {
  readonly page: AnyRecordPage;
  readonly step: Step;
  readonly onClose: () => void;
  readonly offers?: readonly StepOffer[];
  /** What else follows from the step: how many tickets get the solution. */
  readonly hint?: ReactNode;
  readonly extra?: StepExtra | undefined;
};

/** A text without spaces around it; null for none. */
const tidied = (value: unknown): unknown => {
  if (typeof value !== 'string') return value ?? null;
  const text = value.trim();
  return text === '' ? null : text;
};

/** What the form begins with: fields the record keeps show what it has, those of a state and words begin empty. */
const startOf = ({ process, record }: AnyRecordPage, { name }: StepField): unknown => {
  if (name === 'note' || name === 'comment' || name in process.stateFields) return null;
  return record[name] ?? null;
};

/** The drafted values of a step's form and how they are sent. */
const useStepForm = (page: AnyRecordPage, step: Step, onClose: () => void, extra: StepExtra | undefined) => {
  const user = useSessionUser();
  const { process, record, draft, company } = page;
  const fields = stepFields(process, step, record, page.unfilled(step));
  const drafted = useDraftedFields(page);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const shownOf = (field: StepField): unknown =>
    readField(drafted, draftName(step, field.name), startOf(page, field)).value;
  const set = (field: StepField, value: unknown): void =>
    drafts.write(draft.ref, draftName(step, field.name), value, startOf(page, field));
  const given = Object.fromEntries(fields.map((field) => [field.name, tidied(shownOf(field))]));
  const check = checkStep(process, record, { ...given, to: step.to }, user, { settings: company.settings });
  const named = check.ok ? [] : ((check.error.details?.fields ?? []) as readonly string[]);
  const unread = fields.filter(({ name }) => unreadText(given[name]) !== null).map(({ name }) => name);
  const missing = [...named, ...unread];
  const [firstMissing] = fields.filter(({ name }) => missing.includes(name));
  const reason =
    firstMissing === undefined ? (extra?.missing ?? null) : missingText(process, firstMissing.name);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (reason !== null || busy) return;
    setBusy(true);
    const reply = await page.run('step', { to: step.to, ...given, ...extra?.values });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (!reply.ok) return;
    drafts.clear(draft.ref, [...fields.map(({ name }) => draftName(step, name)), ...(extra?.drafted ?? [])]);
    onClose();
  };
  const errorOf = ({ name }: StepField): string | null =>
    tried && missing.includes(name) ? missingText(process, name) : null;
  return { fields, given, shownOf, set, errorOf, reason, submit, busy, error };
};

const useDraftedFields = ({ draft }: AnyRecordPage): DraftFields => {
  const id = `${draft.ref.scope}|${draft.ref.key}`;
  return useStore(drafts.state, (all) => all[id]?.fields) ?? draft.fields;
};

type OffersProps = {
  readonly offers: readonly StepOffer[];
  readonly form: ReturnType<typeof useStepForm>;
};

/** Takes over what linked knowledge offers; a text that was typed already gets it added. */
const Offers = ({ offers, form }: OffersProps): ReactNode => {
  const t = useText('record');
  if (offers.length === 0) return null;
  const take = (offer: StepOffer): void => {
    for (const field of form.fields) {
      const offered = offer.values[field.name];
      if (offered === undefined) continue;
      const typed = form.shownOf(field);
      const adds = field.spec.kind === 'longText' && typeof typed === 'string' && typed.trim() !== '';
      form.set(field, adds ? `${typed.trimEnd()}\n\n${String(offered)}` : offered);
    }
  };
  return (
    <Box role="group" aria-label={t('step.offers')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
      {offers.map((offer) => (
        <Button key={offer.id} size="small" variant="outlined" color="inherit" onClick={() => take(offer)}>
          {offer.label}
        </Button>
      ))}
    </Box>
  );
};

/**
 * Asks for what a step needs, field by field as its kind wants it. What is typed is drafted under the step's name; nothing is sent that the
 * process would refuse.
 */
export const StepForm = ({ page, step, onClose, offers = [], hint, extra }: StepFormProps): ReactNode => {
  const t = useText('record');
  const form = useStepForm(page, step, onClose, extra);
  const { process, kind, names, company, record, draft } = page;
  const values = { ...record, ...form.given };
  const title = stepLabel(page, step);
  // Where nothing is to be filled in, its button takes the focus, and is scrolled to: the page may stand far below the form.
  const isBare = extra === undefined && form.fields.every(({ name }) => name === 'approvals');
  return (
    <Section title={title}>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
        onKeyDown={(event) => {
          if (isSendKey(event)) {
            event.preventDefault();
            event.stopPropagation();
            if (form.reason !== null) focusFirstInvalid(event.currentTarget);
            void form.submit();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
        }}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25, pt: 0.75 }}
      >
        <Offers offers={offers} form={form} />
        {form.fields.map((field, index) =>
          // Whom a record asks comes from the company's rules, and nobody types it.
          field.name === 'approvals' ? (
            <NoRuleNote key={field.name} page={page} />
          ) : (
            <FieldEditor
              key={field.name}
              context={{ kind, names, company, values }}
              path={field.name}
              spec={field.spec}
              label={stepFieldLabel(process, field.name)}
              value={form.shownOf(field)}
              required={field.isRequired}
              autoFocus={index === 0}
              error={form.errorOf(field)}
              onChange={(value) => form.set(field, value)}
              onBlur={() => drafts.flush(draft.ref)}
            />
          ),
        )}
        {hint}
        {extra?.node}
        {form.error !== undefined && <ErrorNote error={form.error} />}
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <SubmitButton
            type="submit"
            size="small"
            autoFocus={isBare}
            reason={form.reason}
            busy={form.busy}
            endIcon={<KeyHint shortcut="Ctrl+Enter" />}
          >
            {title}
          </SubmitButton>
          <Button size="small" onClick={onClose}>
            {t('step.abort')}
          </Button>
        </Box>
      </Box>
    </Section>
  );
};
