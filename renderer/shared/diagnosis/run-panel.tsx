import { Box, Button, ButtonBase, Typography } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Goal, ScriptStep, Way } from '#domain/diagnosis/script.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { takesText } from '#renderer/shared/commands/text-field.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { answered, backTo, type RunDraft, walkOf } from './run-draft.ts';
import { answerText, wayText } from './run-words.ts';

const RUN_KEYS: KeyMap<'answer' | 'back' | 'stop'> = {
  group: 'diagnosis:keys.group',
  actions: {
    answer: {
      label: 'diagnosis:keys.answer',
      shortcuts: Array.from({ length: 9 }, (_, index) => String(index + 1)),
    },
    back: { label: 'diagnosis:keys.back', shortcuts: ['Backspace'] },
    stop: { label: 'diagnosis:keys.stop', shortcuts: ['Esc'] },
  },
};

type RunPanelProps = {
  readonly draft: RunDraft;
  readonly onDraft: (draft: RunDraft) => void;
  /** What can be done where the run came to this outcome. */
  readonly outcome: (goal: Goal) => ReactNode;
  /** Leaves it as far as it is; `label` says what becomes of it. */
  readonly stop: { readonly label: string; readonly run: () => void };
  /** Takes the focus when it is another number than before; 0 at first leaves it where it is: somebody may be typing elsewhere. */
  readonly focus: number;
};

/** What was answered so far; each is a way back to its question. */
const Answered = ({ draft, onDraft }: Pick<RunPanelProps, 'draft' | 'onDraft'>): ReactNode => {
  const t = useText('diagnosis');
  return (
    <Box component="ol" aria-label={t('answered')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {walkOf(draft).path.map(({ step, way, text }, place) => (
        <Box component="li" key={step.id}>
          <ButtonBase
            title={t('change')}
            onClick={() => onDraft(backTo(draft, place))}
            sx={{ display: 'flex', gap: 1, width: '100%', textAlign: 'start', fontSize: 13, py: 0.25 }}
          >
            <Box component="span" dir="auto" sx={{ color: 'text.secondary', flex: '0 1 auto', minWidth: 0 }}>
              {step.question}
            </Box>
            <Box component="strong" dir="auto" sx={{ flex: '1 0 30%', overflowWrap: 'anywhere' }}>
              {answerText(step.answer, way.id, step.answer === 'text' ? text : way.label)}
            </Box>
          </ButtonBase>
        </Box>
      ))}
    </Box>
  );
};

type QuestionProps = Pick<RunPanelProps, 'draft' | 'onDraft'> & {
  readonly step: ScriptStep;
  readonly onWay: (way: Way) => void;
};

const Question = ({ step, draft, onDraft, onWay }: QuestionProps): ReactNode => {
  const t = useText('diagnosis');
  const isText = step.answer === 'text';
  return (
    <Box sx={{ display: 'grid', gap: 0.75, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography dir="auto" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {step.question}
      </Typography>
      {step.help.trim() !== '' && (
        <Typography
          variant="body2"
          color="textSecondary"
          dir="auto"
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {step.help}
        </Typography>
      )}
      {isText && (
        <LongText
          size="small"
          label={t('typed')}
          value={draft.typed}
          onText={(typed) => onDraft({ ...draft, typed })}
          slotProps={{ htmlInput: { maxLength: 2_000 } }}
        />
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {step.ways.map((way, index) => (
          <Button
            key={way.id}
            size="small"
            variant="outlined"
            disabled={isText && draft.typed.trim() === ''}
            onClick={() => onWay(way)}
            sx={{ gap: 0.75, textTransform: 'none', textAlign: 'start' }}
          >
            {!isText && <KeyHint shortcut={String(index + 1)} />}
            {wayText(step, way)}
            {isText && <KeyHint shortcut="Ctrl+Enter" />}
          </Button>
        ))}
      </Box>
    </Box>
  );
};

/** A run through a script, question by question: digits answer, Backspace goes back, Escape leaves it. The focus follows the questions. */
export const RunPanel = ({ draft, onDraft, outcome, stop, focus }: RunPanelProps): ReactNode => {
  const t = useText('diagnosis');
  const panel = useRef<HTMLDivElement>(null);
  useKeyMap(RUN_KEYS);
  const { next, outcome: goal, path } = walkOf(draft);
  const wasShown = useRef(false);
  const place = `${focus} ${path.length} ${next?.id ?? ''}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the question that is asked
  useEffect(() => {
    const isQuiet = !wasShown.current && focus === 0;
    wasShown.current = true;
    if (isQuiet || panel.current === null) return;
    (panel.current.querySelector<HTMLElement>('textarea:not([aria-hidden])') ?? panel.current).focus();
  }, [place]);
  const answer = (way: Way | undefined): boolean => {
    if (way === undefined) return false;
    onDraft(answered(draft, way));
    return true;
  };
  /** Whether the press meant something here. */
  const act = (event: KeyboardEvent): boolean => {
    if (isSendKey(event)) return next?.answer === 'text' && answer(next.ways[0]);
    const action = actionOf(RUN_KEYS, event);
    if (action === 'stop') stop.run();
    if (action === 'stop' || takesText(event.target)) return action === 'stop';
    if (action === 'back') onDraft(backTo(draft));
    if (action !== 'answer') return action === 'back';
    const nth = Number(event.key) - 1;
    if (next !== null) return next.answer !== 'text' && answer(next.ways[nth]);
    const button = panel.current?.querySelectorAll<HTMLElement>('[data-acts] button').item(nth);
    button?.click();
    return button != null;
  };
  return (
    <Box
      ref={panel}
      tabIndex={-1}
      role="group"
      aria-label={draft.title}
      onKeyDown={(event) => {
        if (!act(event)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'minmax(0, 1fr)',
        outlineOffset: 4,
        borderRadius: 1,
      }}
    >
      <Answered draft={draft} onDraft={onDraft} />
      <Box aria-live="polite">
        {next !== null && (
          <Question key={next.id} step={next} draft={draft} onDraft={onDraft} onWay={answer} />
        )}
        {goal !== null && outcome(goal)}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {path.length > 0 && (
          <Button size="small" color="inherit" onClick={() => onDraft(backTo(draft))} sx={{ gap: 0.75 }}>
            {t('back')}
            <KeyHint shortcut="⌫" />
          </Button>
        )}
        <Button size="small" color="inherit" onClick={stop.run} sx={{ gap: 0.75 }}>
          {stop.label}
          <KeyHint shortcut="Escape" />
        </Button>
      </Box>
    </Box>
  );
};
