import { Button, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ApprovalAnswer } from '#contracts/approvals.ts';
import type { Delegate } from '#domain/fields/approvals.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import type { AnyRecordPage } from './record-page.ts';

type PartProps = { readonly page: AnyRecordPage; readonly approval: ApprovalAnswer };

const DelegateLine = ({
  page,
  delegate: { personId, delegateId, startsAt, endsAt },
  isAway,
}: {
  readonly page: AnyRecordPage;
  readonly delegate: Delegate;
  readonly isAway: boolean;
}): ReactNode => {
  const t = useText('approvals');
  const said = {
    delegate: nameOf(page.names, delegateId),
    name: nameOf(page.names, personId),
    until: formatInstant(endsAt),
  };
  const hasBegun = startsAt <= new Date().toISOString();
  return (
    <Typography
      component="li"
      variant="body2"
      color={isAway ? 'error' : 'textSecondary'}
      sx={{ overflowWrap: 'anywhere' }}
    >
      {isAway
        ? t('delegate.delegateAway', said)
        : hasBegun
          ? t('delegate.decidesFor', said)
          : t('delegate.decidesForFrom', { ...said, from: formatInstant(startsAt) })}
    </Typography>
  );
};

/** Who decides for whom, and the way to name the delegates of absences that the record does not know. */
export const DelegatesPart = ({ page, approval }: PartProps): ReactNode => {
  const t = useText('approvals');
  const telling = useCommand('absences.tell');
  const { delegates, delegatesAway, namable } = approval;
  return (
    <>
      {delegates.length > 0 && (
        <Stack component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {delegates.map((one) => (
            <DelegateLine
              key={one.id}
              page={page}
              delegate={one}
              isAway={delegatesAway.includes(one.delegateId)}
            />
          ))}
        </Stack>
      )}
      {namable.length > 0 && (
        <Stack spacing={0.5} sx={{ alignItems: 'start' }}>
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            {t('delegate.namable', { names: formatList(namable.map(({ name }) => name)) })}
          </Typography>
          <Button
            size="small"
            variant="outlined"
            loading={telling.busy}
            onClick={() => void telling.run({ ticketId: page.record.id })}
          >
            {t('delegate.name')}
          </Button>
        </Stack>
      )}
      {telling.error !== undefined && <ErrorNote error={telling.error} />}
    </>
  );
};

type VoteForProps = {
  readonly page: AnyRecordPage;
  readonly forIds: readonly string[];
  /** The keys of a vote are those of the first. */
  readonly hasKeys: boolean;
  readonly busy: boolean;
  readonly onApprove: (forId: string) => void;
  readonly onReject: (forId: string) => void;
};

/** The words of a delegate, for each whom they decide for. */
export const VoteForButtons = (props: VoteForProps): ReactNode => {
  const t = useText('approvals');
  const { page, forIds, hasKeys, busy, onApprove, onReject } = props;
  return forIds.map((forId, index) => {
    const name = nameOf(page.names, forId);
    const isKeyed = hasKeys && index === 0;
    return (
      <Stack key={forId} direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', mt: 1 }}>
        <Button
          size="small"
          variant="contained"
          loading={busy}
          onClick={() => onApprove(forId)}
          endIcon={isKeyed ? <KeyHint shortcut="y" /> : undefined}
        >
          {t('delegate.approveFor', { name })}
        </Button>
        <Button
          size="small"
          onClick={() => onReject(forId)}
          endIcon={isKeyed ? <KeyHint shortcut="x" /> : undefined}
        >
          {t('delegate.rejectFor', { name })}
        </Button>
      </Stack>
    );
  });
};
