import Add from '@mui/icons-material/Add';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { ulid } from 'ulid';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { type AnswerForm, isWhole, type QuestionForm } from './risk-shape.ts';

const replaced = <T extends { readonly id: string }>(list: readonly T[], next: T): readonly T[] =>
  list.map((one) => (one.id === next.id ? next : one));
const without = <T extends { readonly id: string }>(list: readonly T[], id: string): readonly T[] =>
  list.filter((one) => one.id !== id);

type RowProps<T> = {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly onRemove: () => void;
};

const AnswerRow = ({ value, onChange, onRemove }: RowProps<AnswerForm>): ReactNode => {
  const t = useText('settings');
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <TextField
        label={t('risk.answer')}
        value={value.text}
        error={value.text.trim() === ''}
        onChange={({ target }) => onChange({ ...value, text: target.value })}
        slotProps={{ htmlInput: { maxLength: 200 } }}
        sx={{ flex: 1, minWidth: 0 }}
      />
      <TextField
        label={t('risk.points')}
        value={value.points}
        error={!isWhole(value.points)}
        onChange={({ target }) => onChange({ ...value, points: target.value })}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
        sx={{ width: 96 }}
      />
      <RemoveButton label={t('risk.removeAnswer', { text: value.text })} onClick={onRemove} />
    </Stack>
  );
};

const QuestionCard = ({ value, onChange, onRemove }: RowProps<QuestionForm>): ReactNode => {
  const t = useText('settings');
  const set = (answers: readonly AnswerForm[]): void => onChange({ ...value, answers });
  return (
    <Paper variant="outlined" sx={{ p: 1.5, display: 'grid', gap: 1.25 }}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <TextField
          label={t('risk.question')}
          value={value.text}
          error={value.text.trim() === ''}
          onChange={({ target }) => onChange({ ...value, text: target.value })}
          slotProps={{ htmlInput: { maxLength: 400 } }}
          sx={{ flex: 1, minWidth: 0 }}
        />
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={value.active}
              onChange={({ target }) => onChange({ ...value, active: target.checked })}
            />
          }
          label={t('risk.asked')}
        />
        <RemoveButton label={t('risk.removeQuestion', { text: value.text })} onClick={onRemove} />
      </Stack>
      {value.answers.map((answer) => (
        <AnswerRow
          key={answer.id}
          value={answer}
          onChange={(next) => set(replaced(value.answers, next))}
          onRemove={() => set(without(value.answers, answer.id))}
        />
      ))}
      <Button
        startIcon={<Add />}
        onClick={() => set([...value.answers, { id: ulid(), text: '', points: '0' }])}
        sx={{ justifySelf: 'start' }}
      >
        {t('risk.addAnswer')}
      </Button>
    </Paper>
  );
};

type RiskQuestionsProps = {
  readonly questions: readonly QuestionForm[];
  readonly onChange: (questions: readonly QuestionForm[]) => void;
};

/** The questionnaire. What is not asked any more may stay switched off: answers that were given keep their words. */
export const RiskQuestions = ({ questions, onChange }: RiskQuestionsProps): ReactNode => {
  const t = useText('settings');
  return (
    <Box role="group" aria-label={t('risk.questions')} sx={{ display: 'grid', gap: 1.25 }}>
      <Typography variant="body2" color="textSecondary">
        {t('risk.questions')}
      </Typography>
      {questions.map((question) => (
        <QuestionCard
          key={question.id}
          value={question}
          onChange={(next) => onChange(replaced(questions, next))}
          onRemove={() => onChange(without(questions, question.id))}
        />
      ))}
      <Button
        startIcon={<Add />}
        onClick={() => onChange([...questions, { id: ulid(), text: '', active: true, answers: [] }])}
        sx={{ justifySelf: 'start' }}
      >
        {t('risk.addQuestion')}
      </Button>
    </Box>
  );
};
