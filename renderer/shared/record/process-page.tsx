import { type ReactNode, useMemo } from 'react';
import type { Step } from '#domain/processes/process.ts';
import { FileDrop } from '#renderer/shared/files/file-drop.tsx';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AboutContext, aboutRecord } from '#renderer/shared/prepared/about.ts';
import { MacroCommand } from '#renderer/shared/prepared/macro-command.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ChecklistWarning, checklistPart, checksBefore } from './checklist-part.tsx';
import { COMPOSER, Composer, type ComposerOffer } from './composer.tsx';
import { History } from './history.tsx';
import type { Correcting } from './history-words.tsx';
import { useFilesOfPage } from './record-files.tsx';
import { ProcessHeader } from './record-header.tsx';
import { RecordLayout, type RecordPart } from './record-layout.tsx';
import type { AnyRecordPage } from './record-page.ts';
import { type StepExtra, StepForm, type StepOffer } from './step-form.tsx';
import type { StepKeys } from './step-model.ts';
import { ShowStep, useSteps } from './use-steps.ts';

type ProcessPageProps = {
  readonly page: AnyRecordPage;
  /** What kind of record it is, in words. */
  readonly type: string;
  /** The name of the header as a region, where it is another one. */
  readonly label?: string;
  /** Priority, clocks, and what else is to be seen at a glance, beside the bar of states. */
  readonly marks?: ReactNode;
  /** Why it stands in its state. */
  readonly because?: string | null;
  /** Buttons beside the steps. */
  readonly actions?: ReactNode;
  /** Lines under the header's row of marks. */
  readonly children?: ReactNode;
  /** Its parts; the form of a step comes before them, the history after those of the main column. */
  readonly parts: readonly RecordPart[];
  /** Fields whose changes the entries of the history tell in words already. */
  readonly hiddenChanges?: readonly string[];
  /** How large the buttons of its steps are, beside buttons of its own. */
  readonly stepSize?: 'small' | 'large';
  /** The keys of its steps; those without are taken by their buttons and the palette. */
  readonly stepKeys?: StepKeys;
  /** What linked knowledge offers for the note. */
  readonly noteOffers?: readonly ComposerOffer[];
  /** What it offers for a step's form, and what else follows from the step. */
  readonly stepOffers?: (step: Step) => readonly StepOffer[];
  readonly stepHint?: (step: Step) => ReactNode;
  /** Whether something of the hint is to be seen before the step is taken, also where its form asks for nothing. */
  readonly stepWarns?: (step: Step) => boolean;
  /** What it takes along. */
  readonly stepExtra?: (step: Step) => StepExtra | undefined;
};

const NO_KEYS: StepKeys = {};

/**
 * The page of a record with a process: header with states and steps, the form of the step that is open, the parts that the process gives,
 * history, and the composer in reach.
 */
export const ProcessPage = (props: ProcessPageProps): ReactNode => {
  const t = useText('record');
  const { page, type, parts } = props;
  const { record, names } = page;
  const warns = (step: Step): boolean => checksBefore(page, step) > 0 || props.stepWarns?.(step) === true;
  const steps = useSteps(page, props.stepKeys ?? NO_KEYS, warns);
  const { open } = steps;
  const { personId } = useSessionUser();
  const minutes = page.company.settings.options.correctNoteMinutes;
  const mayCorrect = page.can('correct');
  const { run } = page;
  const { ref: draft } = page.draft;
  const correcting = useMemo<Correcting | undefined>(
    () =>
      mayCorrect
        ? { personId, minutes, draft, send: (entryId, text) => run('correct', { entryId, text }) }
        : undefined,
    [mayCorrect, personId, minutes, draft, run],
  );
  const history: RecordPart = {
    id: 'history',
    title: t('history.title'),
    column: 'main',
    count: record.journal.length,
    node: (
      <History
        view={page}
        correcting={correcting}
        {...(props.hiddenChanges === undefined ? {} : { hidden: props.hiddenChanges })}
      />
    ),
  };
  const form: readonly RecordPart[] =
    open === undefined
      ? []
      : [
          {
            id: 'step',
            title: t('header.steps'),
            column: 'main',
            node: (
              <StepForm
                key={open.name}
                page={page}
                step={open}
                onClose={steps.close}
                offers={props.stepOffers?.(open) ?? []}
                hint={
                  <>
                    <ChecklistWarning page={page} step={open} />
                    {props.stepHint?.(open)}
                  </>
                }
                extra={props.stepExtra?.(open)}
              />
            ),
          },
        ];
  const who = nameOf(names, record.createdBy);
  const owner = { ownerCollection: page.process.collection, ownerId: record.id };
  const about = useMemo(
    () => aboutRecord(page.process.collection, { id: record.id, type: record.type }),
    [page.process.collection, record.id, record.type],
  );
  // What is dropped or pasted into the composer goes with what is written there.
  const { part: attached, onFiles } = useFilesOfPage(owner, COMPOSER);
  return (
    <AboutContext value={about}>
      <ShowStep value={steps.show}>
        <MacroCommand process={page.process} record={record} />
        <FileDrop onFiles={onFiles}>
          <RecordLayout
            header={
              <ProcessHeader
                label={props.label ?? type}
                page={page}
                steps={steps}
                stepSize={props.stepSize ?? 'small'}
                because={props.because ?? null}
                marks={props.marks}
                actions={props.actions}
                above={
                  <>
                    {type} <strong>{record.number}</strong> ·{' '}
                    {t('header.created', { when: formatInstant(record.createdAt), who })}
                  </>
                }
              >
                {props.children}
              </ProcessHeader>
            }
            parts={[...form, ...parts, ...checklistPart(page), attached, history]}
            foot={
              <Composer
                page={page}
                {...(props.noteOffers === undefined ? {} : { offers: props.noteOffers })}
              />
            }
          />
        </FileDrop>
      </ShowStep>
    </AboutContext>
  );
};
