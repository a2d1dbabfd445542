import { type ReactNode, useState } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { ChangeForm } from './new/change-form.tsx';
import { useNewChange } from './new/use-new-change.ts';

type ChangeNewPageProps = { readonly draftId: string; readonly problemIds: readonly string[] };

/** A new change: by hand, from a template, or for problems whose fix it carries. */
export const ChangeNewPage = ({ draftId, problemIds }: ChangeNewPageProps): ReactNode => {
  const t = useText('changes');
  const [origin] = useState(problemIds);
  const change = useNewChange(draftId, origin);
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
    >
      <ChangeForm change={change} />
    </CreatePage>
  );
};
