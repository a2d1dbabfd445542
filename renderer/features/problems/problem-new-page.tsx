import { Box, Button } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { ProblemForm } from './new/problem-form.tsx';
import { SimilarPanel } from './new/similar-panel.tsx';
import { useNewProblem } from './new/use-new-problem.ts';

type ProblemNewPageProps = {
  readonly draftId: string;
  readonly incidentIds: readonly string[];
  readonly trendKey: string | null;
};

/** A new problem: from incidents, from a trend, or by hand; what is there already is looked for while it is typed. */
export const ProblemNewPage = ({ draftId, incidentIds, trendKey }: ProblemNewPageProps): ReactNode => {
  const t = useText('problems');
  const [origin] = useState({ incidentIds, trendKey });
  const problem = useNewProblem(draftId, origin);
  const [asksDiscard, setAsksDiscard] = useState(false);
  const { incidents, form } = problem;
  const latest = useLatest(problem);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'problem.create',
        label: 'problems:new.create',
        group: 'problems:pages.new',
        shortcut: 'Ctrl+Enter',
        run: () => void latest.current.create(),
      },
    ],
    [latest],
  );
  useCommands(commands);
  return (
    <Page
      title={t('pages.new')}
      subtitle={form.trendKey === null ? '' : t('new.fromTrend')}
      actions={
        <>
          <Button size="small" disabled={!problem.draft.isDirty} onClick={() => setAsksDiscard(true)}>
            {t('new.discard')}
          </Button>
          <SubmitButton
            size="small"
            reason={problem.isMissing ? t('new.titleMissing') : null}
            busy={problem.busy}
            onClick={() => void problem.create()}
            endIcon={<KeyHint shortcut="Ctrl+Enter" />}
          >
            {t('new.create')}
          </SubmitButton>
        </>
      }
    >
      {problem.error !== undefined && (
        <Box sx={{ mb: 1.5 }}>
          <ErrorNote error={problem.error} />
        </Box>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: 'minmax(0, 1.5fr) minmax(300px, 1fr)',
          alignItems: 'start',
          pt: 0.75,
        }}
      >
        <ProblemForm problem={problem} />
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
          {form.incidentIds.length > 0 && (
            <Section title={t('new.incidents', { count: form.incidentIds.length })}>
              <LinkedRecords
                rows={incidents.map(ticketRow)}
                onUnlink={(row) => problem.removeIncident(row.id)}
              />
            </Section>
          )}
          <SimilarPanel problem={problem} />
        </Box>
      </Box>
      <ConfirmDialog
        open={asksDiscard}
        title={t('new.discard')}
        text={t('new.reallyDiscard')}
        action={t('new.discard')}
        isDangerous
        onConfirm={problem.discard}
        onCancel={() => setAsksDiscard(false)}
      />
    </Page>
  );
};
