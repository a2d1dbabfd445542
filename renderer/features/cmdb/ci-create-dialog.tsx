import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { CiFormDialog } from './ci-form-dialog.tsx';
import { changesOf, emptyCiForm } from './ci-form-model.ts';

/** Creates a configuration item by hand and opens it. */
export const CiCreateDialog = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const t = useText('cmdb');
  const { personId } = useSessionUser();
  const draft = useFormDraft(personId, 'ci-new:form', t('form.newTitle'), emptyCiForm);
  const create = useCommand('configItems.create');
  // Kept while the dialog is open: sending again after a host restart makes no second item.
  const [id] = useState(() => ulid());
  const submit = async (): Promise<void> => {
    const { name, ciClass, status, criticality } = draft.form;
    const reply = await create.run({
      ...changesOf(emptyCiForm, draft.form),
      id,
      name: name.trim(),
      ciClass,
      status,
      criticality,
    });
    if (!reply.ok) return;
    draft.discard();
    onClose();
    openRoute({ page: 'ci', id: reply.data.id }, reply.data.name);
  };
  return (
    <CiFormDialog
      title={t('form.newTitle')}
      action={t('form.create')}
      draft={draft}
      current={emptyCiForm}
      names={{}}
      busy={create.busy}
      error={create.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
};
