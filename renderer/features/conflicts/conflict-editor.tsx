import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ConflictRow } from '#contracts/conflicts.ts';
import type { Names } from '#contracts/shared.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { isSendKey } from '#renderer/shared/ui/send-key.ts';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import { UnreadJson } from './conflict-edit.ts';
import { ConflictField } from './conflict-field.tsx';
import { editedGroup, fieldWords, kindOf, memberOf, membersOf, type Words } from './conflict-value.ts';
import type { ConflictEdit } from './use-conflict-edit.ts';

type ConflictEditorProps = {
  readonly row: ConflictRow;
  readonly names: Names;
  readonly label: string;
  readonly edit: ConflictEdit;
  readonly words: Words;
  readonly busy: boolean;
  readonly onSave: () => void;
  /** What was typed stays a draft. */
  readonly onClose: () => void;
};

const idOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The fields of a group, each edited by what fits it; a team and its person by the picker for both. */
const GroupForm = ({
  row,
  names,
  words,
  edit: { value, set: onChange },
  members,
}: Pick<ConflictEditorProps, 'row' | 'names' | 'words' | 'edit'> & {
  readonly members: readonly string[];
}): ReactNode => {
  const set = (changes: Readonly<Record<string, unknown>>): void =>
    onChange(editedGroup(row, value, changes));
  const sides = (member: string): readonly unknown[] =>
    [row.base, row.mine, row.theirs].map((side) => memberOf(side, member));
  if (row.field === 'assignment')
    return (
      <TeamMemberPicker
        autoFocus
        names={names}
        value={{ teamId: idOf(memberOf(value, 'teamId')), assigneeId: idOf(memberOf(value, 'assigneeId')) }}
        onChange={set}
      />
    );
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}>
      {members.map((member, index) => (
        <ConflictField
          key={member}
          kind={kindOf(row, member, sides(member))}
          label={fieldWords(member)}
          value={memberOf(value, member)}
          nullable={index > 0}
          names={names}
          words={words}
          recordId={row.recordId}
          autoFocus={index === 0}
          onChange={(next) => set({ [member]: next })}
        />
      ))}
    </Box>
  );
};

/** A third value, begun from mine. Ctrl+Enter saves, Escape closes and keeps what was typed for later. */
export const ConflictEditor = (props: ConflictEditorProps): ReactNode => {
  const { row, names, label, edit, words, busy, onSave, onClose } = props;
  const { value } = edit;
  const t = useText('conflicts');
  const members = membersOf(row);
  const isUnread = value instanceof UnreadJson;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isSendKey(event)) {
      if (!isUnread && !busy) onSave();
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
        <ConflictField
          kind={kindOf(row, row.field, [row.base, row.mine, row.theirs])}
          label={t('editLabel', { field: label })}
          value={value}
          nullable={[row.base, row.mine, row.theirs].includes(null)}
          names={names}
          words={words}
          recordId={row.recordId}
          autoFocus
          onChange={edit.set}
        />
      ) : (
        <GroupForm row={row} names={names} words={words} edit={edit} members={members} />
      )}
      <Stack direction="row" spacing={1}>
        <SubmitButton
          reason={isUnread ? t('notJson') : null}
          busy={busy}
          onClick={() => {
            if (!isUnread) onSave();
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
