import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import type { CabMeeting } from '#domain/fields/events.ts';
import { itemsOf, stageOf } from '#domain/meetings/stages.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { draftFrom } from '#renderer/shared/drafts/new-event.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useTabTitle } from '#renderer/shared/navigation/use-tab-title.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { History } from '#renderer/shared/record/history.tsx';
import { PrintCommand } from '#renderer/shared/record/print-dialog.tsx';
import { useRecordView } from '#renderer/shared/record/record-page.ts';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Facts } from '#renderer/shared/ui/facts.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { AgendaPart } from './agenda-part.tsx';
import { FormFields, kindWord } from './form-fields.tsx';
import { formOf, lackOf, type MeetingForm, updateInputOf } from './meeting-form-model.ts';
import { MinutesPart } from './minutes-part.tsx';
import { StageChip } from './stage-chip.tsx';

type Detail = QueryOutput<'meetings.one'>;
const KIND = { collection: 'events', type: 'cab_meeting' } as const;
/** A meeting goes on, and an item is decided again; neither is taken back. */
const FINAL = ['stage', 'agendaItems'];

const useMeetingDraft = ({ meeting }: Detail) => {
  const { personId } = useSessionUser();
  const start = useMemo(() => formOf(meeting), [meeting]);
  const draft = useFormDraft<MeetingForm>(personId, `meeting:${meeting.id}`, meeting.title, start);
  return { draft };
};
type Edited = ReturnType<typeof useMeetingDraft>;

const EditForm = ({
  detail: { meeting, names },
  edited: { draft },
  onDone,
}: {
  readonly detail: Detail;
  readonly edited: Edited;
  readonly onDone: () => void;
}): ReactNode => {
  const t = useText('meetings');
  const updating = useCommand('meetings.update');
  const lack = lackOf(draft.form);
  const reason = lack === null ? null : t(`lack.${lack}`);
  const save = async (): Promise<void> => {
    if (lack !== null || updating.busy) return;
    const reply = await updating.run(updateInputOf(meeting.id, draft.began, draft.form));
    if (!reply.ok) return;
    notify('success', t('saved', { title: draft.form.title.trim() }));
    draft.discard();
    onDone();
  };
  return (
    <Box
      role="form"
      aria-label={meeting.title}
      onKeyDown={sendOnKey(() => void save(), reason !== null)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 760, pt: 1 }}
    >
      <FormFields draft={draft} names={names} />
      {updating.error !== undefined && <ErrorNote error={updating.error} />}
      <DraftActions
        draft={draft}
        reason={reason}
        busy={updating.busy}
        onSave={() => void save()}
        onDone={onDone}
      />
    </Box>
  );
};

