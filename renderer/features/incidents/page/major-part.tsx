import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { nextUpdateAt } from '#domain/incidents/major.ts';
import { isUpdate, lastSetting } from '#domain/journal/turns.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { RecordFacts } from '#renderer/shared/record/record-facts.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useNow } from '#renderer/shared/time/now.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { IncidentRecord } from './incident-record.ts';
import { isMajorActOpen } from './major-note.tsx';
import { ReasonActDialog } from './reason-acts.tsx';

type PartProps = { readonly page: IncidentRecord };

/** When the next update is due, in red once it is overdue; nothing where none is. */
export const NextUpdate = ({ at }: { readonly at: string | null }): ReactNode => {
  const t = useText('incidents');
  const nowMs = useNow();
  if (at === null) return null;
  const isOver = Date.parse(at) <= nowMs;
  return (
    <Box
      component="span"
      role={isOver ? 'status' : undefined}
      sx={{ fontSize: 13, ...(isOver ? { color: 'error.main', fontWeight: 600 } : {}) }}
    >
      {t(isOver ? 'major.overdue' : 'major.next', { when: formatInstant(at) })}
    </Box>
  );
};

/** Words to those who wait; a draft until they are sent. */
const UpdateComposer = ({ page }: PartProps): ReactNode => {
  const t = useText('incidents');
  const field = useFieldDraft(page.draft.ref, 'majorUpdate', '', isText);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const text = field.value.trim();
  const send = async (): Promise<void> => {
    if (text === '' || busy) return;
    setBusy(true);
    const sent = field.value;
    const reply = await page.run('postUpdate', { text });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) field.settle(sent);
  };
  return (
    <Box sx={{ display: 'grid', gap: 0.75, mt: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <LongText
        minRows={2}
        maxRows={12}
        size="small"
        label={t('major.updateField')}
        value={field.value}
        onText={field.set}
        onBlur={field.flush}
        onKeyDown={sendOnKey(() => void send())}
      />
      {error !== undefined && <ErrorNote error={error} />}
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <SubmitButton
          size="small"
          reason={text === '' ? t('major.updateMissing') : null}
          busy={busy}
          onClick={() => void send()}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {t('major.updateSend')}
        </SubmitButton>
        <Typography variant="caption" color="textSecondary">
          {t('major.updateHint')}
        </Typography>
      </Box>
    </Box>
  );
};

/** What is special about a major incident: its plan, when the next update is due, and the words for it. */
export const MajorPart = ({ page }: PartProps): ReactNode => {
  const t = useText('incidents');
  const [isRejecting, setRejecting] = useState(false);
  const { record, names } = page;
  const entry = lastSetting(record.journal, 'majorState', 'accepted');
  const updates = record.journal.filter(isUpdate).length;
  return (
    <Section
      title={t('major.title')}
      actions={
        <>
          <NextUpdate at={nextUpdateAt(record)} />
          {isMajorActOpen(page, 'rejectMajor') && (
            <Button size="small" onClick={() => setRejecting(true)}>
              {t('major.rejectAfterAll')}
            </Button>
          )}
        </>
      }
    >
      {entry !== undefined && (
        <Typography variant="body2" color="textSecondary" dir="auto" sx={{ overflowWrap: 'anywhere' }}>
          {t('major.accepted', { who: nameOf(names, entry.by), when: formatInstant(entry.at) })}
          {entry.text === null ? '' : `: ${entry.text}`}
        </Typography>
      )}
      <Typography component="h3" variant="caption" color="textSecondary" sx={{ display: 'block', mt: 0.75 }}>
        {t('major.plan')} · {t('major.updates', { count: updates })}
      </Typography>
      <RecordFacts view={page} rows={['updateMinutes', 'updateAudience', 'informedIds']} />
      {record.active ? (
        page.can('postUpdate') && <UpdateComposer page={page} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {record.state === 'resolved' ? t('major.reviewHint') : null}
        </Typography>
      )}
      {isRejecting && <ReasonActDialog page={page} act="rejectMajor" onClose={() => setRejecting(false)} />}
    </Section>
  );
};
