import type { ReactNode } from 'react';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import { CHANGE } from '#domain/processes/change.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

const TONES: Readonly<Record<ApprovalStatus, string>> = {
  pending: 'warning',
  approved: 'success',
  rejected: 'error',
};

type ApprovalChipProps = { readonly state: string; readonly approval: ApprovalStatus };

/** Whether the change is approved as it is now; nothing where it waits for no approval and has none. */
export const ApprovalChip = ({ state, approval }: ApprovalChipProps): ReactNode => {
  const t = useText('changes');
  const isAsked = (CHANGE.approval.states as readonly string[]).includes(state);
  if (!isAsked && approval === 'pending') return null;
  return (
    <span className="state-chip" data-tone={TONES[approval]}>
      {t(`approval.status.${approval}`)}
    </span>
  );
};
