import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { Step } from '#domain/processes/process.ts';
import { formatInstant, formatInstantLong } from '#renderer/shared/format/format.ts';
import { codeText, useText } from '#renderer/shared/i18n/i18n.ts';
import { RecordMarks } from '#renderer/shared/records/record-marks.tsx';
import { PriorityMark, StateChip } from '#renderer/shared/ui/chips.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { SlaFigures } from './sla-figure.tsx';
import { stepKey } from './steps.ts';
import { TitleField } from './title-field.tsx';
import type { TicketPage } from './use-ticket-page.ts';

type TicketHeaderProps = {
  readonly page: TicketPage;
  readonly editingTitle: boolean;
  readonly onEditingTitle: (editing: boolean) => void;
  readonly onStep: (step: Step) => void;
  readonly openStep: string | null;
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
};

/** Number, title, state, priority, clocks, markers, and the steps that can be taken now. */
export const TicketHeader = (props: TicketHeaderProps): ReactNode => {
  const t = useText('incidents');
  const common = useText('common');
  const { page, onStep, openStep } = props;
  const { ticket, detail, steps } = page;
  const who = detail.names[ticket.openedBy] ?? ticket.openedBy;
  return (
    <Box
      component="section"
      aria-label={t('page.header')}
      sx={{
        px: 2,
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 0.75,
      }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="body2" color="textSecondary" noWrap title={formatInstantLong(ticket.openedAt)}>
            {common(`ticketTypes.${ticket.type}`)} <strong>{ticket.number}</strong> ·{' '}
            {t('page.opened', { when: formatInstant(ticket.openedAt), who })}
          </Typography>
          <TitleField page={page} editing={props.editingTitle} onEditing={props.onEditingTitle} />
        </Box>
        <Box
          role="toolbar"
          aria-label={t('transition.label')}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, justifyContent: 'flex-end' }}
        >
          {steps.map((step) => {
            const shortcut = stepKey(step.name);
            return (
              <Button
                key={`${step.name}-${step.to}`}
                size="small"
                variant={step.name === 'resolve' ? 'contained' : 'outlined'}
                color={step.name === 'cancel' ? 'inherit' : 'primary'}
                disabled={props.busy}
                aria-expanded={openStep === step.name}
                onClick={() => onStep(step)}
                sx={{ gap: 0.75, '& kbd': { color: 'inherit', borderColor: 'currentColor', opacity: 0.8 } }}
              >
                {codeText('incidents:transition', step.name)}
                {shortcut !== null && <KeyHint shortcut={shortcut} />}
              </Button>
            );
          })}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <StateChip state={ticket.state} holdReason={ticket.holdReason} />
        {ticket.holdReason !== null && (
          <Typography variant="body2" color="textSecondary">
            {common(`holdReasons.${ticket.holdReason}`)}
          </Typography>
        )}
        <PriorityMark priority={ticket.priority} />
        <SlaFigures page={page} />
        <RecordMarks pendingSync={detail.pendingSync} openClashes={ticket.openClashes} />
      </Box>
      {props.error !== undefined && <ErrorNote error={props.error} />}
      {ticket.type !== 'incident' && (
        <Typography variant="body2" color="textSecondary">
          {t('page.readOnly', { type: common(`ticketTypes.${ticket.type}`) })}
        </Typography>
      )}
    </Box>
  );
};
