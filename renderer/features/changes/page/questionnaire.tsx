import { Box, MenuItem, TextField, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { RiskSettings } from '#domain/changes/risk-settings.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useElements } from '#renderer/shared/record/use-elements.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import type { ChangeRecord } from './change-record.ts';

type QuestionnaireProps = { readonly page: ChangeRecord; readonly questions: RiskSettings['questions'] };

/** The questions that are asked, each answered where it stands and saved at once. */
export const Questionnaire = ({ page, questions }: QuestionnaireProps): ReactNode => {
  const t = useText('changes');
  const { items, mayEdit, set, remove, error, clearError } = useElements(
    page,
    'riskAnswers',
    page.record.riskAnswers ?? [],
  );
  const asked = questions.filter(({ active }) => active);
  const answerTo = (id: string): string => items.find((one) => one.id === id)?.answer ?? '';
  if (asked.length === 0) return null;
  if (!mayEdit)
    return (
      <Facts
        facts={asked.map(({ id, text, answers }) => ({
          label: text,
          value: answers.find((one) => one.id === answerTo(id))?.text ?? t('risk.unanswered'),
        }))}
      />
    );
  return (
    <Box
      role="group"
      aria-label={t('risk.questionnaire')}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))',
        alignItems: 'end',
      }}
    >
      {asked.map(({ id, text, answers }) => (
        <Box key={id} sx={{ minWidth: 0 }}>
          {/* A question is longer than the label of a field. */}
          <Typography component="label" htmlFor={`risk-${id}`} variant="body2" dir="auto">
            {text}
          </Typography>
          <TextField
            select
            fullWidth
            id={`risk-${id}`}
            value={answers.some((one) => one.id === answerTo(id)) ? answerTo(id) : ''}
            onChange={({ target }) =>
              void (target.value === '' ? remove(id) : set({ id, answer: target.value }))
            }
            slotProps={{
              select: { displayEmpty: true, SelectDisplayProps: { 'aria-label': text } },
            }}
          >
            <MenuItem value="">{t('risk.unanswered')}</MenuItem>
            {answers.map((answer) => (
              <MenuItem key={answer.id} value={answer.id} dir="auto">
                {t('risk.answer', { text: answer.text, points: answer.points })}
              </MenuItem>
            ))}
          </TextField>
        </Box>
      ))}
      {error !== undefined && <ErrorNote error={error} onClose={clearError} />}
    </Box>
  );
};
