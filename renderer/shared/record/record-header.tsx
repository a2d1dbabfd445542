import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { StateSpec, Step } from '#domain/processes/process.ts';
import { hasStory } from '#domain/related/story.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { OthersHere } from '#renderer/shared/presence/others-here.tsx';
import { RecordMarks } from '#renderer/shared/records/record-marks.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { HeaderActs, type HeaderEntry, stepRank } from './header-acts.tsx';
import { PrintCommand } from './print-dialog.tsx';
import type { AnyRecordPage, RecordView } from './record-page.ts';
import { StateBar } from './state-bar.tsx';
import { StoryButton } from './story-button.tsx';
import { TitleField } from './title-field.tsx';
import { type Steps, stepLabel } from './use-steps.ts';
import { WatchButton } from './watch-button.tsx';
import { valueWord } from './words.ts';

type StepButtonsProps = {
  readonly page: AnyRecordPage;
  readonly steps: Steps;
  /** large: for fingers, where the page's own buttons beside them are. */
  readonly size?: 'small' | 'large';
};

/** What solves stands out; what gives up does not ask for attention. */
const variantOf = (
  step: Step,
  main: Step | undefined,
  target: StateSpec | undefined,
): 'contained' | 'outlined' | 'text' => {
  if (step === main) return 'contained';
  return target?.undone === true ? 'text' : 'outlined';
};

/** The steps that this user can take now, each with its key. */
const stepEntries = ({ page, steps, size = 'small' }: StepButtonsProps): readonly HeaderEntry[] => {
  const { states } = page.process;
  const main = steps.offered.find(({ step }) => {
    const target = states[step.to];
    return target?.phase === 'done' && target.undone !== true;
  });
  return steps.offered.map(({ step, key }, place) => ({
    key: `${step.name}-${step.to}`,
    rank: stepRank(states[step.to], place),
    label: stepLabel(page, step),
    shortcut: key,
    run: () => steps.take(step),
    button: (
      <Button
        key={`${step.name}-${step.to}`}
        size={size}
        variant={variantOf(step, main?.step, states[step.to])}
        color={states[step.to]?.undone === true ? 'inherit' : 'primary'}
        disabled={steps.busy}
        aria-expanded={steps.open?.name === step.name}
        onClick={() => steps.take(step)}
        sx={{
          gap: 0.75,
          minHeight: size === 'large' ? 48 : 0,
          '& kbd': { color: 'inherit', borderColor: 'currentColor', opacity: 0.8 },
        }}
      >
        {stepLabel(page, step)}
        {key !== null && <KeyHint shortcut={key} />}
      </Button>
    ),
  }));
};

type RecordHeaderProps = {
  /** What the header as a region is called: `Ticket`. */
  readonly label: string;
  readonly view: RecordView;
  readonly titlePath?: 'title' | 'name';
  /** The line above the title: what kind of record, its number, who made it and when. */
  readonly above: ReactNode;
  readonly icon?: ReactNode;
  /** State, priority, clocks and marks in a row below the title. */
  readonly marks: ReactNode;
  /** Buttons at the right. */
  readonly actions: ReactNode;
  readonly children?: ReactNode;
};

/** What kind of record it is, where its table says so. */
const kindWord = ({ kind, record }: RecordView): string | null => {
  const field = kind.collection === 'configItems' ? 'ciClass' : 'type';
  const value = record[field];
  const isWorded = ['tickets', 'orders', 'configItems'].includes(kind.collection);
  return isWorded && typeof value === 'string' ? valueWord(kind, field, value) : null;
};

const Story = ({ view }: { readonly view: RecordView }): ReactNode => {
  const { id, number, type } = view.record;
  const { collection } = view.kind;
  return !hasStory(collection, type) || typeof number !== 'string' ? null : (
    <StoryButton told={{ collection, id, number }} />
  );
};

/** The head of a record's page: what it is, how it stands, what can be done with it. */
export const RecordHeader = (props: RecordHeaderProps): ReactNode => {
  const t = useText('record');
  const { view } = props;
  return (
    <Box
      component="header"
      role="region"
      aria-label={props.label}
      sx={{
        px: 2,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 0.75,
        bgcolor: 'background.default',
      }}
    >
      <PrintCommand view={view} label={kindWord(view) ?? props.label} />
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 320px', minWidth: 0, display: 'flex', gap: 1, alignItems: 'center' }}>
          {props.icon}
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography component="div" variant="body2" color="textSecondary" noWrap>
              {props.above}
            </Typography>
            <TitleField view={view} path={props.titlePath ?? 'title'} />
          </Box>
        </Box>
        <Box
          role="toolbar"
          aria-label={t('header.steps')}
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 0.75,
            '&:empty': { display: 'none' },
          }}
        >
          {props.actions}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        {props.marks}
        {view.kind.collection === 'tickets' && <WatchButton ticketId={view.record.id} />}
        <Story view={view} />
        <OthersHere
          collection={view.kind.collection}
          id={view.record.id}
          typing={Object.keys(view.draft.fields).length > 0}
        />
        <RecordMarks
          collection={view.kind.collection}
          recordId={view.record.id}
          pendingSync={view.pendingSync}
          openClashes={view.record.openClashes}
        />
      </Box>
      {props.children}
    </Box>
  );
};

type ProcessHeaderProps = Omit<RecordHeaderProps, 'view' | 'actions'> & {
  readonly page: AnyRecordPage;
  readonly steps: Steps;
  readonly stepSize?: StepButtonsProps['size'];
  readonly because?: string | null;
  /** More buttons, in front of the steps. */
  readonly actions?: ReactNode;
};

/** The head of a record with a process: the bar of its states in the row of marks, its steps as buttons. */
export const ProcessHeader = ({
  page,
  steps,
  stepSize = 'small',
  because,
  ...header
}: ProcessHeaderProps): ReactNode => (
  <RecordHeader
    {...header}
    view={page}
    actions={<HeaderActs steps={stepEntries({ page, steps, size: stepSize })}>{header.actions}</HeaderActs>}
    marks={
      <>
        <StateBar process={page.process} state={page.record.state} because={because ?? null} />
        {header.marks}
      </>
    }
  >
    {steps.error !== undefined && <ErrorNote error={steps.error} />}
    {header.children}
  </RecordHeader>
);
