import type { ReactNode } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TextInput } from '#renderer/shared/record/field-inputs.tsx';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { DraftDialog } from './draft-dialog.tsx';
import { ErrorNote } from './error-note.tsx';

const NOTHING = { reason: '' };

type ReasonDialogProps = {
  readonly title: string;
  /** Under which the reason is drafted, and what that draft is called. */
  readonly draftKey: string;
  readonly draftLabel: string;
  /** What the reason is called. */
  readonly label: string;
  /** Words of the buttons, and what is said while the reason is missing. */
  readonly send: string;
  readonly discard: string;
  readonly missing: string;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  /** True once it is stored. */
  readonly onSend: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
  /** What it is the reason for. */
  readonly children?: ReactNode;
};

/** Asks for the reason of something; it is a draft until it is sent. */
export const ReasonDialog = (props: ReasonDialogProps): ReactNode => {
  const t = useText('common');
  const { personId } = useSessionUser();
  const draft = useFormDraft(personId, props.draftKey, props.draftLabel, NOTHING);
  const reason = draft.form.reason.trim();
  const send = async (): Promise<void> => {
    if (reason === '' || !(await props.onSend(reason))) return;
    draft.discard();
    props.onClose();
  };
  return (
    <DraftDialog
      title={props.title}
      width="sm"
      draft={draft}
      discard={props.discard}
      close={t('cancel')}
      send={props.send}
      missing={reason === '' ? props.missing : null}
      busy={props.busy}
      onSend={() => void send()}
      onClose={props.onClose}
    >
      {props.children}
      <TextInput
        label={props.label}
        hideLabel={false}
        multiline
        autoFocus
        value={draft.form.reason}
        error={null}
        max={2_000}
        onSubmit={undefined}
        onBlur={undefined}
        onText={(text) => draft.set('reason', text)}
      />
      {props.error !== undefined && <ErrorNote error={props.error} />}
    </DraftDialog>
  );
};
