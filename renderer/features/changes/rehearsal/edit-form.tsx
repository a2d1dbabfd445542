import { type ReactNode, useState } from 'react';
import type { ConfigItemDetail } from '#contracts/config-items.ts';
import { PREPARABLE } from '#domain/changes/preparations.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import type { FieldSpec } from '#domain/fields/field.ts';
import { isTextOrNull, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker } from '#renderer/shared/pickers/choice-picker.tsx';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import type { Choice } from '#renderer/shared/pickers/search-picker.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { fieldLabel } from '#renderer/shared/record/words.ts';
import type { ChangeRecord } from '../page/change-record.ts';
import { nameIn, PrepareFrame } from './prepare-form.tsx';
import { relationWords } from './rehearsal-words.ts';

const KIND = { collection: 'configItems', type: null } as const;
/** What a choice of a relation that goes begins with. */
const GONE = 'relation ';
const isAny = (value: unknown): value is unknown => value !== undefined;

/** Fields of an item, and its relations, which can be taken away. */
const useChoices = (detail: ConfigItemDetail | undefined): readonly Choice[] => {
  const t = useText('changes');
  const fields = PREPARABLE.configItems.map((id) => ({
    id,
    label: fieldLabel('configItems', id),
    hint: null,
  }));
  if (detail === undefined) return fields;
  const { ci, needs, neededBy, connected } = detail;
  const relations = [...needs, ...neededBy, ...connected].map(({ relation, ci: other }) => {
    const [from, to] = relation.fromId === ci.id ? [ci.name, other.name] : [other.name, ci.name];
    const words = relationWords(t, { kind: relation.kind, from, to });
    return { id: `${GONE}${relation.id}`, label: t('rehearsal.takeAway', { relation: words }), hint: null };
  });
  return [...fields, ...relations];
};

type FormProps = { readonly page: ChangeRecord; readonly onClose: () => void };

/** Prepares one field of an item as it will be, or takes a relation of it away. */
export const EditForm = ({ page, onClose }: FormProps): ReactNode => {
  const t = useText('changes');
  const { run, busy, error } = useCommand('changes.prepare');
  const [sent, setSent] = useState(0);
  const { ref } = page.draft;
  const item = useFieldDraft<string | null>(ref, nameIn('edit', 'item'), null, isTextOrNull);
  const what = useFieldDraft<string | null>(ref, nameIn('edit', 'what'), null, isTextOrNull);
  const live = useLive('configItems.detail', item.value === null ? null : { id: item.value }).data;
  const detail = live?.ci.id === item.value ? live : undefined;
  const choices = useChoices(detail);
  const field = PREPARABLE.configItems.find((name) => name === what.value) ?? null;
  const held = field === null || detail === undefined ? null : detail.ci[field];
  const value = useFieldDraft<unknown>(ref, nameIn('edit', 'value'), held, isAny);
  const spec: FieldSpec | null = field === null ? null : CONFIG_ITEM_FIELDS[field];
  const choose = (
    draft: typeof item,
    id: string | null,
    ...dropped: readonly { drop: () => void }[]
  ): void => {
    draft.set(id);
    for (const one of dropped) one.drop();
  };
  const send = async (): Promise<void> => {
    if (item.value === null || what.value === null) return;
    const edit =
      field === null
        ? {
            collection: 'relations' as const,
            targetId: what.value.slice(GONE.length),
            field: 'active',
            to: false,
          }
        : { collection: 'configItems' as const, targetId: item.value, field, to: value.value };
    const reply = await run({ id: page.record.id, edits: [edit] });
    if (!reply.ok) return;
    what.drop();
    value.drop();
    // The next field of the same item is a choice away.
    setSent(sent + 1);
  };
  const reason =
    item.value === null ? t('rehearsal.needs.item') : what.value === null ? t('rehearsal.needs.what') : null;
  const relation = choices.find(({ id }) => id === what.value)?.label ?? null;
  return (
    <PrepareFrame
      {...{ page, reason, busy, error, onClose }}
      form="edit"
      label={t('rehearsal.edit')}
      onSend={() => void send()}
    >
      <RecordPicker
        kind="ci"
        label={t('rehearsal.item')}
        value={item.value}
        // Until it is known nothing, rather than its id.
        valueName={detail?.ci.name ?? ''}
        autoFocus={item.value === null}
        userId={null}
        onChange={(id) => choose(item, id, what, value)}
      />
      {item.value !== null && (
        <ChoicePicker
          key={sent}
          label={t('rehearsal.what')}
          value={what.value}
          valueName={relation}
          autoFocus={what.value === null}
          choices={choices}
          onChange={(id) => choose(what, id, value)}
        />
      )}
      {field !== null && spec !== null && detail !== undefined && (
        <FieldEditor
          key={`${item.value} ${field}`}
          context={{ kind: KIND, names: detail.names, company: page.company, values: detail.ci }}
          path={field}
          spec={spec}
          label={t('rehearsal.willBe', { field: fieldLabel('configItems', field) })}
          value={value.value}
          autoFocus
          onChange={value.set}
          onBlur={value.flush}
          onSubmit={() => void send()}
        />
      )}
    </PrepareFrame>
  );
};
