import type { ReactNode } from 'react';
import type { ApprovalStatus } from '#domain/approvals/approvals.ts';
import { processOf } from '#domain/processes/registry.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';

const TONES: Readonly<Record<ApprovalStatus, string>> = {
  pending: 'warning',
  approved: 'success',
  rejected: 'error',
};

type ApprovalChipProps = {
  readonly type: string;
  readonly state: string;
  readonly approval: ApprovalStatus;
};

/** Whether the record is approved as it is now; nothing where it waits for no approval and has none. */
export const ApprovalChip = ({ type, state, approval }: ApprovalChipProps): ReactNode => {
  const t = useText('approvals');
  const isAsked = processOf(type)?.approval?.states.includes(state) === true;
  if (!isAsked && approval === 'pending') return null;
  return (
    <span className="state-chip" data-tone={TONES[approval]}>
      {t(`status.${approval}`)}
    </span>
  );
};
