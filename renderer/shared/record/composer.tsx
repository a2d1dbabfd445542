import { Box, Button, Tab, Tabs } from '@mui/material';
import { memo, type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { AddFilesButton } from '#renderer/shared/files/add-files-button.tsx';
import { StagedFileList, useStagedFiles } from '#renderer/shared/files/staged-files.tsx';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { type TextKey, useText } from '#renderer/shared/i18n/i18n.ts';
import { MentionPicker } from '#renderer/shared/mentions/mention-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { CheckLine } from '#renderer/shared/ui/check-line.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { AnyRecordPage } from './record-page.ts';

type ComposerKind = 'note' | 'comment';

/** Where files that are dropped or pasted go with what is written. */
export const COMPOSER = '[data-composer]';

const ACTS = { note: 'addNote', comment: 'addComment' } as const;
const KEYS = { note: 'n', comment: 'c' } as const;

/** Something that can be put into the text with one press: the workaround of a linked article. */
export type ComposerOffer = { readonly id: string; readonly label: string; readonly text: string };

type ComposerProps = { readonly page: AnyRecordPage; readonly offers?: readonly ComposerOffer[] };

/** What of the two this user may write about the record. */
const kindsFor = ({ process, can }: AnyRecordPage): readonly ComposerKind[] =>
  (['note', 'comment'] as const).filter((kind) => process.acts.includes(ACTS[kind]) && can(ACTS[kind]));

const useComposerKeys = (kinds: readonly ComposerKind[], compose: (kind: ComposerKind) => void): void => {
  const latest = useLatest({ kinds, compose });
  const commands = useMemo<readonly Command[]>(() => {
    const command = (kind: ComposerKind, label: TextKey): Command => ({
      id: `record.${kind}`,
      label,
      group: 'record:commands.group',
      shortcut: KEYS[kind],
      when: () => latest.current.kinds.includes(kind),
      run: () => latest.current.compose(kind),
    });
    return [command('note', 'record:commands.note'), command('comment', 'record:commands.comment')];
  }, [latest]);
  useCommands(commands);
};

type ComposerTabProps = { readonly kind: ComposerKind; readonly waits: boolean };

const TabLabel = ({ kind, waits }: ComposerTabProps): ReactNode => {
  const t = useText('record');
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
      {t(`composer.${kind}`)}
      <KeyHint shortcut={KEYS[kind]} />
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

/** What is typed, whom it is for, and how it is sent. Each kind has a draft of its own, so switching never mixes internal words with public ones. */
const useComposer = (page: AnyRecordPage, kind: ComposerKind) => {
  const note = useFieldDraft(page.draft.ref, 'note', '', isText);
  const comment = useFieldDraft(page.draft.ref, 'comment', '', isText);
  const [byRequester, setByRequester] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const field = kind === 'note' ? note : comment;
  const text = field.value.trim();
  const files = useStagedFiles({ ownerCollection: page.process.collection, ownerId: page.record.id });
  const isEmpty = text === '' && files.count === 0;
  const say = async (): Promise<boolean> => {
    if (text === '') return true;
    const sent = field.value;
    const reply = await page.run(ACTS[kind], kind === 'note' ? { text } : { text, byRequester });
    setError(reply.ok ? undefined : reply.error);
    if (!reply.ok) return false;
    field.settle(sent);
    setByRequester(false);
    return true;
  };
  const send = async (): Promise<void> => {
    if (isEmpty || busy) return;
    setBusy(true);
    if (await say()) await files.add();
    setBusy(false);
  };
  const waits = { note: note.value !== '', comment: comment.value !== '' };
  return {
    field,
    isEmpty,
    files,
    busy,
    error,
    send,
    waits,
    byRequester,
    setByRequester,
  };
};

type SendRowProps = {
  readonly kind: ComposerKind;
  readonly composer: ReturnType<typeof useComposer>;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly offers: readonly ComposerOffer[];
};

const SendRow = ({ kind, composer, inputRef, offers }: SendRowProps): ReactNode => {
  const t = useText('record');
  const { field, isEmpty, files, busy, send } = composer;
  const isPublic = kind === 'comment';
  const insert = (added: string): void => {
    field.set(field.value.trim() === '' ? added : `${field.value.trimEnd()}\n\n${added}`);
    inputRef.current?.focus();
  };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, mt: 0.75 }}>
      <SubmitButton
        size="small"
        color={isPublic ? 'warning' : 'primary'}
        reason={isEmpty ? t(isPublic ? 'composer.emptyComment' : 'composer.emptyNote') : null}
        busy={busy}
        onClick={() => void (isEmpty ? inputRef.current?.focus() : send())}
        endIcon={<KeyHint shortcut="Ctrl+Enter" />}
      >
        {t(isPublic ? 'composer.addComment' : 'composer.addNote')}
      </SubmitButton>
      {isPublic && (
        <CheckLine
          label={t('composer.byRequester')}
          checked={composer.byRequester}
          onCheck={composer.setByRequester}
        />
      )}
      {offers.map((offer) => (
        <Button
          key={offer.id}
          size="small"
          variant="outlined"
          color="inherit"
          onClick={() => insert(offer.text)}
        >
          {offer.label}
        </Button>
      ))}
      <AddFilesButton onFiles={files.stage} />
      <Box sx={{ flex: 1 }} />
      {field.value !== '' && (
        <Button size="small" onClick={field.drop}>
          {t('edit.drop')}
        </Button>
      )}
    </Box>
  );
};

