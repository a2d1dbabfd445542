import { Box } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
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
  const { incidents, form } = problem;
  return (
    <CreatePage
      title={t('pages.new')}
      subtitle={form.trendKey === null ? '' : t('new.fromTrend')}
      action={t('new.create')}
      missing={problem.isMissing ? t('new.titleMissing') : null}
      busy={problem.busy}
      error={problem.error}
      isDirty={problem.draft.isDirty || problem.files.count > 0}
      files={problem.files}
      onCreate={() => void problem.create()}
      onDiscard={problem.discard}
      template={problem.template}
      aside={
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
      }
    >
      <ProblemForm problem={problem} />
    </CreatePage>
  );
};
