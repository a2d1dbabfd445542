import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { Suggestion } from '#contracts/incidents.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { TicketDetail } from '#contracts/tickets.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import {
  knowledgeRow,
  LinkedRecords,
  type LinkedRow,
  suggestionRow,
  ticketRow,
} from '#renderer/shared/record/linked-records.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import type { IncidentRecord } from './incident-record.ts';

const MOST_TEXT = 2_000;
/** Beside a ticket only the best few are of use. */
const SHOWN = 4;

type HelpPartProps = { readonly page: IncidentRecord; readonly detail: TicketDetail };

const Heading = ({ children }: { readonly children: string }): ReactNode => (
  <Typography component="h3" variant="caption" color="textSecondary" sx={{ display: 'block' }}>
    {children}
  </Typography>
);

/** What may help, for an incident that is still worked on. */
const useHelp = ({ record }: IncidentRecord) => {
  const { data: suggested, coming } = useLive(
    'incidents.suggest',
    record.active
      ? {
          text: cutText(`${record.title}\n${record.description}`, MOST_TEXT),
          ciId: record.ciId,
          category: record.category,
          requesterId: record.requesterId,
          exceptId: record.id,
        }
      : null,
  );
  return {
    coming,
    knowledge: (suggested?.knowledge ?? [])
      .filter(({ id }) => !record.knowledgeIds.includes(id))
      .slice(0, SHOWN),
    similar: (suggested?.similar ?? []).slice(0, SHOWN),
  };
};

const Knowledge = ({
  page,
  detail,
  suggested,
}: HelpPartProps & { readonly suggested: readonly Suggestion[] }): ReactNode => {
  const t = useText('incidents');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const mayLink = page.can('linkKnowledge');
  const link = async (knowledgeId: string, linked: boolean, insertWorkaround: boolean): Promise<void> => {
    setBusy(true);
    const reply = await page.run('linkKnowledge', { knowledgeId, linked, insertWorkaround });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
  };
  const linkButton = (row: LinkedRow): ReactNode => {
    const inserts = suggested.find(({ id }) => id === row.id)?.workaround !== '';
    return (
      mayLink && (
        <Button
          size="small"
          disabled={busy}
          title={t(inserts ? 'help.linkAndNote' : 'help.link')}
          onClick={() => void link(row.id, true, inserts)}
          sx={{ py: 0, minWidth: 0 }}
        >
          {t('help.link')}
        </Button>
      )
    );
  };
  return (
    <Box sx={{ minWidth: 0 }}>
      <Heading>{t('help.knowledge')}</Heading>
      <LinkedRecords
        rows={detail.knowledge.map(knowledgeRow)}
        empty={suggested.length === 0 ? t('help.none') : ''}
        onUnlink={mayLink ? (row) => void link(row.id, false, false) : undefined}
      />
      <LinkedRecords rows={suggested.map(suggestionRow)} action={linkButton} />
      {error !== undefined && <ErrorNote error={error} onClose={() => setError(undefined)} />}
    </Box>
  );
};

const Tickets = ({
  detail,
  similar,
}: Pick<HelpPartProps, 'detail'> & { readonly similar: readonly TicketRow[] }): ReactNode => {
  const t = useText('incidents');
  const { parent, problem } = detail;
  return (
    <Box sx={{ minWidth: 0 }}>
      {parent !== null && (
        <>
          <Heading>{t('side.parent')}</Heading>
          <LinkedRecords rows={[ticketRow(parent)]} />
        </>
      )}
      {problem !== null && (
        <>
          <Heading>{t('side.problem')}</Heading>
          <LinkedRecords rows={[ticketRow(problem)]} />
        </>
      )}
      <Heading>{t('help.similar')}</Heading>
      <LinkedRecords rows={similar.map(ticketRow)} empty={t('help.nothing')} />
    </Box>
  );
};

/** What helps to diagnose, right under what was reported: known errors and articles, the parent, the problem, and similar tickets. */
export const HelpPart = ({ page, detail }: HelpPartProps): ReactNode => {
  const t = useText('incidents');
  const { knowledge, similar, coming } = useHelp(page);
  return (
    <Section title={t('help.title')} coming={coming}>
      <Box
        sx={{
          display: 'grid',
          columnGap: 2,
          rowGap: 1,
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
        }}
      >
        <Knowledge page={page} detail={detail} suggested={knowledge} />
        <Tickets detail={detail} similar={similar} />
      </Box>
    </Section>
  );
};
