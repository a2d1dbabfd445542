import { Box, Button, Checkbox, FormControlLabel, Tab, Tabs, TextField, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { TicketPage } from './use-ticket-page.ts';

export type ComposerKind = 'note' | 'comment';

type ComposerProps = {
  readonly page: TicketPage;
  readonly kind: ComposerKind;
  readonly onKind: (kind: ComposerKind) => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
};

/** Work note or public comment. Each has a draft of its own, so switching never mixes internal words with public ones. */
export const Composer = ({ page, kind, onKind, inputRef }: ComposerProps): ReactNode => {
  const t = useText('incidents');
  const note = useFieldDraft(page.draft.ref, 'note', '', isText);
  const comment = useFieldDraft(page.draft.ref, 'comment', '', isText);
  const [byRequester, setByRequester] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const field = kind === 'note' ? note : comment;
  const text = field.value.trim();

  const send = async (): Promise<void> => {
    if (text === '' || busy) return;
    setBusy(true);
    const { id } = page.ticket;
    const sent = field.value;
    const reply =
      kind === 'note'
        ? await host.command('incidents.addNote', { id, text })
        : await host.command('incidents.addComment', { id, text, byRequester });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (!reply.ok) return;
    field.settle(sent);
    setByRequester(false);
  };
  const tabLabel = (which: ComposerKind): ReactNode => {
    const waits = (which === 'note' ? note : comment).value !== '' && which !== kind;
    return (
      <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
        {t(`composer.${which}`)}
        <KeyHint shortcut={which === 'note' ? 'n' : 'c'} />
        {waits && (
          <Box
            component="span"
            role="img"
            aria-label={t('composer.draftWaits')}
            title={t('composer.draftWaits')}
            sx={{ width: 7, height: 7, borderRadius: 4, bgcolor: 'warning.main' }}
          />
        )}
      </Box>
    );
  };
  const isPublic = kind === 'comment';
  return (
    <Box
      component="section"
      aria-label={t('composer.label')}
      sx={{
        border: 1,
        borderColor: isPublic ? 'warning.main' : 'divider',
        borderRadius: 1,
        bgcolor: 'background.paper',
        px: 1.5,
        pb: 1.25,
      }}
    >
      <Tabs
        value={kind}
        onChange={(_event, next: ComposerKind) => onKind(next)}
        sx={{ minHeight: 36, '& .MuiTab-root': { minHeight: 36, py: 0, textTransform: 'none' } }}
      >
        <Tab value="note" label={tabLabel('note')} />
        <Tab value="comment" label={tabLabel('comment')} />
      </Tabs>
      <TextField
        fullWidth
        multiline
        minRows={2}
        maxRows={14}
        size="small"
        placeholder={t(`composer.${kind}Hint`)}
        value={field.value}
        inputRef={inputRef}
        onChange={(event) => field.set(event.target.value)}
        onBlur={field.flush}
        onKeyDown={sendOnKey(() => void send())}
        slotProps={{ htmlInput: { 'aria-label': t(`composer.${kind}`) } }}
        sx={{ mt: 0.5 }}
      />
      {error !== undefined && (
        <Box sx={{ mt: 0.75 }}>
          <ErrorNote error={error} onRetry={() => void send()} />
        </Box>
      )}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 0.75 }}>
        <SubmitButton
          size="small"
          color={isPublic ? 'warning' : 'primary'}
          reason={text === '' ? t(isPublic ? 'composer.emptyComment' : 'composer.emptyNote') : null}
          busy={busy}
          onClick={() => void (text === '' ? inputRef.current?.focus() : send())}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {t(isPublic ? 'composer.addComment' : 'composer.addNote')}
        </SubmitButton>
        {isPublic && (
          <FormControlLabel
            control={
              <Checkbox
                size="small"
                checked={byRequester}
                onChange={(event) => setByRequester(event.target.checked)}
                sx={{ py: 0 }}
              />
            }
            label={<Typography variant="body2">{t('composer.byRequester')}</Typography>}
          />
        )}
        <Box sx={{ flex: 1 }} />
        {field.value !== '' && (
          <Button size="small" onClick={field.drop}>
            {t('page.drop')}
          </Button>
        )}
      </Box>
    </Box>
  );
};
