import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { QueryOutput } from '#contracts/registry.ts';
import { CAB_MEETING_FIELDS } from '#domain/fields/events.ts';
import { stageOf } from '#domain/meetings/stages.ts';
import { DraftActions } from '#renderer/shared/drafts/draft-actions.tsx';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { AccountsPicker } from '#renderer/shared/pickers/account-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { ChangedNote } from '#renderer/shared/record/field-notice.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { expectedAt } from './meeting-form-model.ts';

type Detail = QueryOutput<'meetings.one'>;
type PartProps = { readonly detail: Detail };

const Shown = ({ detail: { meeting, names } }: PartProps): ReactNode => {
  const t = useText('meetings');
  const { presentIds, remarks } = meeting;
  return (
    <>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {(presentIds ?? []).length === 0
          ? t('nobodyPresent')
          : formatList((presentIds ?? []).map((id) => nameOf(names, id)))}
      </Typography>
      {remarks !== undefined && remarks !== '' && (
        <Typography
          variant="body2"
          dir="auto"
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', mt: 1 }}
        >
          {remarks}
        </Typography>
      )}
    </>
  );
};

const Edited = ({ detail: { meeting, names } }: PartProps): ReactNode => {
  const t = useText('meetings');
  const may = useMay();
  const { personId } = useSessionUser();
  const stage = stageOf(meeting);
  const start = useMemo(
    () => ({
      presentIds: stage === 'planned' ? expectedAt(meeting) : (meeting.presentIds ?? []),
      remarks: meeting.remarks ?? '',
    }),
    [meeting, stage],
  );
  const draft = useFormDraft(personId, `meeting-minutes:${meeting.id}`, meeting.title, start);
  const noting = useCommand('meetings.note');
  const beginning = useCommand('meetings.begin');
  const { form, set } = draft;
  const words = draft.over('remarks');
  const presentIds = [...form.presentIds];
  const save = async (): Promise<void> => {
    if (noting.busy || words.changedUnderneath) return;
    const text = words.dirty ? { text: form.remarks } : {};
    const seen = { text: words.base, presentIds: [...draft.over('presentIds').base] };
    const reply = await noting.run({ id: meeting.id, ticketId: null, ...text, presentIds, seen });
    if (reply.ok) draft.discard();
  };
  const begin = async (): Promise<void> => {
    if (beginning.busy) return;
    const reply = await beginning.run({ id: meeting.id, presentIds });
    if (reply.ok) draft.discard();
  };
  const error = noting.error ?? beginning.error;
  return (
    <Box
      onKeyDown={sendOnKey(() => void save(), stage !== 'open' || !draft.isDirty)}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}
    >
      <AccountsPicker
        label={t('addPresent')}
        value={form.presentIds}
        names={names}
        onChange={(ids) => set('presentIds', [...ids])}
      />
      {stage === 'open' && (
        <LongText
          label={fieldLabel('events', 'remarks')}
          value={form.remarks}
          minRows={3}
          slotProps={{ htmlInput: { maxLength: CAB_MEETING_FIELDS.remarks.max } }}
          onText={(text) => set('remarks', text)}
        />
      )}
      <ChangedNote field={words} current={meeting.remarks ?? ''} />
      {error !== undefined && <ErrorNote error={error} />}
      {stage === 'open' && draft.isDirty && (
        <DraftActions
          draft={draft}
          reason={words.changedUnderneath ? t('wordsChanged') : null}
          busy={noting.busy}
          onSave={() => void save()}
          onDone={() => undefined}
        />
      )}
      {stage === 'planned' && may('meetings.begin') && (
        <Button
          variant="contained"
          size="small"
          loading={beginning.busy}
          onClick={() => void begin()}
          sx={{ justifySelf: 'start' }}
        >
          {t('begin')}
        </Button>
      )}
    </Box>
  );
};

/** Who is there, and what was said in general; before it begins who is expected. */
export const MinutesPart = ({ detail }: PartProps): ReactNode => {
  const stage = stageOf(detail.meeting);
  const isEdited = detail.mayLead && detail.meeting.active && stage !== 'closed';
  return (
    <Section title={fieldLabel('events', 'presentIds')}>
      {isEdited ? <Edited detail={detail} /> : <Shown detail={detail} />}
    </Section>
  );
};
