import { Box, MenuItem, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { GOAL_KINDS, type Goal, type GoalKind, type ScriptStep } from '#domain/diagnosis/script.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { TeamPicker } from '#renderer/shared/pickers/team-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';

const OUTCOMES = GOAL_KINDS.filter((kind): kind is Exclude<GoalKind, 'step'> => kind !== 'step');
const NEW = 'new';
const TO_STEP = 'step:';

type GoalFieldsProps = {
  readonly goal: Goal;
  readonly steps: readonly ScriptStep[];
  /** The step that it leads on from. */
  readonly from: string;
  readonly label: string;
  readonly names: Names;
  readonly onGoal: (goal: Goal) => void;
  /** Asks for a new question to lead to. */
  readonly onNew: () => void;
};

/** Where an answer leads: the next question, a new one, or an outcome. */
const Kind = ({ goal, steps, from, label, onGoal, onNew }: Omit<GoalFieldsProps, 'names'>): ReactNode => {
  const t = useText('diagnosis');
  const isThere = steps.some(({ id }) => id === goal.stepId);
  const value = goal.kind !== 'step' ? goal.kind : isThere ? `${TO_STEP}${goal.stepId}` : '';
  const choose = (chosen: string): void => {
    const outcome = OUTCOMES.find((kind) => kind === chosen);
    if (chosen === NEW) onNew();
    else if (outcome !== undefined) onGoal({ ...goal, kind: outcome });
    else onGoal({ ...goal, kind: 'step', stepId: chosen.slice(TO_STEP.length) });
  };
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      error={value === ''}
      onChange={({ target }) => choose(target.value)}
      slotProps={{
        select: {
          displayEmpty: true,
          renderValue: () =>
            value === ''
              ? t('form.nowhere')
              : goal.kind === 'step'
                ? stepText(goal.stepId)
                : outcomeText(goal.kind),
        },
        inputLabel: { shrink: true },
      }}
      sx={{ minWidth: 0 }}
    >
      {steps
        .filter(({ id }) => id !== from)
        .map(({ id }) => (
          <MenuItem key={id} value={`${TO_STEP}${id}`} dense>
            {stepText(id)}
          </MenuItem>
        ))}
      <MenuItem value={NEW} dense>
        {t('form.newStep')}
      </MenuItem>
      {OUTCOMES.map((kind) => (
        <MenuItem key={kind} value={kind} dense>
          {outcomeText(kind)}
        </MenuItem>
      ))}
    </TextField>
  );

  function stepText(id: string | null): string {
    const place = steps.findIndex((step) => step.id === id);
    return t('form.stepGoal', { step: place + 1, question: steps[place]?.question ?? '' });
  }
  function outcomeText(kind: GoalKind): string {
    return kind === 'step' ? '' : t(`form.goals.${kind}`);
  }
};

/** What the outcome needs. */
const Details = ({ goal, names, onGoal }: Pick<GoalFieldsProps, 'goal' | 'names' | 'onGoal'>): ReactNode => {
  const t = useText('diagnosis');
  const { closureCodes } = useCompany().settings;
  const { kind, knowledgeId, teamId, closureCode, words } = goal;
  const text = (label: string): ReactNode => (
    <LongText
      size="small"
      label={label}
      value={words}
      maxRows={8}
      onText={(typed) => onGoal({ ...goal, words: typed })}
      slotProps={{ htmlInput: { maxLength: 2_000 } }}
    />
  );
  if (kind === 'known_error') {
    return (
      <>
        <RecordPicker
          kind="knowledge"
          label={t('form.knownError')}
          value={knowledgeId}
          valueName={knowledgeId === null ? null : nameOf(names, knowledgeId)}
          onChange={(id) => onGoal({ ...goal, knowledgeId: id })}
        />
        {knowledgeId === null && text(t('form.search'))}
      </>
    );
  }
  if (kind === 'team') {
    return (
      <>
        <TeamPicker
          label={t('form.team')}
          value={teamId}
          valueName={teamId === null ? null : nameOf(names, teamId)}
          onChange={(id) => onGoal({ ...goal, teamId: id })}
        />
        {text(t('form.reason'))}
      </>
    );
  }
  if (kind === 'lead') return text(t('form.reason'));
  if (kind !== 'resolve') return null;
  const active = closureCodes.filter(({ code, active: isActive }) => isActive || code === closureCode);
  return (
    <>
      <TextField
        select
        size="small"
        label={t('form.closureCode')}
        value={closureCode ?? ''}
        onChange={({ target }) => onGoal({ ...goal, closureCode: target.value })}
      >
        {active.map(({ code, label }) => (
          <MenuItem key={code} value={code} dense>
            {label}
          </MenuItem>
        ))}
      </TextField>
      {text(t('form.solution'))}
    </>
  );
};

/** Where an answer leads, and what that needs. */
export const GoalFields = (props: GoalFieldsProps): ReactNode => (
  <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0 }}>
    <Kind {...props} />
    <Details goal={props.goal} names={props.names} onGoal={props.onGoal} />
  </Box>
);
