import { type ReactNode, useState } from 'react';
import { RELATION_FIELDS, RELATION_KINDS, type RelationKind } from '#domain/fields/config-items.ts';
import { isText, isTextOrNull, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import type { ChangeRecord } from '../page/change-record.ts';
import { nameIn, PrepareFrame } from './prepare-form.tsx';

const KIND = { collection: 'relations', type: null } as const;
const isCount = (value: unknown): value is number | null => value === null || typeof value === 'number';
const isKind = (value: unknown): value is RelationKind => RELATION_KINDS.some((kind) => kind === value);

type EndProps = {
  readonly label: string;
  readonly value: string | null;
  readonly autoFocus: boolean;
  readonly onChange: (id: string | null) => void;
};

const End = ({ label, value, autoFocus, onChange }: EndProps): ReactNode => {
  const live = useLive('configItems.detail', value === null ? null : { id: value }).data;
  const name = live?.ci.id === value ? live.ci.name : '';
  return <RecordPicker kind="ci" {...{ label, value, autoFocus, onChange }} valueName={name} userId={null} />;
};

type FormProps = { readonly page: ChangeRecord; readonly onClose: () => void };

/** Prepares a relation that will be there, alone or as one of a redundant group. */
export const RelateForm = ({ page, onClose }: FormProps): ReactNode => {
  const t = useText('changes');
  const { run, busy, error } = useCommand('changes.prepare');
  const [sent, setSent] = useState(0);
  const { ref } = page.draft;
  const from = useFieldDraft<string | null>(ref, nameIn('relate', 'from'), null, isTextOrNull);
  const kind = useFieldDraft<RelationKind>(ref, nameIn('relate', 'kind'), 'depends_on', isKind);
  const to = useFieldDraft<string | null>(ref, nameIn('relate', 'to'), null, isTextOrNull);
  const group = useFieldDraft<string>(ref, nameIn('relate', 'group'), '', isText);
  const minUp = useFieldDraft<number | null>(ref, nameIn('relate', 'minUp'), null, isCount);
  const send = async (): Promise<void> => {
    if (from.value === null || to.value === null) return;
    const name = group.value.trim();
    const related = {
      ...{ kind: kind.value, fromId: from.value, toId: to.value },
      ...(name === '' ? {} : { group: name, minUp: minUp.value }),
    };
    const reply = await run({ id: page.record.id, related: [related] });
    if (!reply.ok) return;
    // Another member of the same group is a choice away.
    to.drop();
    setSent(sent + 1);
  };
  const reason = from.value === null || to.value === null ? t('rehearsal.needs.ends') : null;
  const context = { kind: KIND, names: page.names, company: page.company, values: {} };
  return (
    <PrepareFrame
      {...{ page, reason, busy, error, onClose }}
      form="relate"
      label={t('rehearsal.relate')}
      onSend={() => void send()}
    >
      <End
        label={t('rehearsal.from')}
        value={from.value}
        autoFocus={from.value === null}
        onChange={from.set}
      />
      <ChoicePicker
        label={t('rehearsal.kind')}
        value={kind.value}
        valueName={t(`configItems:relation.${kind.value}`)}
        choices={RELATION_KINDS.map((id) => ({ id, label: t(`configItems:relation.${id}`), hint: null }))}
        onChange={(id) => {
          if (isKind(id)) kind.set(id);
        }}
      />
      <End key={sent} label={t('rehearsal.to')} value={to.value} autoFocus={sent > 0} onChange={to.set} />
      <FieldEditor
        context={context}
        path="group"
        spec={RELATION_FIELDS.group}
        label={t('rehearsal.group')}
        hint={t('rehearsal.groupHint')}
        value={group.value}
        onChange={(value) => group.set(typeof value === 'string' ? value : '')}
        onBlur={group.flush}
      />
      {group.value.trim() !== '' && (
        <FieldEditor
          context={context}
          path="minUp"
          spec={RELATION_FIELDS.minUp}
          label={fieldLabel('relations', 'minUp')}
          value={minUp.value}
          onChange={(value) => minUp.set(isCount(value) ? value : null)}
          onBlur={minUp.flush}
        />
      )}
    </PrepareFrame>
  );
};
