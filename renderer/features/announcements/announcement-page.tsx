import { Alert, Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import { holdsAt } from '#domain/events/announcements.ts';
import {
  ANNOUNCEMENT_KIND,
  SeverityChip,
  spanText,
} from '#renderer/shared/announcements/announcement-words.tsx';
import { OutdatedNote } from '#renderer/shared/announcements/of-ticket.tsx';
import { formatList } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { History } from '#renderer/shared/record/history.tsx';
import type { Correcting } from '#renderer/shared/record/history-words.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { useRecordView } from '#renderer/shared/record/record-page.ts';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { AudiencePart, isForAll } from './audience-part.tsx';
import { EditForm, useAnnouncementDraft } from './edit-form.tsx';
import { UpdatesPart } from './updates-part.tsx';

type Detail = QueryOutput<'announcements.one'>;

/** Ends, withdraws, brings back. */
const Acts = ({
  detail: { row },
  onEdit,
}: {
  readonly detail: Detail;
  readonly onEdit: () => void;
}): ReactNode => {
  const t = useText('announcements');
  const may = useMay();
  const updating = useCommand('announcements.update');
  const ending = useCommand('announcements.end');
  if (!may('announcements.update')) return null;
  const now = new Date().toISOString();
  const isOver = row.endsAt !== null && row.endsAt <= now;
  const error = updating.error ?? ending.error;
  return (
    <>
      {error !== undefined && <ErrorNote error={error} />}
      <Button size="small" variant="outlined" onClick={onEdit}>
        {t('edit')}
      </Button>
      {holdsAt(row, now) && (
        <Button
          size="small"
          variant="contained"
          loading={ending.busy}
          onClick={() => void ending.run({ id: row.id })}
        >
          {t('end')}
        </Button>
      )}
      {!isOver && (
        <Button
          size="small"
          color="inherit"
          loading={updating.busy}
          onClick={() => void updating.run({ id: row.id, changes: { active: !row.active } })}
        >
          {t(row.active ? 'withdraw' : 'restore')}
        </Button>
      )}
    </>
  );
};

const SCOPE = ['ciIds', 'serviceIds', 'placeIds', 'teamIds'] as const;

/** What the history and the updates work with. What is typed in a correction is kept apart from the form, which lets its own go. */
const useAnnouncementView = ({ row, record, names, pendingSync }: Detail) => {
  const t = useText('announcements');
  const may = useMay();
  const { personId } = useSessionUser();
  const view = useRecordView({
    ...{ kind: ANNOUNCEMENT_KIND, record, names, pendingSync },
    ...{ draftKey: `announcement-words:${row.id}`, label: row.title },
  });
  const correcting: Correcting | undefined = may('announcements.correct')
    ? {
        ...{ personId, minutes: view.company.settings.options.correctNoteMinutes, draft: view.draft.ref },
        again: t('again'),
        send: (entryId, text, again) =>
          host.command('announcements.correct', { id: row.id, entryId, text, again }),
      }
    : undefined;
  return { view, correcting };
};

const Shown = ({ detail }: { readonly detail: Detail }): ReactNode => {
  const t = useText('announcements');
  const { row, names, source, outdated, audience } = detail;
  const { view, correcting } = useAnnouncementView(detail);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.5fr) minmax(270px, 1fr)' },
        maxWidth: 1200,
      }}
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
        {outdated !== null && <OutdatedNote row={row} outdated={outdated} />}
        {!row.active && <Alert severity="info">{t('withdrawnNote')}</Alert>}
        <Section title={fieldLabel('events', 'body')}>
          <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {row.body === '' ? t('noBody') : row.body}
          </Typography>
        </Section>
        <UpdatesPart row={row} names={names} correcting={correcting} />
        <History view={view} />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
        <Section title={t('facts')}>
          <Facts
            facts={[
              { label: t('when'), value: spanText(t, row) },
              {
                label: fieldLabel('events', 'kind'),
                value: row.kind === undefined ? null : valueWord(ANNOUNCEMENT_KIND, 'kind', row.kind),
              },
              ...SCOPE.map((field) => ({
                label: fieldLabel('events', field),
                value: formatList((row[field] ?? []).map((id) => nameOf(names, id))),
              })),
              { label: fieldLabel('events', 'createdBy'), value: nameOf(names, row.createdBy) },
            ]}
          />
        </Section>
        {source !== null && (
          <Section title={t('source')}>
            <LinkedRecords rows={[ticketRow(source)]} />
          </Section>
        )}
        <AudiencePart audience={audience} isForAll={isForAll(row)} leftOutIds={row.leftOutIds ?? []} />
      </Box>
    </Box>
  );
};

const View = ({ detail }: { readonly detail: Detail }): ReactNode => {
  const { row } = detail;
  const edited = useAnnouncementDraft(row);
  const [isEditing, setEditing] = useState(false);
  return (
    <Page
      title={row.title}
      subtitle={
        <Box component="span" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <SeverityChip severity={row.severity} />
          {joined([row.kind === undefined ? null : valueWord(ANNOUNCEMENT_KIND, 'kind', row.kind)])}
        </Box>
      }
      actions={<Acts detail={detail} onEdit={() => setEditing(true)} />}
    >
      {isEditing || edited.draft.isDirty ? (
        <EditForm row={row} names={detail.names} edited={edited} onDone={() => setEditing(false)} />
      ) : (
        <Shown detail={detail} />
      )}
    </Page>
  );
};

/** An announcement by its id: what is told, whom it concerns, and what was said since. */
export const AnnouncementPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('announcements.one', { id });
  useTabTitle({ page: 'announcement', id }, live.data?.row.title);
  return (
    <Boundary live={live} ofPage>
      {(detail) => <View key={detail.row.id} detail={detail} />}
    </Boundary>
  );
};
