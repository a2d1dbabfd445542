import { Alert, Box, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { TicketDetail } from '#contracts/tickets.ts';
import { mayTake } from '#domain/processes/process.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { HeaderAct } from './header-acts.tsx';
import { LinkedRecords, ticketRow } from './linked-records.tsx';
import type { RecordPart } from './record-layout.tsx';
import type { AnyRecordPage } from './record-page.ts';
import { fieldLabel } from './words.ts';

const useDuplicateCommand = (isOffered: boolean, open: () => void): void => {
  const latest = useLatest({ isOffered, open });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'record.duplicate',
        label: 'record:duplicate.send',
        group: 'record:commands.group',
        when: () => latest.current.isOffered,
        run: () => latest.current.open(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/** Says that this ticket was reported before, where who is signed in may; also from the palette. */
export const DuplicateButton = ({ page }: { readonly page: AnyRecordPage }): ReactNode => {
  const t = useText('record');
  const { roles } = useSessionUser();
  const [isOpen, setOpen] = useState(false);
  const { process, record } = page;
  const isOffered =
    page.can('closeDuplicate') &&
    process.steps.some(
      (step) =>
        step.act === 'closeDuplicate' &&
        !step.automatic &&
        step.from === record.state &&
        mayTake(step, roles),
    );
  useDuplicateCommand(isOffered, () => setOpen(true));
  if (!isOffered) return null;
  return (
    <>
      <HeaderAct id="duplicate" label={t('duplicate.open')} onClick={() => setOpen(true)} />
      {isOpen && <DuplicateDialog page={page} onClose={() => setOpen(false)} />}
    </>
  );
};

/** On a ticket that was ended as a duplicate: which one stays. */
export const DuplicateNote = ({ detail }: { readonly detail: TicketDetail }): ReactNode => {
  const t = useText('record');
  const { ticket, duplicateOf } = detail;
  if (ticket.duplicateOfId == null) return null;
  return (
    <Alert
      severity="info"
      sx={{ py: 0, '& .MuiAlert-message': { flex: 1, minWidth: 0, overflow: 'visible' } }}
    >
      <Typography variant="body2">{t('duplicate.ended')}</Typography>
      <LinkedRecords
        rows={duplicateOf === null ? [] : [ticketRow(duplicateOf)]}
        empty={t('duplicate.notHere')}
      />
    </Alert>
  );
};

/** On the ticket that stays: those that said it again, with their words and files behind them. None, no part. */
export const useDuplicatesPart = ({ duplicates }: TicketDetail): readonly RecordPart[] => {
  const t = useText('record');
  if (duplicates.length === 0) return [];
  const title = fieldLabel('tickets', 'duplicateIds');
  return [
    {
      id: 'duplicates',
      title,
      column: 'main',
      count: duplicates.length,
      node: (
        <Section title={title}>
          <Box component="p" sx={{ m: 0, mb: 0.5, fontSize: 12, color: 'text.secondary' }}>
            {t('duplicate.behind')}
          </Box>
          <LinkedRecords rows={duplicates.map(ticketRow)} />
        </Section>
      ),
    },
  ];
};
