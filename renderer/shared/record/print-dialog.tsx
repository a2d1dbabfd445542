import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import { type ReactNode, useMemo, useState } from 'react';
import type { SaveReply } from '#contracts/native.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { PrintSheet, printedTitle } from './print-sheet.tsx';
import type { RecordView } from './record-page.ts';

type PrintProps = { readonly view: RecordView; readonly label: string };

const tell = (reply: SaveReply, done: 'print.printed' | 'print.saved'): void => {
  if (reply.kind === 'saved') notify('success', text(`record:${done}`));
  else if (reply.kind === 'failed') notify('error', text('record:print.failed', { cause: reply.cause }));
};

const PrintDialog = ({ view, label, onClose }: PrintProps & { readonly onClose: () => void }): ReactNode => {
  const t = useText('record');
  const [withInternal, setWithInternal] = useState(false);
  const [busy, setBusy] = useState(false);
  const { native } = window.deskhand;
  const run = async (
    work: () => Promise<SaveReply>,
    done: 'print.printed' | 'print.saved',
  ): Promise<void> => {
    setBusy(true);
    const reply = await work();
    setBusy(false);
    tell(reply, done);
    if (reply.kind === 'saved') onClose();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{t('print.title', { name: printedTitle(view) })}</DialogTitle>
      <DialogContent>
        <FormControlLabel
          control={
            <Checkbox checked={withInternal} onChange={(_event, checked) => setWithInternal(checked)} />
          }
          label={t('print.internal')}
        />
        <PrintSheet {...{ view, label, withInternal }} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          disabled={busy}
          onClick={() => void run(() => native.printToPdf(`${printedTitle(view)}.pdf`), 'print.saved')}
        >
          {t('print.pdf')}
        </Button>
        <Button
          variant="contained"
          autoFocus
          disabled={busy}
          onClick={() => void run(() => native.print(), 'print.printed')}
        >
          {t('print.print')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

/** Prints the record of a page, by Ctrl+P, from the menu and from the palette. */
export const PrintCommand = ({ view, label }: PrintProps): ReactNode => {
  const [isOpen, setOpen] = useState(false);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.print',
        label: 'record:print.command',
        group: 'record:commands.group',
        shortcut: 'Ctrl+P',
        ofPage: true,
        run: () => setOpen(true),
      },
    ],
    [],
  );
  useCommands(commands);
  return isOpen ? <PrintDialog {...{ view, label }} onClose={() => setOpen(false)} /> : null;
};
