import { Box, TextField } from '@mui/material';
import type { ReactNode } from 'react';
import { nameIn } from '#domain/records/names.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { WhenField } from '#renderer/shared/ui/when-field.tsx';
import type { OrderFormProps } from './order-new-devices.tsx';

/** Whose workplace it is, where the work is done and where the device goes. */
export const OrderNewPeople = ({ form, set, setName, parts, problems }: OrderFormProps): ReactNode => {
  const t = useText('orders');
  const nameOf = (id: string | null): string | null => nameIn(form.names, id);
  return (
    <>
      <RecordPicker
        kind="person"
        label={t('new.person')}
        value={form.personId}
        valueName={nameOf(form.personId)}
        onChange={(id, person) => {
          setName(id, person?.name);
          set('personId', id);
          if (form.contactPhone === '' && person?.phones[0] !== undefined)
            set('contactPhone', person.phones[0]);
        }}
      />
      <TextField
        size="small"
        label={t('new.contactPhone')}
        value={form.contactPhone}
        onChange={(event) => set('contactPhone', event.target.value)}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <RecordPicker
        kind="place"
        label={t('new.place')}
        value={form.placeId}
        valueName={nameOf(form.placeId)}
        onChange={(id, place) => {
          setName(id, place?.path);
          set('placeId', id);
        }}
      />
      {(parts.targetPlace || parts.oldTargetPlace) && (
        <RecordPicker
          kind="place"
          label={t(parts.targetPlace ? 'new.targetPlace' : 'new.oldTargetPlace')}
          required={parts.targetPlace}
          value={form.targetPlaceId}
          valueName={nameOf(form.targetPlaceId)}
          error={problems.includes('targetPlace') ? t('new.problems.targetPlace') : null}
          onChange={(id, place) => {
            setName(id, place?.path);
            set('targetPlaceId', id);
          }}
        />
      )}
      {parts.targetUser && (
        <RecordPicker
          kind="person"
          label={t('new.targetUser')}
          value={form.targetUserId}
          valueName={nameOf(form.targetUserId)}
          onChange={(id, person) => {
            setName(id, person?.name);
            set('targetUserId', id);
          }}
        />
      )}
    </>
  );
};

const TIMES = ['requestedFor', 'plannedStart', 'plannedEnd'] as const;

/** When, and by whom. */
export const OrderNewDates = ({ form, set, problems }: OrderFormProps): ReactNode => {
  const t = useText('orders');
  const hasWrongPeriod = problems.includes('period');
  return (
    <>
      {TIMES.map((name) => {
        const isWrong = name === 'plannedEnd' && hasWrongPeriod;
        return (
          <WhenField
            key={name}
            kind="instant"
            label={t(`new.${name}`)}
            value={form[name]}
            onValue={(local) => set(name, local ?? '')}
            error={isWrong ? t('new.problems.period') : null}
          />
        );
      })}
      <Box sx={{ gridColumn: '1 / -1' }}>
        <TeamMemberPicker
          value={{ teamId: form.teamId, assigneeId: form.assigneeId }}
          names={form.names}
          onChange={({ teamId, assigneeId }) => {
            set('teamId', teamId);
            set('assigneeId', assigneeId);
          }}
        />
      </Box>
    </>
  );
};
