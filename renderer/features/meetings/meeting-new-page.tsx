import { type ReactNode, useMemo } from 'react';
import type { Names } from '#contracts/shared.ts';
import { originOf, useNewEvent } from '#renderer/shared/drafts/new-event.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { FormFields } from './form-fields.tsx';
import { createInputOf, formOf, lackOf, type MeetingForm, nextOf } from './meeting-form-model.ts';

type FormProps = { readonly draftId: string; readonly start: MeetingForm; readonly names: Names };

const NewForm = ({ draftId, start, names }: FormProps): ReactNode => {
  const t = useText('meetings');
  const page = 'meeting-new';
  const { draft, recordId, leave } = useNewEvent({ page, draftId, label: t('pages.new'), start });
  const creating = useCommand('meetings.create');
  const lack = lackOf(draft.form);
  const create = async (): Promise<void> => {
    if (lack !== null || creating.busy) return;
    const reply = await creating.run(createInputOf(recordId, draft.form));
    if (!reply.ok) return;
    notify('success', t('created', { title: reply.data.title }));
    openRoute({ page: 'meeting', id: reply.data.id }, reply.data.title);
    leave();
  };
  return (
    <CreatePage
      title={t('pages.new')}
      action={t('create')}
      missing={lack === null ? null : t(`lack.${lack}`)}
      busy={creating.busy}
      error={creating.error}
      isDirty={draft.isDirty}
      onCreate={() => void create()}
      onDiscard={leave}
    >
      <FormFields draft={draft} names={names} />
    </CreatePage>
  );
};

/** A new meeting, by hand or as the next one after another. */
export const MeetingNewPage = ({ draftId }: { readonly draftId: string }): ReactNode => {
  const t = useText('meetings');
  const fromId = originOf(draftId);
  const live = useLive('meetings.one', fromId === null ? null : { id: fromId });
  const title = t('defaultTitle');
  const byHand = useMemo(() => formOf({ title }), [title]);
  const from = live.data?.meeting;
  const next = useMemo(() => (from === undefined ? null : nextOf(from)), [from]);
  if (fromId === null) return <NewForm draftId={draftId} start={byHand} names={{}} />;
  return (
    <Boundary live={live} ofPage>
      {({ names }) => next !== null && <NewForm draftId={draftId} start={next} names={names} />}
    </Boundary>
  );
};
