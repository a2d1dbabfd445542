import { Box, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ChangeModelRow, ChangeOrigin } from '#contracts/changes.ts';
import { PLAN_FIELDS } from '#domain/changes/standard.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { knowledgeRow, LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ChangeForm } from './new/change-form.tsx';
import { useNewChange } from './new/use-new-change.ts';

type ChangeNewPageProps = {
  readonly draftId: string;
  readonly from: ChangeOrigin | null;
  readonly modelId?: string;
};

/** The plans and tasks that the change will have. */
const ModelSays = ({ model }: { readonly model: ChangeModelRow }): ReactNode => {
  const t = useText('changes');
  const tasks = model.tasks.map(({ stage, title }) => `${stage}. ${title}`).join('\n');
  const texts = [
    ...PLAN_FIELDS.map((field) => [fieldLabel('tickets', field), model[field]] as const),
    [t('tasks.title'), tasks] as const,
  ].filter(([, text]) => text.trim() !== '');
  return (
    <Section title={t('standard.plans')}>
      {texts.map(([label, text]) => (
        <Box key={label} sx={{ '& + &': { mt: 0.75 } }}>
          <Typography component="h3" variant="caption" color="textSecondary">
            {label}
          </Typography>
          <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text}
          </Typography>
        </Box>
      ))}
    </Section>
  );
};

/** A new change: by hand, from a template, or for a problem, incident or known error that it is to mend. */
export const ChangeNewPage = ({ draftId, from, modelId = '' }: ChangeNewPageProps): ReactNode => {
  const t = useText('changes');
  const [origin] = useState({ from, modelId });
  const change = useNewChange(draftId, origin);
  const { model } = change;
  const fixes = [...change.tickets.map(ticketRow), ...change.knowledge.map(knowledgeRow)];
  return (
    <CreatePage
      title={model === null ? t('pages.new') : t('new.standard', { model: model.name })}
      subtitle=""
      action={t('new.create')}
      missing={change.isMissing ? t('new.titleMissing') : null}
      busy={change.busy}
      error={change.error}
      isDirty={change.draft.isDirty || change.files.count > 0}
      files={change.files}
      onCreate={() => void change.create()}
      onDiscard={change.discard}
      {...(change.isStandard ? {} : { template: change.template })}
      aside={
        (fixes.length > 0 || model !== null) && (
          <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
            {model !== null && <ModelSays model={model} />}
            {fixes.length > 0 && (
              <Section title={t('new.fixes')}>
                <LinkedRecords rows={fixes} onUnlink={(row) => change.unlink(row.id)} />
              </Section>
            )}
          </Box>
        )
      }
    >
      <ChangeForm change={change} />
    </CreatePage>
  );
};
