import { Box } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { Names, TicketRow } from '#contracts/shared.ts';
import { originOf, useNewEvent } from '#renderer/shared/drafts/new-event.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { AudiencePart, isForAll } from './audience-part.tsx';
import { FormFields } from './form-fields.tsx';
import { type AnnouncementForm, createInputOf, formOf, lackOf } from './form-model.ts';

type FormProps = {
  readonly draftId: string;
  readonly start: AnnouncementForm;
  readonly names: Names;
  readonly source: TicketRow | null;
};

const NewForm = ({ draftId, start, names, source }: FormProps): ReactNode => {
  const t = useText('announcements');
  const label = source?.number ?? t('pages.new');
  const { draft, recordId, leave } = useNewEvent({ page: 'announcement-new', draftId, label, start });
  const { form, set } = draft;
  const creating = useCommand('announcements.create');
  const [tried, setTried] = useState(false);
  const lack = lackOf(form);
  const audience = useLive('announcements.audience', {
    ciIds: [...form.ciIds],
    placeIds: [...form.placeIds],
    leftOutIds: [...form.leftOutIds],
  });
  const create = async (): Promise<void> => {
    setTried(true);
    if (lack !== null || creating.busy) return;
    const reply = await creating.run(createInputOf(recordId, form));
    if (!reply.ok) return;
    notify('success', t('created', { title: reply.data.title }));
    openRoute({ page: 'announcement', id: reply.data.id }, reply.data.title);
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
      aside={
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
          {source !== null && (
            <Section title={t('source')}>
              <LinkedRecords rows={[ticketRow(source)]} />
            </Section>
          )}
          <AudiencePart
            audience={audience.data}
            isForAll={isForAll(form)}
            leftOutIds={form.leftOutIds}
            onLeaveOut={(ids) => set('leftOutIds', ids)}
          />
        </Box>
      }
    >
      <FormFields draft={draft} names={names} lack={tried ? lack : null} />
    </CreatePage>
  );
};

/** A new announcement: by hand, or of a ticket, whose window, items and place it begins with. */
export const AnnouncementNewPage = ({ draftId }: { readonly draftId: string }): ReactNode => {
  const [now] = useState(() => new Date().toISOString());
  const ticketId = originOf(draftId);
  const live = useLive('announcements.proposal', ticketId === null ? null : { ticketId });
  const byHand = useMemo(() => formOf({}, now), [now]);
  if (ticketId === null) {
    return <NewForm draftId={draftId} start={byHand} names={{}} source={null} />;
  }
  return (
    <Boundary live={live} ofPage>
      {({ start, names, source }) => (
        <FromTicket {...{ draftId, names, source }} proposal={start} now={now} />
      )}
    </Boundary>
  );
};

type FromTicketProps = Omit<FormProps, 'start'> & {
  readonly proposal: Parameters<typeof formOf>[0];
  readonly now: string;
};

const FromTicket = ({ proposal, now, ...form }: FromTicketProps): ReactNode => {
  const start = useMemo(() => formOf(proposal, now), [proposal, now]);
  return <NewForm {...form} start={start} />;
};
