import { Alert, Button, Stack, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { lastSetting } from '#domain/journal/turns.ts';
import { isSubstepOpen } from '#domain/processes/substates.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { HeaderAct } from '#renderer/shared/record/header-acts.tsx';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import type { IncidentRecord } from './incident-record.ts';
import { ReasonActDialog } from './reason-acts.tsx';

/** Whether the act can be done to the incident as it stands, by who is signed in. */
export const isMajorActOpen = ({ can, process, record }: IncidentRecord, act: string): boolean =>
  can(act) && isSubstepOpen(process, record, 'majorState', act);

const useProposeCommand = (isOffered: boolean, open: () => void): void => {
  const latest = useLatest({ isOffered, open });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'incidents.proposeMajor',
        label: 'incidents:major.propose',
        group: 'record:commands.group',
        when: () => latest.current.isOffered,
        run: () => latest.current.open(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/** Proposes the incident as a major one; also from the palette. */
export const ProposeButton = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const [isOpen, setOpen] = useState(false);
  const isOffered = page.record.active && isMajorActOpen(page, 'proposeMajor');
  useProposeCommand(isOffered, () => setOpen(true));
  if (!isOffered && !isOpen) return null;
  return (
    <>
      {isOffered && <HeaderAct id="proposeMajor" label={t('major.propose')} onClick={() => setOpen(true)} />}
      {isOpen && <ReasonActDialog page={page} act="proposeMajor" onClose={() => setOpen(false)} />}
    </>
  );
};

type Asked = 'accept' | 'reject' | null;

/** On an incident that was proposed as major, or rejected as one: who said so and why, and the decision for who leads. */
export const MajorNote = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const [asked, setAsked] = useState<Asked>(null);
  const { record, names } = page;
  const state = record.majorState ?? null;
  if (state !== 'proposed' && state !== 'rejected') return null;
  const entry = lastSetting(record.journal, 'majorState', state);
  const who = entry === undefined ? '' : nameOf(names, entry.by);
  const when = entry === undefined ? '' : formatInstant(entry.at);
  const close = (): void => setAsked(null);
  const mayAccept = record.active && isMajorActOpen(page, 'acceptMajor');
  const isProposed = state === 'proposed';
  return (
    <Alert
      severity={isProposed ? 'warning' : 'info'}
      sx={{ py: 0, '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}
    >
      <Typography variant="body2">{t(`major.${state}`, { who, when })}</Typography>
      {entry?.text != null && (
        <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {entry.text}
        </Typography>
      )}
      {isProposed && !mayAccept && record.active && (
        <Typography variant="body2" color="textSecondary">
          {t('major.waits')}
        </Typography>
      )}
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
        {mayAccept && (
          <Button size="small" variant={isProposed ? 'contained' : 'text'} onClick={() => setAsked('accept')}>
            {t('major.accept')}
          </Button>
        )}
        {isMajorActOpen(page, 'rejectMajor') && (
          <Button size="small" onClick={() => setAsked('reject')}>
            {t('major.reject')}
          </Button>
        )}
      </Stack>
      {asked === 'accept' && <AcceptDialog page={page} onClose={close} />}
      {asked === 'reject' && <ReasonActDialog page={page} act="rejectMajor" onClose={close} />}
    </Alert>
  );
};
