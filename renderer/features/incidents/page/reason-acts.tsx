import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ReasonDialog } from '#renderer/shared/ui/reason-dialog.tsx';
import type { IncidentRecord } from './incident-record.ts';

/** Acts of an incident that take nothing but a reason: their words, and the name of their draft. */
const ACTS = {
  takeEscalation: {
    draft: 'incident-take',
    title: 'escalation.takeTitle',
    label: 'escalation.takeReason',
    send: 'escalation.take',
  },
  endEscalation: {
    draft: 'incident-end',
    title: 'escalation.endTitle',
    label: 'escalation.endReason',
    send: 'escalation.end',
  },
  proposeMajor: {
    draft: 'incident-propose',
    title: 'major.proposeTitle',
    label: 'major.proposeReason',
    send: 'major.proposeSend',
  },
  rejectMajor: {
    draft: 'incident-reject',
    title: 'major.rejectTitle',
    label: 'major.rejectReason',
    send: 'major.reject',
  },
} as const;
export type ReasonAct = keyof typeof ACTS;

type ReasonActDialogProps = {
  readonly page: IncidentRecord;
  readonly act: ReasonAct;
  readonly onClose: () => void;
};

/** Asks for the reason of one of them. */
export const ReasonActDialog = ({ page, act, onClose }: ReasonActDialogProps): ReactNode => {
  const t = useText('incidents');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { id, number, title } = page.record;
  const words = ACTS[act];
  const send = async (reason: string): Promise<boolean> => {
    setBusy(true);
    const reply = await page.run(act, { reason });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    return reply.ok;
  };
  return (
    <ReasonDialog
      title={t(words.title, { number })}
      draftKey={`${words.draft}:${id}`}
      draftLabel={`${number} ${title}`}
      label={t(words.label)}
      send={t(words.send)}
      discard={t('escalation.discard')}
      missing={t('escalation.reasonMissing')}
      {...{ busy, error, onClose }}
      onSend={send}
    />
  );
};
