import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ScriptRow } from '#contracts/diagnosis.ts';
import type { Names } from '#contracts/shared.ts';
import type { DiagnosisRun } from '#domain/diagnosis/run.ts';
import type { Goal } from '#domain/diagnosis/script.ts';
import { beginRun, type RunDraft, toldRun } from '#renderer/shared/diagnosis/run-draft.ts';
import { RunPanel } from '#renderer/shared/diagnosis/run-panel.tsx';
import {
  OfferedScripts,
  Outcome,
  useGoalText,
  useScripts,
  useStartKey,
} from '#renderer/shared/diagnosis/scripts.tsx';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { linkSuggestion, MOST_RUNS, runsOf } from '../new/form-model.ts';
import type { NewIncident } from '../new/use-new-incident.ts';
import { KnownErrors } from './known-errors.tsx';

const START = { shortcut: 'Ctrl+8', group: 'incidents:commands.newGroup' } as const;

type ActsProps = { readonly incident: NewIncident; readonly goal: Goal; readonly names: Names };

/** What the form can take of an outcome; the rest is offered on the incident's page. */
const Acts = ({ incident, goal, names }: ActsProps): ReactNode => {
  const t = useText('diagnosis');
  const { form, edit } = incident;
  if (goal.kind === 'known_error') {
    return (
      <KnownErrors
        goal={goal}
        linkedIds={form.knowledgeIds}
        onLink={(known) => edit(linkSuggestion(form, known))}
      />
    );
  }
  if (goal.kind === 'team') {
    const team = nameOf(names, goal.teamId ?? '');
    return form.teamId === goal.teamId ? (
      <Typography variant="body2">{t('acts.given', { team })}</Typography>
    ) : (
      <Button
        size="small"
        variant="contained"
        onClick={() => edit({ teamId: goal.teamId })}
        sx={{ gap: 0.75, textTransform: 'none' }}
      >
        <KeyHint shortcut="1" />
        {t('acts.give', { team })}
      </Button>
    );
  }
  return goal.kind === 'by_hand' ? null : (
    <Typography variant="body2" color="textSecondary">
      {t('acts.afterwards')}
    </Typography>
  );
};

type DoneProps = { readonly runs: readonly DiagnosisRun[]; readonly onRemove: (place: number) => void };

/** Runs that are noted with the incident. */
const Done = ({ runs, onRemove }: DoneProps): ReactNode => {
  const t = useText('diagnosis');
  return (
    <Box component="ul" aria-label={t('noted')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {runs.map((run, place) => (
        <Box
          component="li"
          key={JSON.stringify([run.scriptId, run.answers])}
          sx={{ display: 'flex', gap: 0.5, alignItems: 'center', fontSize: 13 }}
        >
          <Box component="span" dir="auto" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
            {t('answeredCount', { title: run.title, count: run.answers.length })}
          </Box>
          <RemoveButton label={t('remove', { title: run.title })} onClick={() => onRemove(place)} />
        </Box>
      ))}
    </Box>
  );
};

/** The guided diagnosis while the caller is on the phone: what is answered is noted with the incident when it is created. */
export const NewDiagnosis = ({ incident }: { readonly incident: NewIncident }): ReactNode => {
  const t = useText('diagnosis');
  const goalText = useGoalText();
  const [focus, setFocus] = useState(0);
  const { form, edit } = incident;
  const { offered, names } = useScripts(form.category);
  const { diagnosis: draft, diagnoses } = form;
  const isFull = diagnoses.length >= MOST_RUNS;
  const begin = (next: RunDraft): void => {
    edit({ diagnosis: next });
    setFocus(focus + 1);
  };
  const start = (script: ScriptRow): void => begin(beginRun(script));
  const stop = (): void => edit({ diagnosis: null, diagnoses: runsOf(form) });
  const [first] = offered;
  useStartKey(START, draft !== null || (first !== undefined && !isFull), () => {
    if (draft !== null) setFocus(focus + 1);
    else if (first !== undefined) start(first);
  });
  if (draft === null && offered.length + diagnoses.length === 0) return null;
  return (
    <Section title={draft?.title ?? t('title')}>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {diagnoses.length > 0 && (
          <Done
            runs={diagnoses}
            onRemove={(place) => edit({ diagnoses: diagnoses.filter((_run, at) => at !== place) })}
          />
        )}
        {draft === null ? (
          !isFull && <OfferedScripts scripts={offered} shortcut={START.shortcut} onStart={start} />
        ) : (
          <RunPanel
            draft={draft}
            focus={focus}
            onDraft={(next) => edit({ diagnosis: next })}
            stop={{ label: t(toldRun(draft).outcome === null ? 'stop' : 'done'), run: stop }}
            outcome={(goal) => (
              <Outcome goal={goal} what={goalText(goal, names)}>
                <Acts incident={incident} goal={goal} names={names} />
              </Outcome>
            )}
          />
        )}
        {runsOf(form).length > 0 && (
          <Typography variant="caption" color="textSecondary">
            {t('notedWithIt')}
          </Typography>
        )}
      </Box>
    </Section>
  );
};
