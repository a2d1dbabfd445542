import { Button, Stack, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ESCALATION_LEVELS } from '#domain/fields/tickets.ts';
import { escalationEntry } from '#domain/incidents/escalation.ts';
import { isHigher } from '#domain/processes/incident-escalation.ts';
import { phaseOf } from '#domain/processes/process.ts';
import { isSubstepOpen } from '#domain/processes/substates.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { Section } from '#renderer/shared/ui/section.tsx';
import { ToLeadDialog, ToTeamDialog } from './escalation-dialogs.tsx';
import type { IncidentRecord } from './incident-record.ts';
import { ReasonActDialog } from './reason-acts.tsx';

type Asked = 'team' | 'lead' | 'takeEscalation' | 'endEscalation' | null;

/** Who called whom when and why, as long as it stands. */
const Standing = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const { record, names } = page;
  const entry = escalationEntry(record);
  if (entry === undefined) return null;
  const who = nameOf(names, entry.by);
  const when = formatInstant(entry.at);
  const level = valueWord(
    { collection: 'tickets', type: 'incident' },
    'escalationLevel',
    record.escalationLevel ?? 'team_lead',
  );
  const to = record.escalatedToId == null ? '' : nameOf(names, record.escalatedToId);
  return (
    <>
      <Typography variant="body2" color={record.escalation === 'open' ? 'warning' : undefined}>
        {record.escalation === 'open'
          ? t('escalation.called', { who, to, level, when })
          : t('escalation.taken', { who, when })}
      </Typography>
      <Typography
        variant="body2"
        color="textSecondary"
        dir="auto"
        sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {entry.text}
      </Typography>
    </>
  );
};

/** Both escalations of an incident: to a team that knows more, and to somebody who leads. */
export const EscalationPart = ({ page }: { readonly page: IncidentRecord }): ReactNode => {
  const t = useText('incidents');
  const [asked, setAsked] = useState<Asked>(null);
  const { record, names, process } = page;
  const isOver = phaseOf(process, record.state) === 'ended';
  const isOpen = (act: string): boolean => page.can(act) && isSubstepOpen(process, record, 'escalation', act);
  const close = (): void => setAsked(null);
  const mayGoHigher = ESCALATION_LEVELS.some((level) => isHigher(record, level));
  const from = record.escalatedFromTeamId;
  const isStanding = record.escalation != null;
  return (
    <Section title={t('escalation.title')}>
      {from != null && (
        <Typography variant="body2">{t('escalation.from', { team: nameOf(names, from) })}</Typography>
      )}
      <Standing page={page} />
      {!isStanding && from == null && (
        <Typography variant="body2" color="textSecondary">
          {t('escalation.none')}
        </Typography>
      )}
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', mt: 0.75 }}>
        {isStanding && isOpen('takeEscalation') && (
          <Button size="small" variant="outlined" onClick={() => setAsked('takeEscalation')}>
            {t('escalation.take')}
          </Button>
        )}
        {isStanding && isOpen('endEscalation') && (
          <Button size="small" onClick={() => setAsked('endEscalation')}>
            {t('escalation.end')}
          </Button>
        )}
        {!isOver && page.can('escalateToTeam') && (
          <Button size="small" onClick={() => setAsked('team')}>
            {t('escalation.toTeam')}
          </Button>
        )}
        {!isOver && mayGoHigher && page.can('escalateToLead') && (
          <Button size="small" onClick={() => setAsked('lead')}>
            {t('escalation.toLead')}
          </Button>
        )}
      </Stack>
      {asked === 'team' && <ToTeamDialog page={page} onClose={close} />}
      {asked === 'lead' && <ToLeadDialog page={page} onClose={close} />}
      {(asked === 'takeEscalation' || asked === 'endEscalation') && (
        <ReasonActDialog page={page} act={asked} onClose={close} />
      )}
    </Section>
  );
};
