import { type ReactNode, useState } from 'react';
import type { CommandInput } from '#contracts/registry.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { FormFields, useRecordForm } from '#renderer/shared/record/record-form.tsx';
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
  const leave = (): void => {
    form.draft.discard();
    useNavigation.getState().close(`review-new:${draftId}`);
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (form.reason !== null || create.busy) return;
    // The form holds values of these fields only.
    const input = { title: '', ...form.given, id: draftId } as CommandInput<'reviews.create'>;
    const reply = await create.run(input);
    if (!reply.ok) return;
    openRoute({ page: 'review', id: reply.data.id }, reply.data.number);
    leave();
  };
  return (
    <CreatePage
      title={t('pages.new')}
      action={t('create')}
      missing={form.reason}
      busy={create.busy}
      error={create.error}
      isDirty={form.draft.isDirty}
      onCreate={() => void submit()}
      onDiscard={leave}
    >
      <FormFields form={form} paths={Object.keys(START)} showProblems={wasTried} autoFocus />
    </CreatePage>
  );
};
