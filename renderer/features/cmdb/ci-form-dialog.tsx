import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { Names } from '#contracts/shared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { CiFormFields, type CiFormHandle } from './ci-form-fields.tsx';
import { type CiForm, problemsOf } from './ci-form-model.ts';

type CiFormDialogProps = {
  readonly title: string;
  readonly action: string;
  readonly draft: CiFormHandle & { readonly isDirty: boolean; readonly discard: () => void };
  readonly current: CiForm;
  readonly names: Names;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  /** Called only with a form that has no problems. */
  readonly onSubmit: () => void;
  /** The draft stays. */
  readonly onClose: () => void;
};

/** The form in a dialog. Closing keeps what was typed as a draft; only "Discard edits" throws it away. */
export const CiFormDialog = (props: CiFormDialogProps): ReactNode => {
  const t = useText('cmdb');
  const { draft, onClose, onSubmit } = props;
  const [wasTried, setTried] = useState(false);
  const problems = problemsOf(draft.form);
  const [firstProblem] = problems;
  const submit = (): void => {
    setTried(true);
    if (problems.length === 0 && !props.busy) onSubmit();
  };
  return (
    <DraftDialog
      title={props.title}
      width="md"
      draft={draft}
      discard={t('form.discard')}
      close={draft.isDirty ? t('form.cancel') : t('common:close')}
      send={props.action}
      missing={firstProblem === undefined ? null : t(`form.problems.${firstProblem}`)}
      busy={props.busy}
      onSend={submit}
      onClose={onClose}
    >
      {props.error !== undefined && <ErrorNote error={props.error} />}
      <CiFormFields
        draft={draft}
        current={props.current}
        names={props.names}
        problems={wasTried ? problems : []}
      />
    </DraftDialog>
  );
};
