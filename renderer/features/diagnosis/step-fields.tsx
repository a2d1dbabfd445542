import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Box, Button, IconButton, MenuItem, TextField, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import {
  ANSWER_KINDS,
  type AnswerKind,
  MOST_ANSWERS,
  type ScriptStep,
  type Way,
} from '#domain/diagnosis/script.ts';
import { wayText } from '#renderer/shared/diagnosis/run-words.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { GoalFields } from './goal-fields.tsx';
import { answeredBy, withNewWay, withoutWay, withWay } from './script-form.ts';

type StepFieldsProps = {
  readonly step: ScriptStep;
  readonly place: number;
  readonly steps: readonly ScriptStep[];
  readonly names: Names;
  readonly onStep: (step: ScriptStep) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: -1 | 1) => void;
  /** A new question after this one, for the answer to lead to; null: for none. */
  readonly onNew: (way: Way | null) => void;
};

type WayFieldsProps = Pick<StepFieldsProps, 'step' | 'place' | 'steps' | 'names' | 'onStep' | 'onNew'> & {
  readonly way: Way;
  readonly index: number;
};

/** An answer, and where it leads. */
const WayFields = ({ way, index, step, place, steps, names, onStep, onNew }: WayFieldsProps): ReactNode => {
  const t = useText('diagnosis');
  const isChoice = step.answer === 'choices';
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 1,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(110px, 1fr) minmax(0, 2fr) 30px',
      }}
    >
      {isChoice ? (
        <TextField
          size="small"
          required
          label={t('form.answerLabel', { answer: index + 1 })}
          value={way.label}
          onChange={({ target }) => onStep(withWay(step, { ...way, label: target.value }))}
          slotProps={{ htmlInput: { maxLength: 120 } }}
        />
      ) : (
        <Typography variant="body2" sx={{ py: 1 }}>
          {step.answer === 'text' ? t('form.kinds.text') : wayText(step, way)}
        </Typography>
      )}
      <GoalFields
        goal={way.goal}
        steps={steps}
        from={step.id}
        names={names}
        label={t('form.goalOf', { answer: index + 1 })}
        onGoal={(goal) => onStep(withWay(step, { ...way, goal }))}
        onNew={() => onNew(way)}
      />
      {isChoice && (
        <RemoveButton
          label={t('form.removeAnswer', { answer: index + 1, step: place + 1 })}
          onClick={() => onStep(withoutWay(step, way.id))}
        />
      )}
    </Box>
  );
};

/** One question of a script, with its answers. */
export const StepFields = (props: StepFieldsProps): ReactNode => {
  const t = useText('diagnosis');
  const { step, place, steps, onStep } = props;
  const number = place + 1;
  return (
    <Box
      component="fieldset"
      data-step={place}
      aria-label={t('form.step', { step: number })}
      sx={{
        m: 0,
        p: 1.5,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        display: 'grid',
        gap: 1.25,
        minWidth: 0,
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
        <Typography variant="subtitle2" sx={{ flex: 1 }}>
          {t('form.step', { step: number })}
          {place === 0 && (
            <Typography component="span" variant="caption" color="textSecondary">
              {' '}
              · {t('form.first')}
            </Typography>
          )}
        </Typography>
        <IconButton
          size="small"
          disabled={place === 0}
          aria-label={t('form.up', { step: number })}
          onClick={() => props.onMove(-1)}
        >
          <ArrowUpward fontSize="small" />
        </IconButton>
        <IconButton
          size="small"
          disabled={place === steps.length - 1}
          aria-label={t('form.down', { step: number })}
          onClick={() => props.onMove(1)}
        >
          <ArrowDownward fontSize="small" />
        </IconButton>
        <RemoveButton label={t('form.removeStep', { step: number })} onClick={props.onRemove} />
      </Box>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr) 150px' }}>
        <TextField
          size="small"
          required
          label={t('form.question')}
          value={step.question}
          onChange={({ target }) => onStep({ ...step, question: target.value })}
          slotProps={{ htmlInput: { maxLength: 400 } }}
        />
        <TextField
          select
          size="small"
          label={t('form.answer')}
          value={step.answer}
          onChange={({ target }) => onStep(answeredBy(step, target.value as AnswerKind))}
        >
          {ANSWER_KINDS.map((kind) => (
            <MenuItem key={kind} value={kind} dense>
              {t(`form.kinds.${kind}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <LongText
        size="small"
        label={t('form.help')}
        value={step.help}
        maxRows={8}
        onText={(help) => onStep({ ...step, help })}
        slotProps={{ htmlInput: { maxLength: 2_000 } }}
      />
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.25 }}>
        {step.ways.map((way, index) => (
          <WayFields key={way.id} {...props} way={way} index={index} />
        ))}
      </Box>
      {step.answer === 'choices' && step.ways.length < MOST_ANSWERS && (
        <Button size="small" onClick={() => onStep(withNewWay(step))} sx={{ justifySelf: 'start' }}>
          {t('form.addAnswer')}
        </Button>
      )}
    </Box>
  );
};
