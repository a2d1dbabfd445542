import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { ulid } from 'ulid';
import type { ReplyError } from '#contracts/define.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

const MOST_TEXT = 2_000;
/** Beside an incident only the best few are of use. */
const SHOWN = 3;

type ProblemPartProps = { readonly page: IncidentRecord; readonly detail: TicketDetail };

/** Problems like the incident, while it has none and may be given one. */
const useSimilar = ({ record, can }: IncidentRecord, isAsked: boolean) => {
  const { data, coming } = useLive(
    'problems.similar',
    isAsked && can('linkProblem')
      ? {
          text: cutText(`${record.title}\n${record.description}`, MOST_TEXT),
          ciId: record.ciId,
          category: record.category,
        }
      : null,
  );
  const rows: readonly TicketRow[] = isAsked ? (data?.problems ?? []).slice(0, SHOWN) : [];
  return { rows, coming };
};

type NoProblemProps = {
  readonly similar: readonly TicketRow[];
  readonly isFinding: boolean;
  readonly onLink: (problemId: string) => void;
};

const NoProblem = ({ similar, isFinding, onLink }: NoProblemProps): ReactNode => {
  const t = useText('incidents');
  if (similar.length === 0) {
    return isFinding ? null : (
      <Typography variant="body2" color="textSecondary">
        {t('problem.none')}
      </Typography>
    );
  }
  return (
    <>
      <Typography component="h3" variant="caption" color="textSecondary">
        {t('problem.similar')}
      </Typography>
      <LinkedRecords
        rows={similar.map(ticketRow)}
        action={(row) => (
          <Button size="small" sx={{ py: 0 }} onClick={() => onLink(row.id)}>
            {t('problem.linkThis')}
          </Button>
        )}
      />
    </>
  );
};

/** The problem behind the incident: the one it has, one that is like it, or a new one made of it. */
export const ProblemPart = ({ page, detail }: ProblemPartProps): ReactNode => {
  const t = useText('incidents');
  const may = useMay();
  const [isFinding, setFinding] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const { id } = page.record;
  const { problem } = detail;
  const mayLink = page.can('linkProblem');
  const { rows: similar, coming } = useSimilar(page, problem === null);
  const link = async (problemId: string | null): Promise<void> => {
    setFinding(false);
    const reply = await page.run('linkProblem', { problemId });
    setError(reply.ok ? undefined : reply.error);
  };
  const make = (): void =>
    openRoute({ page: 'problem-new', draftId: ulid(), incidentIds: [id], trendKey: null });
  const actions = (
    <>
      {mayLink && !isFinding && (
        <Button size="small" onClick={() => setFinding(true)}>
          {t('problem.link')}
        </Button>
      )}
      {may('problems.create') && (
        <Button size="small" onClick={make}>
          {t('problem.make')}
        </Button>
      )}
    </>
  );
  return (
    <Section title={t('problem.title')} actions={problem === null && actions} coming={coming}>
      {problem === null ? (
        <NoProblem {...{ similar, isFinding }} onLink={(one) => void link(one)} />
      ) : (
        <LinkedRecords rows={[ticketRow(problem)]} onUnlink={mayLink ? () => void link(null) : undefined} />
      )}
      {isFinding && (
        <Box sx={{ pt: 1 }} onKeyDown={(event) => event.key === 'Escape' && setFinding(false)}>
          <RecordPicker
            kind="ticket"
            label={t('problem.link')}
            value={null}
            valueName={null}
            types={['problem']}
            except={[id]}
            autoFocus
            onChange={(chosen) => {
              if (chosen !== null) void link(chosen);
            }}
          />
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
    </Section>
  );
};
