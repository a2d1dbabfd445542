import { Box, Checkbox, FormControl, FormControlLabel, FormLabel, Radio, RadioGroup } from '@mui/material';
import { useState } from 'react';
import { RESOLVE_INCIDENTS } from '#contracts/problems.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import { isActiveState, type Step } from '#domain/processes/process.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import type { StepExtra } from '#renderer/shared/record/step-form.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import type { ProblemRecord } from './use-elements.ts';

type Which = (typeof RESOLVE_INCIDENTS)[number];

/** What a problem's solution ends besides it, asked in the form that resolves it: incidents that wait, or all, and its known error. */
export const useResolveAlong = (
  page: ProblemRecord,
  detail: TicketDetail,
): ((step: Step) => StepExtra | undefined) => {
  const t = useText('problems');
  const may = useMay();
  const { incidentsOpen, incidentsWaiting, knownErrors } = detail;
  const [asked, setWhich] = useState<Which>();
  const [closureCode, setCode] = useState<string | null>(null);
  const [asksKnown, setKnown] = useState(true);
  const counts: Readonly<Record<Which, number>> = { waiting: incidentsWaiting, all: incidentsOpen, none: 0 };
  const offered = may('incidents.step')
    ? RESOLVE_INCIDENTS.filter((one) => one === 'none' || counts[one] > 0)
    : (['none'] as const);
  const which = offered.find((one) => one === asked) ?? offered[0] ?? 'none';
  const inForce = may('knownErrors.step')
    ? knownErrors.filter(({ state }) => isActiveState(KNOWN_ERROR, state)).length
    : 0;
  const codes = page.company.settings.closureCodes.filter(({ active }) => active);
  const choices = codes.map(({ code, label }) => ({ id: code, label, hint: null }));
  return (step) => {
    if (step.to !== 'resolved' || (offered.length === 1 && inForce === 0)) return undefined;
    return {
      values: {
        resolveIncidents: which,
        closureCode: which === 'none' ? null : closureCode,
        resolveKnownErrors: inForce > 0 && asksKnown,
      },
      missing: which !== 'none' && closureCode === null ? t('along.codeMissing') : null,
      node: (
        <Box sx={{ display: 'grid', gap: 1 }}>
          {offered.length > 1 && (
            <FormControl>
              <FormLabel sx={{ fontSize: 13 }}>{t('along.incidents')}</FormLabel>
              <RadioGroup value={which} onChange={(event) => setWhich(event.target.value as Which)}>
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
          )}
          {which !== 'none' && (
            <ChoicePicker
              label={t('along.code')}
              value={closureCode}
              valueName={choices.find(({ id }) => id === closureCode)?.label ?? closureCode}
              choices={choices}
              required
              onChange={setCode}
            />
          )}
          {inForce > 0 && (
            <FormControlLabel
              control={
                <Checkbox
                  size="small"
                  checked={asksKnown}
                  onChange={(event) => setKnown(event.target.checked)}
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