type KindTabsProps = {
  readonly kind: ComposerKind;
  readonly kinds: readonly ComposerKind[];
  readonly waits: Readonly<Record<ComposerKind, boolean>>;
  readonly isOpen: boolean;
  readonly onKind: (kind: ComposerKind) => void;
};

const KindTabs = ({ kind, kinds, waits, isOpen, onKind }: KindTabsProps): ReactNode => (
  <Tabs
    value={kind}
    onChange={(_event, next: ComposerKind) => onKind(next)}
    sx={{
      minHeight: 32,
      flex: isOpen ? '1 1 100%' : 'none',
      mt: isOpen ? 0 : 0.75,
      '& .MuiTab-root': { minHeight: 32, minWidth: 0, px: 1, py: 0, textTransform: 'none' },
    }}
  >
    {kinds.map((each) => (
      <Tab key={each} value={each} label={<TabLabel kind={each} waits={waits[each] && each !== kind} />} />
    ))}
  </Tabs>
);

const frameSx = {
  border: 1,
  borderRadius: 1,
  bgcolor: 'background.paper',
  px: 1,
  pb: 0.75,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  columnGap: 1,
} as const;

/** Work note or public comment, in reach at the foot of the page; a line until it is entered. */
export const Composer = memo(({ page, offers = [] }: ComposerProps): ReactNode => {
  const t = useText('record');
  const kinds = kindsFor(page);
  const [asked, setKind] = useState<ComposerKind>('note');
  const kind = kinds.includes(asked) ? asked : (kinds[0] ?? 'note');
  const composer = useComposer(page, kind);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const [isEntered, setEntered] = useState(false);
  const { field, error, files, send, waits } = composer;
  useComposerKeys(kinds, (next) => {
    setKind(next);
    inputRef.current?.focus();
  });
  if (kinds.length === 0) return null;
  const isPublic = kind === 'comment';
  const isOpen = isEntered || field.value !== '' || files.count > 0 || error !== undefined;
  return (
    <Box
      component="section"
      data-composer
      aria-label={t('composer.label')}
      onFocus={() => setEntered(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setEntered(false);
      }}
      sx={{ ...frameSx, borderColor: isPublic && isOpen ? 'warning.main' : 'divider' }}
    >
      <KindTabs {...{ kind, kinds, waits, isOpen }} onKind={setKind} />
      <LongText
        minRows={isOpen ? 2 : 1}
        maxRows={isOpen ? 12 : 1}
        size="small"
        placeholder={t(kinds.length === 1 ? 'composer.noteHintPlain' : `composer.${kind}Hint`)}
        value={field.value}
        inputRef={inputRef}
        onText={(text) => field.set(text)}
        onBlur={field.flush}
        onKeyDown={sendOnKey(() => void send())}
        slotProps={{ htmlInput: { 'aria-label': t(`composer.${kind}`) } }}
        sx={{ mt: 0.75, flex: isOpen ? '1 1 100%' : '1 1 180px', '& .MuiInputBase-root': { py: 0.75 } }}
      />
      <MentionPicker inputRef={inputRef} value={field.value} onText={field.set} />
      {error !== undefined && (
        <Box sx={{ mt: 0.75, flex: '1 1 100%' }}>
          <ErrorNote error={error} onRetry={() => void send()} />
        </Box>
      )}
      {isOpen && (
        <Box sx={{ flex: '1 1 100%' }}>
          <StagedFileList files={files} />
          <SendRow
            kind={kind}
            composer={composer}
            inputRef={inputRef}
            offers={kind === 'note' ? offers : []}
          />
        </Box>
      )}
    </Box>
  );
});
