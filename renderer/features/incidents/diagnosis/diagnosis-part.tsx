import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, use, useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { ScriptRow } from '#contracts/diagnosis.ts';
import type { Names } from '#contracts/shared.ts';
import { answersOf, runsIn, type ToldRun } from '#domain/diagnosis/run.ts';
import type { Goal } from '#domain/diagnosis/script.ts';
import { ESCALATION_LEVELS } from '#domain/fields/tickets.ts';
import { isHigher } from '#domain/processes/incident-escalation.ts';
import {
  beginRun,
  isRunDraftOrNull,
  type RunDraft,
  toldRun,
  walkOf,
} from '#renderer/shared/diagnosis/run-draft.ts';
import { RunPanel } from '#renderer/shared/diagnosis/run-panel.tsx';
import {
  OfferedScripts,
  Outcome,
  useGoalText,
  useScripts,
  useStartKey,
} from '#renderer/shared/diagnosis/scripts.tsx';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import type { RecordPart } from '#renderer/shared/record/record-layout.tsx';
import { draftName } from '#renderer/shared/record/step-model.ts';
import { ShowStep } from '#renderer/shared/record/use-steps.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ToLeadDialog, ToTeamDialog } from '../page/escalation-dialogs.tsx';
import type { IncidentRecord } from '../page/incident-record.ts';
import { type Known, KnownErrors } from './known-errors.tsx';

const START = { shortcut: 'd', group: 'record:commands.group' } as const;

/** What may be done about an outcome: the act that it leads to. */
type Act = 'team' | 'lead' | 'resolve' | Known;

/** The act of an outcome, where the incident as it stands can be given it. */
const actOf = ({ record, can, steps }: IncidentRecord, goal: Goal): 'team' | 'lead' | 'resolve' | null => {
  if (goal.kind === 'team') return can('escalateToTeam') && record.teamId !== goal.teamId ? 'team' : null;
  if (goal.kind === 'lead') {
    const isFree = ESCALATION_LEVELS.some((level) => isHigher(record, level));
    return can('escalateToLead') && isFree ? 'lead' : null;
  }
  const resolves = goal.kind === 'resolve' && steps.some(({ name }) => name === 'resolve');
  return resolves ? 'resolve' : null;
};

type ActsProps = {
  readonly page: IncidentRecord;
  readonly goal: Goal;
  /** It is not in the history yet. */
  readonly isNew: boolean;
  readonly onAct: (act: Act) => void;
};

const Acts = ({ page, goal, isNew, onAct }: ActsProps): ReactNode => {
  const t = useText('diagnosis');
  const act = actOf(page, goal);
  return (
    <>
      {act !== null && (
        <Button size="small" variant="contained" onClick={() => onAct(act)} sx={{ gap: 0.75 }}>
          {isNew && <KeyHint shortcut="1" />}
          {t(`acts.${act}`)}
        </Button>
      )}
      {goal.kind === 'known_error' && page.can('linkKnowledge') && (
        <KnownErrors goal={goal} linkedIds={page.record.knowledgeIds} onLink={onAct} />
      )}
    </>
  );
};

type LastProps = {
  readonly page: IncidentRecord;
  readonly told: ToldRun;
  /** The script as it is now; undefined where it is not offered any more. */
  readonly script: ScriptRow | undefined;
  readonly names: Names;
  readonly onAct: (goal: Goal, act: Act) => void;
  readonly onGoOn: (draft: RunDraft) => void;
};

/** What was asked last, with what is still to be done about it; one that was left goes on where it stopped. */
const LastRun = ({ page, told: { run, entry }, script, names, onAct, onGoOn }: LastProps): ReactNode => {
  const t = useText('diagnosis');
  const goalText = useGoalText();
  const { outcome } = run;
  return (
    <Box sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography variant="body2" color="textSecondary">
        {t('last', {
          title: run.title,
          who: nameOf(page.names, entry.by),
          when: formatInstant(entry.at),
        })}
      </Typography>
      {outcome === null ? (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}>
          <Typography variant="body2">{t('stoppedAfter', { count: run.answers.length })}</Typography>
          {script !== undefined && page.record.active && (
            <Button size="small" onClick={() => onGoOn(beginRun(script, answersOf(run)))}>
              {t('goOn')}
            </Button>
          )}
        </Box>
      ) : (
        <Outcome goal={outcome} what={goalText(outcome, { ...names, ...page.names })}>
          {page.record.active && (
            <Acts page={page} goal={outcome} isNew={false} onAct={(act) => onAct(outcome, act)} />
          )}
        </Outcome>
      )}
    </Box>
  );
};

/** The step's form with what the outcome says; words that were typed there stay. */
const useResolve = ({ draft }: IncidentRecord) => {
  const show = use(ShowStep);
  return ({ closureCode, words }: Goal): void => {
    for (const [field, value] of [['closureCode', closureCode] as const, ['closureNotes', words] as const]) {
      const name = draftName({ name: 'resolve' }, field);
      if (draft.fields[name] === undefined) drafts.write(draft.ref, name, value, null);
    }
    show('resolve');
  };
};

