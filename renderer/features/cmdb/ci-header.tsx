import Assignment from '@mui/icons-material/Assignment';
import Edit from '@mui/icons-material/Edit';
import PhoneInTalk from '@mui/icons-material/PhoneInTalk';
import { Box, Button, Chip, Stack, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { ulid } from 'ulid';
import type { CiDetail } from '#contracts/cmdb.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { CiClassIcon } from '#renderer/shared/records/ci-class-icon.tsx';
import { RecordMarks } from '#renderer/shared/records/record-marks.tsx';
import { useMay } from '#renderer/shared/session/use-may.ts';
import { StateChip } from '#renderer/shared/ui/chips.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { RecordHeader } from '#renderer/shared/ui/record-header.tsx';

type CiHeaderProps = { readonly detail: CiDetail; readonly onEdit: () => void };

const Mark = ({ label, value }: { readonly label: string; readonly value: string | null }): ReactNode =>
  value === null || value === '' ? null : (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>{' '}
      {value}
    </Box>
  );

const Actions = ({ detail, onEdit }: CiHeaderProps): ReactNode => {
  const t = useText('cmdb');
  const may = useMay();
  const { ci, user } = detail;
  return (
    <Stack direction="row" spacing={1} sx={{ flexWrap: 'wrap', alignSelf: 'center' }} useFlexGap>
      {may('incidents.create') && (
        <Tooltip title={user === null ? t('page.newIncidentNoUser') : ''}>
          <Button
            size="small"
            variant="outlined"
            startIcon={<PhoneInTalk />}
            onClick={() =>
              openRoute(
                { page: 'incident-new', draftId: ulid(), requesterId: ci.userId },
                t('page.newIncident'),
              )
            }
          >
            {t('page.newIncident')}
          </Button>
        </Tooltip>
      )}
      {may('orders.create') && (
        <Button
          size="small"
          variant="outlined"
          startIcon={<Assignment />}
          onClick={() => openRoute({ page: 'order-new', ciId: ci.id, ticketId: null }, t('page.newOrder'))}
        >
          {t('page.newOrder')}
        </Button>
      )}
      {may('configItems.update') && (
        <Button
          size="small"
          variant="outlined"
          startIcon={<Edit />}
          endIcon={<KeyHint shortcut="e" />}
          onClick={onEdit}
        >
          {t('page.edit')}
        </Button>
      )}
    </Stack>
  );
};

/** What an item is, at a glance: name, class, status, labels, who has it and where, and what is unsettled about it. */
export const CiHeader = ({ detail, onEdit }: CiHeaderProps): ReactNode => {
  const t = useText('cmdb');
  const { ci, user, placeName, pendingSync } = detail;
  return (
    <RecordHeader
      icon={<CiClassIcon ciClass={ci.ciClass} size={22} />}
      title={ci.name}
      marks={
        <>
          <StateChip state={ci.status} />
          {!ci.active && <Chip size="small" label={t('page.retired')} sx={{ height: 20 }} />}
          <RecordMarks pendingSync={pendingSync} openClashes={ci.openClashes} />
        </>
      }
      actions={<Actions detail={detail} onEdit={onEdit} />}
    >
      <Box sx={{ display: 'flex', columnGap: 2, flexWrap: 'wrap', fontSize: 13, mt: 0.25 }}>
        <Mark label={t('fields:ciClass')} value={t(`common:ciClasses.${ci.ciClass}`)} />
        <Mark label={t('fields:assetTag')} value={ci.assetTag} />
        <Mark label={t('fields:serial')} value={ci.serial} />
        <Mark label={t('criticality')} value={t(`common:criticalities.${ci.criticality}`)} />
        <Mark label={t('fields:user')} value={user?.name ?? null} />
        <Mark label={t('fields:place')} value={placeName} />
        <Mark label={t('fields:tags')} value={ci.tags.join(', ')} />
      </Box>
    </RecordHeader>
  );
};
