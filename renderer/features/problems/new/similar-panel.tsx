import { Button, Tooltip, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { SimilarReason } from '#contracts/problems.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { knowledgeRow, LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { NewProblem } from './use-new-problem.ts';

const TYPING_PAUSE_MS = 200;
const LEAST_TEXT = 3;
const MOST_TEXT = 2_000;

const because = (t: Translate<'problems'>, reasons: readonly SimilarReason[]): string =>
  joined(reasons.map((reason) => t(`similar.because.${reason}`)));

/** Problems and known errors like the one being typed: what is there already needs no second one. */
export const SimilarPanel = ({ problem }: { readonly problem: NewProblem }): ReactNode => {
  const t = useText('problems');
  const { form } = problem;
  const words = useDebounced(cutText(`${form.title}\n${form.symptom}`.trim(), MOST_TEXT), TYPING_PAUSE_MS);
  const isWorthAsking = words.length >= LEAST_TEXT || form.ciId !== null;
  const { data } = useLive(
    'problems.similar',
    isWorthAsking ? { text: words, ciId: form.ciId, category: form.category } : null,
  );
  const problems = data?.problems ?? [];
  const knownErrors = data?.knownErrors ?? [];
  const isEmpty = problems.length === 0 && knownErrors.length === 0;
  const count = form.incidentIds.length;
  return (
    <Section title={t('similar.title')}>
      {isEmpty && (
        <Typography variant="body2" color="textSecondary">
          {t(data === undefined ? 'similar.waiting' : 'similar.nothing')}
        </Typography>
      )}
      <LinkedRecords
        rows={problems.map((row) => ({ ...ticketRow(row), hint: because(t, row.because) }))}
        action={(row) =>
          count === 0 ? null : (
            <Tooltip title={t('similar.addHint', { count, number: row.key ?? '' })} describeChild>
              <Button
                size="small"
                sx={{ whiteSpace: 'nowrap', py: 0 }}
                onClick={() => void problem.addTo({ id: row.id, number: row.key ?? '' })}
              >
                {t('similar.addTo')}
              </Button>
            </Tooltip>
          )
        }
      />
      <LinkedRecords
        rows={knownErrors.map((row) => ({
          ...knowledgeRow({ ...row, type: 'known_error' }),
          hint: because(t, row.because),
        }))}
      />
    </Section>
  );
};
