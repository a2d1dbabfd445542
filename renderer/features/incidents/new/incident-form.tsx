import { Box, TextField, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { IMPACTS } from '#domain/fields/tickets.ts';
import { AddFilesButton } from '#renderer/shared/files/add-files-button.tsx';
import { StagedFileList } from '#renderer/shared/files/staged-files.tsx';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ChoicePicker, textChoices } from '#renderer/shared/pickers/choice-picker.tsx';
import { LevelChoice } from '#renderer/shared/pickers/level-choice.tsx';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import { valueWord } from '#renderer/shared/record/words.ts';
import { PriorityMark } from '#renderer/shared/ui/chips.tsx';
import { Later } from '#renderer/shared/ui/later.tsx';
import { DeviceList } from './device-list.tsx';
import { formPriority, type NeededField } from './form-model.ts';
import type { NewIncident } from './use-new-incident.ts';

/** Impact and urgency share their words. */
const levelWord = (level: number): string =>
  valueWord({ collection: 'tickets', type: 'incident' }, 'impact', level);

const columnSx = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' } as const;

/** Side by side where both have room. */
const rowSx = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(180px, 100%), 1fr))',
  gap: 1.5,
  alignItems: 'end',
} as const;

type PartProps = { readonly incident: NewIncident };
type TitleRef = { readonly titleRef: RefObject<HTMLInputElement | null> };

const useMissingText = ({ missing }: NewIncident, field: NeededField): string | null => {
  const t = useText('incidents');
  return missing.includes(field) ? t(`new.missing.${field}`) : null;
};

/** Who calls, and about which of their devices. A choice leads on to what comes next. */
const CallerFields = ({ incident, titleRef }: PartProps & TitleRef): ReactNode => {
  const t = useText('incidents');
  const { form, edit, caller } = incident;
  const missingText = useMissingText(incident, 'requesterId');
  const devicesRef = useRef<HTMLDivElement>(null);
  const context = caller.data?.person.id === form.requesterId ? caller.data : undefined;
  const devices = context?.devices ?? [];
  const others = form.ciId !== null && !devices.some((device) => device.id === form.ciId);

  // Without devices there is nothing to pick: go on to the title, unless the user is somewhere else by now.
  const hasNoDevices = context !== undefined && devices.length === 0;
  useEffect(() => {
    if (hasNoDevices && document.activeElement === devicesRef.current) titleRef.current?.focus();
  }, [hasNoDevices, titleRef]);
  return (
    <>
      <RecordPicker
        kind="person"
        label={t('new.caller')}
        value={form.requesterId}
        valueName={context?.person.name ?? null}
        required
        autoFocus={form.requesterId === null}
        error={missingText}
        onChange={(requesterId) => {
          edit({ requesterId });
          if (requesterId !== null) requestAnimationFrame(() => devicesRef.current?.focus());
        }}
      />
      {form.requesterId !== null && (
        <Box sx={{ ...columnSx, gap: 0.75 }}>
          <Typography variant="caption" color="textSecondary">
            {t('new.device')} · {t('new.deviceHint')}
          </Typography>
          <DeviceList
            key={form.requesterId}
            devices={devices}
            chosenId={form.ciId}
            onChoose={(ciId) => edit({ ciId })}
            onNext={() => titleRef.current?.focus()}
            listRef={devicesRef}
          />
          <RecordPicker
            kind="ci"
            label={t('new.anotherDevice')}
            value={others ? form.ciId : null}
            valueName={null}
            onChange={(ciId) => edit({ ciId })}
          />
        </Box>
      )}
    </>
  );
};

