import { Box, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import { ESCALATION_LEVELS, type EscalationLevel } from '#domain/fields/tickets.ts';
import { isHigher } from '#domain/processes/incident-escalation.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { TeamMemberPicker } from '#renderer/shared/pickers/team-member-picker.tsx';
import { SelectInput, TextInput } from '#renderer/shared/record/field-inputs.tsx';
import { fieldLabel, valueWord } from '#renderer/shared/record/words.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { DraftDialog } from '#renderer/shared/ui/draft-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import type { IncidentRecord } from './incident-record.ts';

type DialogProps = { readonly page: IncidentRecord; readonly onClose: () => void };
/** What the dialog begins with; what was typed in it before stays over it. */
type Begin<T> = { readonly begin?: T };

const KIND = { collection: 'tickets', type: 'incident' } as const;

/** Sends an act of the incident and closes what asked for it; what was refused stays, with why. */
const useAct = (page: IncidentRecord, act: string, settled: () => void) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const send = async (input: Readonly<Record<string, unknown>>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await page.run(act, input);
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (reply.ok) settled();
  };
  return { busy, error, send };
};

type FrameProps = DialogProps & {
  readonly title: string;
  readonly hint: string;
  readonly send: string;
  readonly missing: string | null;
  readonly reason: string;
  readonly reasonLabel?: string;
  readonly onReason: (text: string) => void;
  readonly draft: { readonly isDirty: boolean; readonly discard: () => void };
  readonly act: ReturnType<typeof useAct>;
  readonly onSend: () => void;
  readonly children?: ReactNode;
};

/** What all of them ask: something to choose, and why. */
const Frame = (props: FrameProps): ReactNode => {
  const t = useText('incidents');
  const { act } = props;
  return (
    <DraftDialog
      title={props.title}
      width="sm"
      draft={props.draft}
      discard={t('escalation.discard')}
      close={t('common:cancel')}
      send={props.send}
      missing={props.missing}
      busy={act.busy}
      onSend={() => {
        if (props.missing === null) props.onSend();
      }}
      onClose={props.onClose}
    >
      <Box sx={{ display: 'grid', gap: 1.5, pt: 0.75, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Typography variant="body2">{props.hint}</Typography>
        {props.children}
        <TextInput
          label={props.reasonLabel ?? t('escalation.reason')}
          hideLabel={false}
          multiline
          autoFocus={false}
          value={props.reason}
          error={null}
          max={2_000}
          onSubmit={undefined}
          onBlur={undefined}
          onText={props.onReason}
        />
        {act.error !== undefined && <ErrorNote error={act.error} />}
      </Box>
    </DraftDialog>
  );
};

const TO_TEAM = { teamId: null as string | null, assigneeId: null as string | null, reason: '' };

/** Gives the incident on to a team that knows more. */
export const ToTeamDialog = ({
  page,
  onClose,
  begin,
}: DialogProps & Begin<{ readonly teamId: string | null; readonly reason: string }>): ReactNode => {
  const t = useText('incidents');
  const { personId } = useSessionUser();
  const { id, number, title, teamId: current } = page.record;
  const start = useMemo(() => ({ ...TO_TEAM, ...begin }), [begin]);
  const draft = useFormDraft(personId, `incident-to-team:${id}`, `${number} ${title}`, start);
  const { teamId, assigneeId, reason } = draft.form;
  const act = useAct(page, 'escalateToTeam', () => {
    draft.discard();
    onClose();
  });
  const isSame = teamId === null || teamId === current;
  return (
    <Frame
      {...{ page, onClose, draft, act, reason }}
      title={t('escalation.teamTitle', { number })}
      hint={t('escalation.teamHint')}
      send={t('escalation.send')}
      missing={
        isSame ? t('escalation.teamMissing') : reason.trim() === '' ? t('escalation.reasonMissing') : null
      }
      onReason={(text) => draft.set('reason', text)}
      onSend={() => void act.send({ teamId, assigneeId, reason: reason.trim() })}
    >
      <TeamMemberPicker
        value={{ teamId, assigneeId }}
        names={page.names}
        autoFocus
        onChange={(value) => {
          draft.set('teamId', value.teamId);
          draft.set('assigneeId', value.assigneeId);
        }}
      />
    </Frame>
  );
};

/** Who leads the incident's team, as the directory has it. */
const useTeamLead = (teamId: string | null): string | null => {
  const teams = useLive('directory.teams', {});
  return teams.data?.rows.find(({ id }) => id === teamId)?.leadId ?? null;
};

/** Calls somebody who leads: the team's lead at first, then management. */
export const ToLeadDialog = ({
  page,
  onClose,
  begin,
}: DialogProps & Begin<{ readonly reason: string }>): ReactNode => {
  const t = useText('incidents');
  const { personId } = useSessionUser();
  const { record } = page;
  const { id, number, title } = record;
  const levels = ESCALATION_LEVELS.filter((level) => isHigher(record, level));
  const [lowest = 'management'] = levels;
  const leadId = useTeamLead(record.teamId);
  const proposed = lowest === 'team_lead' ? leadId : null;
  const start = useMemo(
    () => ({ level: lowest as EscalationLevel, toId: proposed, toName: '', reason: begin?.reason ?? '' }),
    [lowest, proposed, begin],
  );
  const draft = useFormDraft(personId, `incident-to-lead:${id}`, `${number} ${title}`, start);
  const { level, toId, toName, reason } = draft.form;
  const lead = useLive('directory.caller', toId === null ? null : { id: toId });
  const act = useAct(page, 'escalateToLead', () => {
    draft.discard();
    onClose();
  });
  return (
    <Frame
      {...{ page, onClose, draft, act, reason }}
      title={t('escalation.leadTitle', { number })}
      hint={t('escalation.leadHint')}
      send={t('escalation.send')}
      missing={
        toId === null
          ? t('escalation.personMissing')
          : reason.trim() === ''
            ? t('escalation.reasonMissing')
            : null
      }
      onReason={(text) => draft.set('reason', text)}
      onSend={() => void act.send({ level, toId, reason: reason.trim() })}
    >
      <SelectInput<EscalationLevel>
        label={fieldLabel('tickets', 'escalationLevel')}
        hideLabel={false}
        autoFocus
        value={level}
        error={null}
        choices={levels.map((one) => [one, valueWord(KIND, 'escalationLevel', one)] as const)}
        onBlur={undefined}
        onChoose={(one) => {
          draft.set('level', one);
          // The team's lead was proposed for the team; whoever leads above is somebody else.
          if (one !== 'team_lead' && toId === proposed) draft.set('toId', null);
        }}
      />
      <RecordPicker
        kind="person"
        label={fieldLabel('tickets', 'escalatedToId')}
        value={toId}
        valueName={lead.data?.person.name ?? (toName === '' ? null : toName)}
        onChange={(chosen, row) => {
          draft.set('toId', chosen);
          draft.set('toName', row?.name ?? '');
        }}
      />
    </Frame>
  );
};
