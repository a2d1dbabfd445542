import { Box, TextField } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { isPlanWrong, planChanges, planOf } from './order-plan.ts';
import { useOrderWork } from './order-work.ts';

const TIMES = ['requestedFor', 'plannedStart', 'plannedEnd'] as const;

/** When the work is to be done, whom to call and what to know; what is typed is kept until it is sent. */
export const PlanDialog = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const t = useText('orders');
  const { personId } = useSessionUser();
  const { order } = useOrderWork().detail;
  const current = useMemo(() => planOf(order), [order]);
  const draft = useFormDraft(personId, `order-plan:${order.id}`, `${order.number} ${order.title}`, current);
  const update = useCommand('orders.update');
  const isWrong = isPlanWrong(draft.form);

  const submit = async (): Promise<void> => {
    if (isWrong || update.busy) return;
    const changes = planChanges(current, draft.form);
    if (Object.keys(changes).length > 0) {
      const reply = await update.run({ id: order.id, changes });
      if (!reply.ok) return;
    }
    draft.discard();
    onClose();
  };
  return (
    <DraftDialog
      title={t('page.plan')}
      width="sm"
      draft={draft}
      discard={t('new.discard')}
      close={t('common:close')}
      send={t('common:save')}
      missing={isWrong ? t('new.problems.period') : null}
      busy={update.busy}
      onSend={() => void submit()}
      onClose={onClose}
    >
      <Box sx={{ pt: 1, display: 'grid', gap: 1.5 }}>
        {TIMES.map((name, index) => (
          <TextField
            key={name}
            type="datetime-local"
            autoFocus={index === 0}
            label={t(`new.${name}`)}
            value={draft.form[name]}
            onChange={(event) => draft.set(name, event.target.value)}
            error={name === 'plannedEnd' && isWrong}
            helperText={name === 'plannedEnd' && isWrong ? t('new.problems.period') : undefined}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        ))}
        <TextField
          label={t('new.contactPhone')}
          value={draft.form.contactPhone}
          onChange={(event) => draft.set('contactPhone', event.target.value)}
          slotProps={{ htmlInput: { maxLength: 80 } }}
        />
        <TextField
          multiline
          minRows={3}
          label={t('new.description')}
          value={draft.form.description}
          onChange={(event) => draft.set('description', event.target.value)}
        />
        {update.error !== undefined && <ErrorNote error={update.error} />}
      </Box>
    </DraftDialog>
  );
};