/** Notes the run, and opens the act that it leads to with what it says. Nothing is done that was not asked for here. */
const useActs = (page: IncidentRecord) => {
  const [asked, setAsked] = useState<{ readonly act: 'team' | 'lead'; readonly goal: Goal } | null>(null);
  const [error, setError] = useState<ReplyError>();
  const [busy, setBusy] = useState(false);
  const resolve = useResolve(page);
  const send = async (act: string, input: Readonly<Record<string, unknown>>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    const reply = await page.run(act, input);
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    return reply.ok;
  };
  const perform = async (goal: Goal, act: Act): Promise<void> => {
    if (act === 'resolve') resolve(goal);
    else if (act === 'team' || act === 'lead') setAsked({ act, goal });
    else {
      const inserts = act.workaround.trim() !== '';
      await send('linkKnowledge', { knowledgeId: act.id, linked: true, insertWorkaround: inserts });
    }
  };
  return { asked, close: () => setAsked(null), error, send, perform };
};

/** What leaving the run does as far as it is; at an outcome it is the one way past its act. */
const wayOut = (draft: RunDraft): string => {
  const { outcome } = walkOf(draft);
  if (outcome === null) return text('diagnosis:stop');
  return text(outcome.kind === 'by_hand' ? 'diagnosis:acts.byHand' : 'diagnosis:acts.note');
};

type PartProps = { readonly page: IncidentRecord; readonly scripts: ReturnType<typeof useScripts> };

const DiagnosisPart = ({ page, scripts }: PartProps): ReactNode => {
  const t = useText('diagnosis');
  const goalText = useGoalText();
  const [focus, setFocus] = useState(0);
  const { record } = page;
  const { offered, names, coming } = scripts;
  const field = useFieldDraft<RunDraft | null>(page.draft.ref, 'diagnosis', null, isRunDraftOrNull);
  const acts = useActs(page);
  const draft = field.value;
  const [last] = runsIn(record.journal);
  const begin = (next: RunDraft): void => {
    field.set(next);
    setFocus(focus + 1);
  };
  const start = (script: ScriptRow): void => begin(beginRun(script));
  const note = async (): Promise<boolean> => {
    const run = draft === null ? null : toldRun(draft);
    const isNoted = run === null || run.answers.length === 0 || (await acts.send('diagnose', { run }));
    if (isNoted) field.drop();
    return isNoted;
  };
  const noteAnd = async (goal: Goal, act: Act): Promise<void> => {
    if (await note()) await acts.perform(goal, act);
  };
  const [first] = offered;
  useStartKey(START, draft !== null || (first !== undefined && record.active), () => {
    if (draft !== null) setFocus(focus + 1);
    else if (first !== undefined) start(first);
  });
  const begun = useMemo(
    () =>
      acts.asked === null ? undefined : { teamId: acts.asked.goal.teamId, reason: acts.asked.goal.words },
    [acts.asked],
  );
  return (
    <Section title={draft?.title ?? t('title')} coming={coming}>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {draft === null ? (
          <>
            {record.active && offered.length > 0 && (
              <OfferedScripts scripts={offered} shortcut={START.shortcut} onStart={start} />
            )}
            {last !== undefined && (
              <LastRun
                page={page}
                told={last}
                names={names}
                script={offered.find(({ id }) => id === last.run.scriptId)}
                onAct={(goal, act) => void acts.perform(goal, act)}
                onGoOn={begin}
              />
            )}
          </>
        ) : (
          <RunPanel
            draft={draft}
            focus={focus}
            onDraft={field.set}
            stop={{ label: wayOut(draft), run: () => void note() }}
            outcome={(goal) => (
              <Outcome goal={goal} what={goalText(goal, { ...page.names, ...names })}>
                <Acts page={page} goal={goal} isNew onAct={(act) => void noteAnd(goal, act)} />
              </Outcome>
            )}
          />
        )}
        {acts.error !== undefined && <ErrorNote error={acts.error} />}
      </Box>
      {acts.asked?.act === 'team' && begun !== undefined && (
        <ToTeamDialog page={page} onClose={acts.close} begin={begun} />
      )}
      {acts.asked?.act === 'lead' && begun !== undefined && (
        <ToLeadDialog page={page} onClose={acts.close} begin={begun} />
      )}
    </Section>
  );
};

/** The guided diagnosis of an incident: scripts for its category, the run under way, and what the last one came to. Nothing where there is none. */
export const useDiagnosisPart = (page: IncidentRecord): readonly RecordPart[] => {
  const scripts = useScripts(page.record.category);
  const isUnderWay = page.draft.fields.diagnosis !== undefined;
  // While it is being asked for its place is kept: nothing in sight moves.
  const mayCome = scripts.coming || scripts.offered.length > 0;
  const has = (page.record.active && mayCome) || isUnderWay;
  if (!has && runsIn(page.record.journal).length === 0) return [];
  return [
    {
      id: 'diagnosis',
      title: text('diagnosis:title'),
      column: 'main',
      node: <DiagnosisPart page={page} scripts={scripts} />,
    },
  ];
};
