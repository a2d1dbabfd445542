import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { Names } from '#contracts/shared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { focusFirstInvalid, SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
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
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (firstProblem !== undefined) focusFirstInvalid(event.currentTarget);
    submit();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth onKeyDown={onKeyDown}>
      <DialogTitle>{props.title}</DialogTitle>
      <DialogContent>
        {props.error !== undefined && <ErrorNote error={props.error} />}
        <CiFormFields
          draft={draft}
          current={props.current}
          names={props.names}
          problems={wasTried ? problems : []}
        />
      </DialogContent>
      <DialogActions>
        {draft.isDirty && (
          <Button
            color="error"
            onClick={() => {
              draft.discard();
              onClose();
            }}
            sx={{ mr: 'auto' }}
          >
            {t('form.discard')}
          </Button>
        )}
        <Button onClick={onClose}>{draft.isDirty ? t('form.cancel') : t('common:close')}</Button>
        <SubmitButton
          reason={firstProblem === undefined ? null : t(`form.problems.${firstProblem}`)}
          onClick={submit}
          busy={props.busy}
          endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        >
          {props.action}
        </SubmitButton>
      </DialogActions>
    </Dialog>
  );
};
