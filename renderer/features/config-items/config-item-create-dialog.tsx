import { Box } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { CommandInput } from '#contracts/registry.ts';
import { CONFIG_ITEM_FIELDS } from '#domain/fields/config-items.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { FormFields, useRecordForm } from '#renderer/shared/record/record-form.tsx';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';

const IDENTITY = {
  name: '',
  assetTag: null,
  serial: null,
  manufacturer: null,
  model: null,
  ciClass: 'notebook',
  status: 'in_operation',
  criticality: 'low',
};
const ASSIGNMENT = { userId: null, teamId: null, placeId: null, tags: [], notes: '' };
const COMMERCIAL = {
  'commercial.supplier': null,
  'commercial.purchaseOrder': null,
  'commercial.invoiceNumber': null,
  'commercial.invoiceDate': null,
  'commercial.deliveryNote': null,
  'commercial.deliveredOn': null,
  'commercial.priceMinor': null,
  'commercial.currency': null,
  'commercial.warrantyUntil': null,
  'commercial.costCentre': null,
};
const START: Record<string, unknown> = { ...IDENTITY, ...ASSIGNMENT, ...COMMERCIAL };

/** Creates a configuration item by hand and opens it. */
export const ConfigItemCreateDialog = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const t = useText('configItems');
  const form = useRecordForm({
    kind: { collection: 'configItems', type: null },
    table: CONFIG_ITEM_FIELDS,
    draftKey: 'ci-new:form',
    label: t('form.newTitle'),
    start: START,
  });
  const create = useCommand('configItems.create');
  const [wasTried, setTried] = useState(false);
  // Kept while the dialog is open: sending again after a host restart makes no second item.
  const [id] = useState(() => ulid());
  // What was sent when another item was told to have the serial or tag: sent again unchanged, it is meant.
  const [told, setTold] = useState('');
  const { draft, reason } = form;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (reason !== null || create.busy) return;
    const { name, ciClass, status, criticality } = form.values;
    // The form holds values of these fields only, and its problems were looked at.
    const input = {
      ciClass,
      status,
      criticality,
      name,
      ...form.given,
      id,
    } as CommandInput<'configItems.create'>;
    const sent = JSON.stringify(input);
    const reply = await create.run(sent === told ? { ...input, evenIfTaken: true } : input);
    if (!reply.ok) {
      setTold(reply.error.code === 'identifier_taken' ? sent : '');
      return;
    }
    draft.discard();
    onClose();
    openRoute({ page: 'ci', id: reply.data.id }, reply.data.name);
  };
  const group = (title: string, fields: object, autoFocus = false): ReactNode => (
    <FormFields
      form={form}
      title={title}
      paths={Object.keys(fields)}
      showProblems={wasTried}
      autoFocus={autoFocus}
    />
  );
  return (
    <DraftDialog
      title={t('form.newTitle')}
      width="md"
      draft={draft}
      discard={t('form.discard')}
      close={draft.isDirty ? t('form.cancel') : t('common:close')}
      send={t('form.create')}
      missing={reason}
      busy={create.busy}
      onSend={() => void submit()}
      onClose={onClose}
    >
      {create.error !== undefined && <ErrorNote error={create.error} onLeave={onClose} />}
      <Box sx={{ display: 'grid', gap: 2.5, pt: 0.5 }}>
        {group(t('form.identity'), IDENTITY, true)}
        {group(t('form.assignment'), ASSIGNMENT)}
        {group(t('form.commercial'), COMMERCIAL)}
      </Box>
    </DraftDialog>
  );
};
