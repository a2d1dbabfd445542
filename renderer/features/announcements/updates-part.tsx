import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { AnnouncementRow } from '#contracts/announcements.ts';
import type { Names } from '#contracts/shared.ts';
import type { Update } from '#domain/events/announcements.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { type Correcting, OwnWords } from '#renderer/shared/record/history-words.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay, useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';

type UpdatesPartProps = {
  readonly row: AnnouncementRow;
  readonly names: Names;
  /** How one's own updates are corrected; left out: they can't be. */
  readonly correcting: Correcting | undefined;
};

type LineProps = Omit<UpdatesPartProps, 'row'> & { readonly update: Update };

/** An update as its words stand now, and what its sender can still do about them. */
const UpdateLine = ({ update, names, correcting }: LineProps): ReactNode => {
  const t = useText('announcements');
  const { id, at, by, text, correctedAt } = update;
  return (
    <Box component="li" sx={{ py: 0.5, '& + &': { borderTop: 1, borderColor: 'divider' }, fontSize: 13 }}>
      <Typography variant="caption" color="textSecondary">
        {joined([
          nameOf(names, by),
          formatInstant(at),
          correctedAt === null ? null : t('updates.corrected', { at: formatInstant(correctedAt) }),
        ])}
      </Typography>
      <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </Typography>
      {correcting?.personId === by && (
        <OwnWords item={{ id, at, text, correction: null }} correcting={correcting} />
      )}
    </Box>
  );
};

const NOTHING = { update: '' };

/** What was said since, the latest first, and the field for the next update. Whoever took note of the announcement is told again. */
export const UpdatesPart = ({ row, names, correcting }: UpdatesPartProps): ReactNode => {
  const t = useText('announcements');
  const { personId } = useSessionUser();
  const draft = useFormDraft(personId, `announcement-update:${row.id}`, row.title, NOTHING);
  const words = draft.form.update;
  const may = useMay();
  const telling = useCommand('announcements.tell');
  const reason = words.trim() === '' ? t('updates.lack') : null;
  const send = async (): Promise<void> => {
    if (reason !== null || telling.busy) return;
    const reply = await telling.run({ id: row.id, text: words });
    if (reply.ok) draft.discard();
  };
  return (
    <Section title={t('updates.title')}>
      {may('announcements.tell') && row.active && (
        <Box
          onKeyDown={sendOnKey(() => void send(), reason !== null)}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1, pb: 1 }}
        >
          <LongText
            size="small"
            fullWidth
            minRows={2}
            label={t('updates.field')}
            value={words}
            onText={(text) => draft.set('update', text)}
          />
          <Box>
            <SubmitButton
              size="small"
              reason={reason}
              busy={telling.busy}
              onClick={() => void send()}
              endIcon={<KeyHint shortcut="Ctrl+Enter" />}
            >
              {t('updates.send')}
            </SubmitButton>
          </Box>
          {telling.error !== undefined && <ErrorNote error={telling.error} onClose={telling.clear} />}
        </Box>
      )}
      {row.updates.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('updates.none')}
        </Typography>
      ) : (
        <Box component="ol" aria-label={t('updates.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {row.updates.map((update) => (
            <UpdateLine key={update.id} update={update} names={names} correcting={correcting} />
          ))}
        </Box>
      )}
    </Section>
  );
};
