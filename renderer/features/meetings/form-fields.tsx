import { Box, FormControlLabel, MenuItem, Switch, TextField, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Names } from '#contracts/shared.ts';
import { APPROVED_KINDS, RISK_LEVELS } from '#domain/fields/changes.ts';
import { CAB_MEETING_FIELDS } from '#domain/fields/events.ts';
import { ROLES } from '#domain/records/common.ts';
import type { FormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { formatList } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { AccountPicker, AccountsPicker } from '#renderer/shared/pickers/account-picker.tsx';
import { ManySelect } from '#renderer/shared/pickers/many-select.tsx';
import { FieldEditor } from '#renderer/shared/record/field-editor.tsx';
import { readValue } from '#renderer/shared/record/field-values.ts';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import type { MeetingForm } from './meeting-form-model.ts';

const KIND = { collection: 'events', type: 'cab_meeting' } as const;
const CHANGES = { collection: 'tickets', type: 'change' } as const;
const BEFORE = ['title', 'startsAt', 'endsAt', 'venue', 'link'] as const;
const LEADING = ['chairId', 'minuteTakerId'] as const;
/** Short ones stand beside each other. */
const NARROW: readonly string[] = ['startsAt', 'endsAt', 'venue', 'link'];

/** The types of changes, and releases. */
export const kindWord = (kind: string): string =>
  kind === 'release' ? text('common:ticketTypes.release') : valueWord(CHANGES, 'changeType', kind);

type FormProps = {
  readonly draft: Pick<FormDraft<MeetingForm>, 'form' | 'set'>;
  readonly names: Names;
};

/** What of all that waits for approval is on the agenda. */
const FilterFields = ({ draft: { form, set } }: Pick<FormProps, 'draft'>): ReactNode => {
  const t = useText('meetings');
  const teams = useLive('directory.teams', {}).data?.rows ?? [];
  const teamNames = Object.fromEntries(teams.map(({ id, name }) => [id, name]));
  return (
    <Box role="group" aria-label={t('filter.title')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
      <Typography variant="caption" color="textSecondary" sx={{ flexBasis: '100%' }}>
        {fieldLabel('events', 'agenda')}
      </Typography>
      <ManySelect
        label={t('filter.types')}
        any={t('filter.anyType')}
        values={APPROVED_KINDS}
        chosen={form.changeTypes}
        words={kindWord}
        several={() => formatList(form.changeTypes.map(kindWord))}
        width={200}
        onChange={(kinds) => set('changeTypes', [...kinds])}
      />
      <TextField
        select
        label={t('filter.leastRisk')}
        value={form.leastRisk}
        onChange={({ target }) => set('leastRisk', RISK_LEVELS.find((one) => one === target.value) ?? '')}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        sx={{ width: 160 }}
      >
        <MenuItem value="">{t('filter.anyRisk')}</MenuItem>
        {RISK_LEVELS.map((one) => (
          <MenuItem key={one} value={one}>
            {valueWord(CHANGES, 'riskLevel', one)}
          </MenuItem>
        ))}
      </TextField>
      <ManySelect
        label={t('filter.teams')}
        any={t('filter.anyTeam')}
        values={teams.map(({ id }) => id)}
        chosen={form.teamIds}
        words={(id) => nameOf(teamNames, id)}
        several={() => formatList(form.teamIds.map((id) => nameOf(teamNames, id)))}
        width={200}
        onChange={(ids) => set('teamIds', [...ids])}
      />
      <FormControlLabel
        label={t('filter.untilNext')}
        control={
          <Switch size="small" checked={form.untilNext} onChange={(_event, on) => set('untilNext', on)} />
        }
      />
    </Box>
  );
};

/** The fields of a meeting; what is typed is kept by the draft. */
export const FormFields = ({ draft, names }: FormProps): ReactNode => {
  const t = useText('meetings');
  const company = useCompany();
  const { form, set } = draft;
  const editor = (field: (typeof BEFORE)[number] | 'body'): ReactNode => (
    <Box key={field} sx={NARROW.includes(field) ? {} : { gridColumn: '1 / -1' }}>
      <FieldEditor
        context={{ kind: KIND, names, company, values: { ...form } }}
        path={field}
        spec={CAB_MEETING_FIELDS[field]}
        label={field === 'body' ? t('purpose') : fieldLabel('events', field)}
        value={form[field]}
        required={field === 'title' || field === 'startsAt' || field === 'endsAt'}
        autoFocus={field === 'title'}
        // The editor of a field's kind answers with a value of that kind.
        onChange={(value) =>
          set(field, (readValue(value) ?? ('nullable' in CAB_MEETING_FIELDS[field] ? null : '')) as never)
        }
      />
    </Box>
  );
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
        gap: 1.5,
        maxWidth: 760,
      }}
    >
      {BEFORE.map(editor)}
      {LEADING.map((field) => (
        <AccountPicker
          key={field}
          label={fieldLabel('events', field)}
          value={form[field]}
          names={names}
          onChange={(id) => set(field, id)}
        />
      ))}
      <Box sx={{ gridColumn: '1 / -1' }}>
        <AccountsPicker
          label={fieldLabel('events', 'memberIds')}
          value={form.memberIds}
          names={names}
          onChange={(ids) => set('memberIds', [...ids])}
        />
      </Box>
      <Box sx={{ gridColumn: '1 / -1' }}>
        <ManySelect
          label={fieldLabel('events', 'memberRoles')}
          any={t('noRole')}
          values={ROLES}
          chosen={form.memberRoles}
          words={(role) => t(`common:roles.${role}`)}
          several={() => formatList(form.memberRoles.map((role) => t(`common:roles.${role}`)))}
          width={280}
          onChange={(roles) => set('memberRoles', [...roles])}
        />
      </Box>
      <Box sx={{ gridColumn: '1 / -1' }}>
        <FilterFields draft={draft} />
      </Box>
      {editor('body')}
    </Box>
  );
};
