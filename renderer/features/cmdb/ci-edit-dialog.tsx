import { type ReactNode, useMemo } from 'react';
import type { CiDetail } from '#contracts/cmdb.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { CiFormDialog } from './ci-form-dialog.tsx';
import { changesOf, formOf } from './ci-form-model.ts';

type CiEditDialogProps = { readonly detail: CiDetail; readonly onClose: () => void };

/** Edits a configuration item; only the fields that were typed in are sent. */
export const CiEditDialog = ({ detail, onClose }: CiEditDialogProps): ReactNode => {
  const t = useText('cmdb');
  const { personId } = useSessionUser();
  const { ci, names } = detail;
  const current = useMemo(() => formOf(ci), [ci]);
  const draft = useFormDraft(personId, `ci:${ci.id}`, ci.name, current);
  const update = useCommand('configItems.update');
  const submit = async (): Promise<void> => {
    const changes = changesOf(current, draft.form);
    if (Object.keys(changes).length > 0) {
      const reply = await update.run({ id: ci.id, changes });
      if (!reply.ok) return;
    }
    draft.discard();
    notify('success', t(Object.keys(changes).length > 0 ? 'form.saved' : 'form.nothingChanged'));
    onClose();
  };
  return (
    <CiFormDialog
      title={t('form.editTitle', { name: ci.name })}
      action={t('form.save')}
      draft={draft}
      current={current}
      names={names}
      busy={update.busy}
      error={update.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
};
