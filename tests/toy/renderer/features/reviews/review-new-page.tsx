import { type ReactNode, useState } from 'react';
import type { CommandInput } from '#contracts/registry.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { FormFields, useRecordForm } from '#renderer/shared/record/record-form.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { REVIEW_FIELDS } from '../../../domain/fields/reviews.ts';

const START: Record<string, unknown> = { title: '', finding: '', teamId: null, impact: 3, tags: [] };

export const ReviewNewPage = ({ draftId }: { readonly draftId: string }): ReactNode => {
  const t = useText('reviews');
  const form = useRecordForm({
    kind: { collection: 'tickets', type: 'review' },
    table: REVIEW_FIELDS,
    draftKey: `review-new:${draftId}`,
    label: t('pages.new'),
    start: START,
  });
  const create = useCommand('reviews.create');
  const [wasTried, setTried] = useState(false);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (form.reason !== null || create.busy) return;
    // The form holds values of these fields only.
    const input = { title: '', ...form.given, id: draftId } as CommandInput<'reviews.create'>;
    const reply = await create.run(input);
    if (!reply.ok) return;
    openRoute({ page: 'review', id: reply.data.id }, reply.data.number);
    form.draft.discard();
    useNavigation.getState().close(`review-new:${draftId}`);
  };
  return (
    <Page
      title={t('pages.new')}
      actions={
        <SubmitButton size="small" reason={form.reason} busy={create.busy} onClick={() => void submit()}>
          {t('create')}
        </SubmitButton>
      }
    >
      {create.error !== undefined && <ErrorNote error={create.error} />}
      <FormFields form={form} paths={Object.keys(START)} showProblems={wasTried} autoFocus />
    </Page>
  );
};
