import { TextField } from '@mui/material';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type ReactNode, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

export type Answers = Readonly<Record<string, string>>;

/** Questions are anybody's words: `{?constructor}` is one, too, and answered by nobody yet. */
const answerTo = (question: string, answers: Answers): string =>
  Object.hasOwn(answers, question) ? (answers[question] ?? '') : '';

type QuestionFieldsProps = {
  readonly questions: readonly string[];
  readonly answers: Answers;
  readonly autoFocus?: boolean;
  readonly onAnswers: (answers: Answers) => void;
};

/** What a text asks for, a field each. */
export const QuestionFields = (props: QuestionFieldsProps): ReactNode => {
  const { questions, answers, autoFocus = false, onAnswers } = props;
  return (
    <Box sx={{ display: 'grid', gap: 1.25 }}>
      {questions.map((question, index) => (
        <TextField
          key={question}
          size="small"
          fullWidth
          required
          label={question}
          autoFocus={autoFocus && index === 0}
          value={answerTo(question, answers)}
          onChange={(event) => onAnswers({ ...answers, [question]: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 2_000 } }}
        />
      ))}
    </Box>
  );
};

/** Questions that have no answer yet. */
export const unanswered = (questions: readonly string[], answers: Answers): readonly string[] =>
  questions.filter((question) => answerTo(question, answers).trim() === '');

type QuestionDialogProps = {
  readonly title: string;
  readonly questions: readonly string[];
  readonly onAnswered: (answers: Answers) => void;
  readonly onCancel: () => void;
};

/** Asks what a text needs to know before it is put in. */
export const QuestionDialog = ({
  title,
  questions,
  onAnswered,
  onCancel,
}: QuestionDialogProps): ReactNode => {
  const t = useText('prepared');
  const [answers, setAnswers] = useState<Answers>({});
  const [missing] = unanswered(questions, answers);
  return (
    <Dialog open onClose={onCancel} maxWidth="xs" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (missing === undefined) onAnswered(answers);
        }}
      >
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          <Box sx={{ pt: 1 }}>
            <QuestionFields {...{ questions, answers }} autoFocus onAnswers={setAnswers} />
          </Box>
        </DialogContent>
        <DialogActions>
          <Button onClick={onCancel}>{t('common:cancel')}</Button>
          <SubmitButton
            type="submit"
            busy={false}
            reason={missing === undefined ? null : t('unanswered', { question: missing })}
          >
            {t('insert')}
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
};
