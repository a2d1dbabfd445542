import { Box, Checkbox, FormControl, FormControlLabel, FormLabel, Radio, RadioGroup } from '@mui/material';
import type { ReactNode } from 'react';
import { RESOLVE_INCIDENTS } from '#contracts/problems.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState, type Step } from '#domain/processes/process.ts';
import { isTextOrNull, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import type { StepExtra } from '#renderer/shared/record/step-form.tsx';
import { draftName } from '#renderer/shared/record/step-model.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import type { ProblemRecord } from './problem-record.ts';

type Which = (typeof RESOLVE_INCIDENTS)[number];

/** Under which what is chosen here is drafted: with the words of the step's form. */
const inForm = (field: string): string => draftName({ name: 'resolve' }, field);
const DRAFTED = ['resolveIncidents', 'closureCode', 'resolveKnownErrors'].map(inForm);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

type WhichChoiceProps = {
  readonly offered: readonly Which[];
  readonly which: Which;
  readonly counts: Readonly<Record<Which, number>>;
  readonly onChange: (which: Which) => void;
};

const WhichChoice = ({ offered, which, counts, onChange }: WhichChoiceProps): ReactNode => {
  const t = useText('problems');
  return (
    <FormControl>
      <FormLabel sx={{ fontSize: 13 }}>{t('along.incidents')}</FormLabel>
      <RadioGroup value={which} onChange={(event) => onChange(event.target.value as Which)}>
        {offered.map((one) => (
          <FormControlLabel
            key={one}
            value={one}
            control={<Radio size="small" sx={{ py: 0.25 }} />}
            label={t(`along.${one}`, { count: counts[one] })}
            slotProps={{ typography: { variant: 'body2' } }}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
};

type CodeChoiceProps = {
  readonly company: ProblemRecord['company'];
  readonly code: string | null;
  readonly onChange: (code: string | null) => void;
};

const CodeChoice = ({ company, code, onChange }: CodeChoiceProps): ReactNode => {
  const t = useText('problems');
  const choices = company.settings.closureCodes
    .filter(({ active }) => active)
    .map((one) => ({ id: one.code, label: one.label, hint: null }));
  return (
    <ChoicePicker
      label={t('along.code')}
      value={code}
      valueName={choices.find(({ id }) => id === code)?.label ?? code}
      choices={choices}
      required
      onChange={onChange}
    />
  );
};

/** What is chosen, as it is drafted; what can't be chosen any more is not sent. */
const useAlong = (page: ProblemRecord, detail: TicketDetail) => {
  const may = useMay();
  const { incidentsOpen, incidentsWaiting, knownErrors } = detail;
  const { ref } = page.draft;
  const asked = useFieldDraft<string | null>(ref, inForm('resolveIncidents'), null, isTextOrNull);
  const code = useFieldDraft<string | null>(ref, inForm('closureCode'), null, isTextOrNull);
  const known = useFieldDraft<boolean>(ref, inForm('resolveKnownErrors'), true, isFlag);
  const counts: Readonly<Record<Which, number>> = { waiting: incidentsWaiting, all: incidentsOpen, none: 0 };
  const offered: readonly Which[] = may('incidents.step')
    ? RESOLVE_INCIDENTS.filter((one) => one === 'none' || counts[one] > 0)
    : ['none'];
  const which = offered.find((one) => one === asked.value) ?? offered[0] ?? 'none';
  const inForce = may('knownErrors.step')
    ? knownErrors.filter(({ state }) => isActiveState(KNOWN_ERROR, state)).length
    : 0;
  return { offered, counts, which, inForce, asked, code, known };
};

/** What a problem's solution ends besides it, asked in the form that resolves it: incidents that wait, or all, and its known error. */
export const useResolveAlong = (
  page: ProblemRecord,
  detail: TicketDetail,
): ((step: Step) => StepExtra | undefined) => {
  const t = useText('problems');
  const { offered, counts, which, inForce, asked, code, known } = useAlong(page, detail);
  return (step) => {
    if (step.to !== 'resolved' || (offered.length === 1 && inForce === 0)) return undefined;
    return {
      drafted: DRAFTED,
      values: {
        resolveIncidents: which,
        closureCode: which === 'none' ? null : code.value,
        resolveKnownErrors: inForce > 0 && known.value,
      },
      missing: which !== 'none' && code.value === null ? t('along.codeMissing') : null,
      node: (
        <Box sx={{ display: 'grid', gap: 1 }}>
          {offered.length > 1 && <WhichChoice {...{ offered, which, counts }} onChange={asked.set} />}
          {which !== 'none' && <CodeChoice company={page.company} code={code.value} onChange={code.set} />}
          {inForce > 0 && (
            <FormControlLabel
              control={
                <Checkbox
                  size="small"
                  checked={known.value}
                  onChange={(event) => known.set(event.target.checked)}
                />
              }
              label={t('along.knownErrors', { count: inForce })}
              slotProps={{ typography: { variant: 'body2' } }}
            />
          )}
        </Box>
      ),
    };
  };
};