/** What is wrong, and where it belongs. */
const FaultFields = ({ incident, titleRef }: PartProps & TitleRef): ReactNode => {
  const t = useText('incidents');
  const { form, edit, settings } = incident;
  const missingText = useMissingText(incident, 'title');
  const subcategories =
    settings.categories.find((category) => category.name === form.category)?.subcategories ?? [];
  const categoryNames = settings.categories.map((category) => category.name);
  return (
    <>
      <TextField
        label={t('new.titleField')}
        placeholder={t('new.titleHint')}
        required
        fullWidth
        size="small"
        autoFocus={form.requesterId !== null}
        value={form.title}
        error={missingText !== null}
        helperText={missingText ?? undefined}
        onChange={(event) => edit({ title: event.target.value })}
        inputRef={titleRef}
        slotProps={{ htmlInput: { maxLength: 400 } }}
      />
      <LongText
        label={t('new.description')}
        minRows={4}
        maxRows={14}
        fullWidth
        size="small"
        value={form.description}
        onText={(text) => edit({ description: text })}
      />
      <Box sx={rowSx}>
        <ChoicePicker
          label={t('new.category')}
          value={form.category}
          valueName={form.category}
          choices={textChoices(categoryNames)}
          onChange={(category) => edit({ category })}
        />
        <ChoicePicker
          label={t('new.subcategory')}
          value={form.subcategory}
          valueName={form.subcategory}
          disabled={subcategories.length === 0}
          choices={textChoices(subcategories)}
          onChange={(subcategory) => edit({ subcategory })}
        />
      </Box>
    </>
  );
};

/** How bad it is, and the priority that follows. */
const PriorityFields = ({ incident }: PartProps): ReactNode => {
  const t = useText('incidents');
  const { form, edit, settings } = incident;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2.5, rowGap: 1.5, alignItems: 'end' }}>
      <LevelChoice
        levels={IMPACTS}
        words={levelWord}
        label={t('new.impact')}
        value={form.impact}
        onChange={(impact) => edit({ impact })}
      />
      <LevelChoice
        levels={IMPACTS}
        words={levelWord}
        label={t('new.urgency')}
        value={form.urgency}
        onChange={(urgency) => edit({ urgency })}
      />
      <Box title={t('new.priorityHint')}>
        <Typography component="div" variant="caption" color="textSecondary">
          {t('new.priority')}
        </Typography>
        <Box
          component="output"
          aria-label={t('new.priority')}
          sx={{ fontSize: 14, fontWeight: 600, lineHeight: '30px' }}
        >
          <PriorityMark priority={formPriority(form, settings)} />
        </Box>
      </Box>
    </Box>
  );
};

/** How bad it is, for whom, and what goes with it. */
const OtherFields = ({ incident }: PartProps): ReactNode => {
  const t = useText('incidents');
  const { form, edit, draft } = incident;
  return (
    <>
      <PriorityFields incident={incident} />
      <TeamMemberPicker
        value={{ teamId: form.teamId, assigneeId: form.assigneeId }}
        names={{}}
        onChange={edit}
      />
      <Box sx={{ ...columnSx, gap: 0.75, justifyItems: 'start' }}>
        <StagedFileList files={incident.files} />
        <AddFilesButton onFiles={incident.files.stage} />
      </Box>
      {draft.loaded && (
        <Typography variant="caption" color="textSecondary" role="status" sx={{ minHeight: 20 }}>
          {Object.keys(draft.fields).length === 0 ? '' : t(draft.isSaved ? 'new.saved' : 'new.saving')}
        </Typography>
      )}
    </>
  );
};

/** The fields in the order of a phone call: who, which device, what, how bad, for whom. Tab follows it. */
export const IncidentForm = ({ incident }: PartProps): ReactNode => {
  const { form } = incident;
  const titleRef = useRef<HTMLInputElement>(null);
  return (
    <Box sx={{ ...columnSx, gap: 1.5, maxWidth: 820 }}>
      <CallerFields incident={incident} titleRef={titleRef} />
      {/* With a caller, the title has the focus. */}
      <Later now={form.requesterId !== null}>
        <FaultFields incident={incident} titleRef={titleRef} />
        <OtherFields incident={incident} />
      </Later>
    </Box>
  );
};
