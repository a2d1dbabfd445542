import Add from '@mui/icons-material/Add';
import LibraryAddCheckOutlined from '@mui/icons-material/LibraryAddCheckOutlined';
import { Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { ChangeModelRow } from '#contracts/changes.ts';
import type { Names } from '#contracts/shared.ts';
import { formatInstant, formatList } from '#renderer/shared/format/format.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { Boundary } from '#renderer/shared/ui/boundary.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { RetirableHead, RetirableList } from '#renderer/shared/ui/retirable-list.tsx';
import { type EditedModel, NEW } from './model-form.ts';
import { ModelFormPart } from './model-form-part.tsx';

/** Whether it is approved, by whom, or why not. */
const approvalText = (t: Translate<'changes'>, names: Names, row: ChangeModelRow): string => {
  const writer = t('models.writtenBy', { who: nameOf(names, row.by) });
  if (row.approval === null) return joined([t('models.notApproved'), writer]);
  if (!row.isApproved) return joined([t('models.changed'), writer]);
  const { by, at } = row.approval;
  return t('models.approvedBy', { who: nameOf(names, by), when: formatInstant(at) });
};

/** What it is for, and how long it takes. */
const frameText = (t: Translate<'changes'>, names: Names, row: ChangeModelRow): string => {
  const { ciClasses, serviceIds, minutes } = row;
  const what = [
    ...ciClasses.map((one) => t(`common:ciClasses.${one}`)),
    ...serviceIds.map((id) => nameOf(names, id)),
  ];
  return joined([
    what.length === 0 ? t('models.everything') : formatList(what),
    t('models.takes', { count: minutes }),
  ]);
};

type RowProps = { readonly row: ChangeModelRow; readonly names: Names; readonly onEdit: () => void };

const Acts = ({ row, onEdit }: Omit<RowProps, 'names'>): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const approving = useCommand('changes.approveModel');
  const retiring = useCommand('changes.retireModel');
  const { id, name, retired } = row;
  const approve = async (): Promise<void> => {
    const reply = await approving.run({ id, seen: row.sum });
    if (reply.ok) notify('success', t('models.approved', { name }));
  };
  const error = approving.error ?? retiring.error;
  return (
    <>
      {row.mayApprove && (
        <Button size="small" variant="contained" loading={approving.busy} onClick={() => void approve()}>
          {t('models.approve')}
        </Button>
      )}
      {row.isApproved && !retired && may('changes.create') && (
        <Button
          size="small"
          onClick={() => openRoute({ page: 'change-new', draftId: ulid(), from: null, modelId: id })}
        >
          {t('models.use')}
        </Button>
      )}
      {may('changes.saveModel') && (
        <Button size="small" aria-label={t('models.edit', { name })} onClick={onEdit}>
          {t('models.editButton')}
        </Button>
      )}
      {may('changes.retireModel') && (
        <Button
          size="small"
          color="inherit"
          loading={retiring.busy}
          onClick={() => void retiring.run({ id, retired: !retired })}
        >
          {t(retired ? 'models.restore' : 'models.retire')}
        </Button>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </>
  );
};

const Row = ({ row, names, onEdit }: RowProps): ReactNode => {
  const t = useText('changes');
  return (
    <>
      <RetirableHead title={joined([row.name, row.retired ? t('models.retired') : null])}>
        <Acts row={row} onEdit={onEdit} />
      </RetirableHead>
      <Typography variant="body2" color={row.isApproved ? 'textSecondary' : 'warning'}>
        {approvalText(t, names, row)}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
        {frameText(t, names, row)}
      </Typography>
      {row.description !== '' && (
        <Typography variant="caption" color="textSecondary" dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {row.description}
        </Typography>
      )}
    </>
  );
};

/** Models of standard changes: what they are, whether they are approved, and changes made from them. */
export const ModelsPage = (): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const [edited, setEdited] = useState<EditedModel | null>(null);
  const live = useLive('changes.models', {});
  return (
    <Page
      title={t('pages.models')}
      subtitle={t('models.subtitle')}
      actions={
        may('changes.saveModel') && (
          <Button
            size="small"
            variant="contained"
            startIcon={<Add />}
            onClick={() => setEdited({ id: NEW, row: null })}
          >
            {t('models.new')}
          </Button>
        )
      }
    >
      <Boundary live={live}>
        {({ rows, names }) =>
          edited !== null ? (
            <ModelFormPart key={edited.id} edited={edited} onDone={() => setEdited(null)} />
          ) : (
            <RetirableList
              rows={rows}
              label={t('pages.models')}
              showRetired={t('models.showRetired')}
              empty={{
                ...{ icon: <LibraryAddCheckOutlined />, title: t('models.empty') },
                hint: t('models.emptyHint'),
              }}
              row={(row) => <Row row={row} names={names} onEdit={() => setEdited({ id: row.id, row })} />}
            />
          )
        }
      </Boundary>
    </Page>
  );
};
