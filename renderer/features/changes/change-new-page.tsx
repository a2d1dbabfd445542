import { type ReactNode, useState } from 'react';
import type { ChangeOrigin } from '#contracts/changes.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { knowledgeRow, LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ChangeForm } from './new/change-form.tsx';
import { useNewChange } from './new/use-new-change.ts';

type ChangeNewPageProps = { readonly draftId: string; readonly from: ChangeOrigin | null };

/** A new change: by hand, from a template, or for a problem, incident or known error that it is to mend. */
export const ChangeNewPage = ({ draftId, from }: ChangeNewPageProps): ReactNode => {
  const t = useText('changes');
  const [origin] = useState(from);
  const change = useNewChange(draftId, origin);
  const fixes = [...change.tickets.map(ticketRow), ...change.knowledge.map(knowledgeRow)];
  return (
    <CreatePage
      title={t('pages.new')}
      subtitle=""
      action={t('new.create')}
      missing={change.isMissing ? t('new.titleMissing') : null}
      busy={change.busy}
      error={change.error}
      isDirty={change.draft.isDirty || change.files.count > 0}
      files={change.files}
      onCreate={() => void change.create()}
      onDiscard={change.discard}
      template={change.template}
      aside={
        fixes.length > 0 && (
          <Section title={t('new.fixes')}>
            <LinkedRecords rows={fixes} onUnlink={(row) => change.unlink(row.id)} />
          </Section>
        )
      }
    >
      <ChangeForm change={change} />
    </CreatePage>
  );
};