/** Closes, goes on, calls off, plans the next one. */
const Acts = ({ detail, onEdit }: { readonly detail: Detail; readonly onEdit: () => void }): ReactNode => {
  const t = useText('meetings');
  const may = useMay();
  const { meeting, mayLead } = detail;
  const closing = useCommand('meetings.close');
  const beginning = useCommand('meetings.begin');
  const updating = useCommand('meetings.update');
  const stage = stageOf(meeting);
  const error = closing.error ?? beginning.error ?? updating.error;
  return (
    <>
      {error !== undefined && <ErrorNote error={error} />}
      {may('meetings.update') && stage !== 'closed' && (
        <Button size="small" variant="outlined" onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
      {may('meetings.close') && mayLead && stage === 'open' && (
        <Button
          size="small"
          variant="contained"
          loading={closing.busy}
          onClick={() => void closing.run({ id: meeting.id })}
        >
          {t('close')}
        </Button>
      )}
      {may('meetings.begin') && mayLead && stage === 'closed' && (
        <Button
          size="small"
          color="inherit"
          loading={beginning.busy}
          onClick={() => void beginning.run({ id: meeting.id, presentIds: meeting.presentIds ?? [] })}
        >
          {t('goOn')}
        </Button>
      )}
      {may('meetings.create') && (
        <Button
          size="small"
          variant={stage === 'closed' && detail.nextId === null ? 'contained' : 'text'}
          onClick={() => openRoute({ page: 'meeting-new', draftId: draftFrom(meeting.id) })}
        >
          {t('planNext')}
        </Button>
      )}
      {may('meetings.update') && stage === 'planned' && (
        <Button
          size="small"
          color="inherit"
          loading={updating.busy}
          onClick={() => void updating.run({ id: meeting.id, changes: { active: !meeting.active } })}
        >
          {t(meeting.active ? 'callOff' : 'restore')}
        </Button>
      )}
    </>
  );
};

/** What the filter of the agenda asks for, in one line. */
const useFilterWords = ({ meeting, names }: Detail): string => {
  const t = useText('meetings');
  const filter = meeting.agenda ?? null;
  if (filter === null) return t('filter.all');
  const said = joined([
    filter.changeTypes.length === 0 ? null : formatList(filter.changeTypes.map(kindWord)),
    filter.leastRisk === null
      ? null
      : t('filter.fromRisk', {
          level: valueWord({ collection: 'tickets', type: 'change' }, 'riskLevel', filter.leastRisk),
        }),
    filter.teamIds.length === 0 ? null : formatList(filter.teamIds.map((id) => nameOf(names, id))),
    filter.untilNext ? t('filter.untilNext') : null,
  ]);
  return said === '' ? t('filter.all') : said;
};

const FactsPart = ({ detail }: { readonly detail: Detail }): ReactNode => {
  const t = useText('meetings');
  const filter = useFilterWords(detail);
  const { meeting, names } = detail;
  const { startsAt, endsAt, venue, link, chairId, minuteTakerId, memberIds, memberRoles } = meeting;
  const members = [
    ...(memberIds ?? []).map((id) => nameOf(names, id)),
    ...(memberRoles ?? []).map((role) => t(`common:roles.${role}`)),
  ];
  const blank = (text: string | undefined): string | null =>
    text === undefined || text === '' ? null : text;
  return (
    <Section title={t('facts')}>
      <Facts
        facts={[
          {
            label: t('when'),
            value: joined(
              [startsAt, endsAt].filter((at) => at !== null).map((at) => formatInstant(at)),
              ' – ',
            ),
          },
          { label: fieldLabel('events', 'venue'), value: blank(venue) },
          { label: fieldLabel('events', 'link'), value: blank(link) },
          { label: fieldLabel('events', 'chairId'), value: chairId == null ? null : nameOf(names, chairId) },
          {
            label: fieldLabel('events', 'minuteTakerId'),
            value: minuteTakerId == null ? null : nameOf(names, minuteTakerId),
          },
          { label: fieldLabel('events', 'memberIds'), value: formatList(members) },
          { label: fieldLabel('events', 'agenda'), value: filter },
        ]}
      />
      {meeting.body !== '' && (
        <Typography
          variant="body2"
          dir="auto"
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', mt: 1 }}
        >
          {meeting.body}
        </Typography>
      )}
    </Section>
  );
};

/** The meeting as its minutes are printed: the agenda in its order, before it begins as it would be. */
const printedOf = ({ meeting, rows }: Detail): CabMeeting => ({
  ...meeting,
  agendaItems:
    stageOf(meeting) === 'planned'
      ? rows.map(({ id }, order) => ({
          ...{ id, ticketId: id, order, decision: null, reason: null, decidedBy: null, decidedAt: null },
          actions: '',
        }))
      : [...itemsOf(meeting)],
});

const View = ({ detail }: { readonly detail: Detail }): ReactNode => {
  const t = useText('meetings');
  const { meeting, names, rows } = detail;
  const edited = useMeetingDraft(detail);
  const [isEditing, setEditing] = useState(false);
  const printed = useMemo(() => printedOf(detail), [detail]);
  const ticketNames = Object.fromEntries(rows.map(({ id, number, title }) => [id, `${number} ${title}`]));
  const view = useRecordView({
    ...{ kind: KIND, record: printed, names: { ...names, ...ticketNames }, pendingSync: false },
    ...{ draftKey: `meeting:${meeting.id}`, label: meeting.title },
  });
  const onPaper = useMemo(() => {
    // Before it is held nothing is missing.
    const unsaid = stageOf(meeting) === 'planned' ? {} : { 'agendaItems.decision': t('notDealtWith') };
    return { ...view, format: { ...view.format, unsaid } };
  }, [view, meeting, t]);
  return (
    <Page
      title={meeting.title}
      subtitle={
        <Box component="span" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <StageChip meeting={meeting} />
          {formatInstant(meeting.startsAt)}
        </Box>
      }
      actions={<Acts detail={detail} onEdit={() => setEditing(true)} />}
    >
      <PrintCommand view={onPaper} label={t('printed')} />
      {isEditing || edited.draft.isDirty ? (
        <EditForm detail={detail} edited={edited} onDone={() => setEditing(false)} />
      ) : (
        <Box
          sx={{
            display: 'grid',
            gap: 1.5,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1.7fr) minmax(270px, 1fr)' },
            maxWidth: 1280,
          }}
        >
          <AgendaPart detail={detail} />
          <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
            <MinutesPart detail={detail} />
            <FactsPart detail={detail} />
            <History view={view} final={FINAL} />
          </Box>
        </Box>
      )}
    </Page>
  );
};

/** A meeting of the change advisory board: its agenda, and while it is held the decisions, one by one. */
export const MeetingPage = ({ id }: { readonly id: string }): ReactNode => {
  const live = useLive('meetings.one', { id });
  useTabTitle({ page: 'meeting', id }, live.data?.meeting.title);
  return (
    <Boundary live={live} ofPage>
      {(detail) => <View key={detail.meeting.id} detail={detail} />}
    </Boundary>
  );
};
