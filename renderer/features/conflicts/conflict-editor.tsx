import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import type { EditorContext } from '#renderer/shared/record/field-editor-props.ts';
import type { FormatContext } from '#renderer/shared/record/field-format.ts';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { isUnfinished } from './conflict-edit.ts';
import { editedGroup, memberOf, memberPath, membersOf, specOf } from './conflict-value.ts';
import type { ConflictEdit } from './use-decision.ts';

type ConflictEditorProps = {
  readonly row: ConflictRow;
  readonly format: FormatContext;
  readonly label: string;
  readonly edit: ConflictEdit;
  readonly busy: boolean;
  readonly onSave: () => void;
  /** What was typed stays a draft. */
  readonly onClose: () => void;
};

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

type FormProps = Pick<ConflictEditorProps, 'row' | 'edit'> & { readonly context: EditorContext };

/** The fields of a group, each edited by what fits it; a team and its person by the picker for both. */
const GroupForm = ({
  row,
  context,
  edit: { value, set: onChange },
  members,
}: FormProps & { readonly members: readonly string[] }): ReactNode => {
  const set = (changes: Readonly<Record<string, unknown>>): void =>
    onChange(editedGroup(row, value, changes));
  if (row.field === 'assignment')
    return (
      <TeamMemberPicker
        autoFocus
        names={context.names}
        value={{ teamId: idOf(memberOf(value, 'teamId')), assigneeId: idOf(memberOf(value, 'assigneeId')) }}
        onChange={set}
      />
    );
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}>
      {members.map((member, index) => {
        const path = memberPath(row, member);
        const sides = [row.base, row.mine, row.theirs].map((side) => memberOf(side, member));
        return (
          <FieldEditor
            key={member}
            context={context}
            path={path}
            spec={specOf(row, path, sides)}
            label={fieldLabel(row.collection, path)}
            value={memberOf(value, member)}
            autoFocus={index === 0}
            onChange={(next) => set({ [member]: next })}
          />
        );
      })}
    </Box>
  );
};

/** A third value, begun from mine. Ctrl+Enter saves, Escape closes and keeps what was typed for later. */
export const ConflictEditor = (props: ConflictEditorProps): ReactNode => {
  const { row, format, label, edit, busy, onSave, onClose } = props;
  const { value } = edit;
  const t = useText('conflicts');
  const company = useCompany();
  const members = membersOf(row);
  const cannotBeSent = isUnfinished(value);
  const context: EditorContext = {
    ...{ kind: format.kind, names: format.names, company },
    values: { id: row.recordId },
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isSendKey(event)) {
      if (!cannotBeSent && !busy) onSave();
    } else if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Stack
      spacing={1.5}
      onBlur={edit.flush}
      onKeyDown={onKeyDown}
      sx={{ pt: 0.75, maxWidth: members === null ? 640 : 960 }}
    >
      {members === null ? (
        <FieldEditor
          context={context}
          path={row.field}
          spec={specOf(row, row.field, [row.base, row.mine, row.theirs])}
          label={t('editLabel', { field: label })}
          value={value}
          autoFocus
          onChange={edit.set}
        />
      ) : (
        <GroupForm row={row} edit={edit} context={context} members={members} />
      )}
      <Stack direction="row" spacing={1}>
        <SubmitButton
          reason={cannotBeSent ? t('unfinished') : null}
          busy={busy}
          onClick={() => {
            if (!cannotBeSent) onSave();
          }}
        >
          {t('saveEdited')}
        </SubmitButton>
        <Button onClick={onClose}>{t(edit.isDirty ? 'keepEdit' : 'common:cancel')}</Button>
        {edit.isDirty && (
          <Button
            color="error"
            onClick={() => {
              edit.discard();
              onClose();
            }}
          >
            {t('discardEdit')}
          </Button>
        )}
      </Stack>
    </Stack>
  );
};
