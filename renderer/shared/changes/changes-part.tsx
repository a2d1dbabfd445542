import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import { ulid } from 'ulid';
import type { ChangeRow, ChangesOfTicket } from '#contracts/changes.ts';
import type { Reply, ReplyError } from '#contracts/define.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { type Translate, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { RecordPicker } from '#renderer/shared/pickers/record-picker.tsx';
import { LinkedRecords, type LinkedRow, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { useMay } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

type Tie = 'fix' | 'cause';

/** A change in a list of those of a ticket: when it is planned, and why it is named. */
const changeRow = (t: Translate<'changes'>, row: ChangeRow, why: string | null = null): LinkedRow => {
  const { plannedStartAt: from, plannedEndAt: to } = row;
  const window =
    from === null || to === null
      ? null
      : t('conflicts.window', { from: formatInstant(from), to: formatInstant(to) });
  return { ...ticketRow(row), hint: joined([why, window]) };
};

/** Sends links of the page's record, and keeps why the last one could not be made. */
const useLinking = (page: AnyRecordPage) => {
  const [error, setError] = useState<ReplyError>();
  const sent = async (command: Promise<Reply<unknown>>): Promise<void> => {
    const reply = await command;
    setError(reply.ok ? undefined : reply.error);
  };
  /** A problem may have several, an incident one of each. */
  const link = (tie: Tie, changeId: string, linked: boolean): void => {
    const isOne = page.process.feature === 'incidents';
    const input = isOne ? { as: tie, changeId: linked ? changeId : null } : { changeId, linked };
    void sent(page.run('linkChange', input));
  };
  return { error, clear: () => setError(undefined), link };
};

type GroupProps = {
  readonly title: string;
  readonly rows: readonly LinkedRow[];
  readonly onUnlink?: ((row: LinkedRow) => void) | undefined;
  readonly action?: (row: LinkedRow) => ReactNode;
};

const Group = ({ title, rows, onUnlink, action }: GroupProps): ReactNode =>
  rows.length > 0 && (
    <Box sx={{ '& + &': { mt: 0.5 } }}>
      <Typography component="h3" variant="caption" color="textSecondary">
        {title}
      </Typography>
      <LinkedRecords rows={rows} onUnlink={onUnlink} {...(action === undefined ? {} : { action })} />
    </Box>
  );

type ChangesPartProps = {
  readonly page: AnyRecordPage;
  /** Also asks which change caused it. */
  readonly asksCause?: boolean;
};

const NONE: ChangesOfTicket = { fixes: [], cause: null, likely: [] };

/** The changes of a ticket, on its page: those that are to mend it, and the one that caused it, or may have. */
export const ChangesPart = ({ page, asksCause = false }: ChangesPartProps): ReactNode => {
  const t = useText('changes');
  const may = useMay();
  const { id } = page.record;
  const { data, coming } = useLive(
    'changes.ofTicket',
    useMemo(() => ({ id }), [id]),
  );
  const [finding, setFinding] = useState<Tie | null>(null);
  const { error, clear, link } = useLinking(page);
  const { fixes, cause, likely } = data ?? NONE;
  const mayLink = page.can('linkChange');
  const mayHaveMore = !asksCause || fixes.length === 0;
  const unlink = (tie: Tie) => (mayLink ? (row: LinkedRow) => link(tie, row.id, false) : undefined);
  const finder = (tie: Tie): ReactNode =>
    mayLink &&
    finding !== tie && (
      <Button size="small" onClick={() => setFinding(tie)}>
        {t(tie === 'fix' ? 'ofTicket.link' : 'ofTicket.linkCause')}
      </Button>
    );
  const actions = (
    <>
      {asksCause && cause === null && finder('cause')}
      {mayHaveMore && finder('fix')}
      {may('changes.create') && mayLink && mayHaveMore && (
        <Button
          size="small"
          onClick={() =>
            openRoute({ page: 'change-new', draftId: ulid(), from: { collection: 'tickets', id } })
          }
        >
          {t('ofTicket.make')}
        </Button>
      )}
    </>
  );
  const isEmpty = fixes.length === 0 && cause === null && likely.length === 0;
  return (
    <Section title={t('ofTicket.title')} actions={actions} coming={coming}>
      {isEmpty && finding === null && (
        <Typography variant="body2" color="textSecondary">
          {t('ofTicket.none')}
        </Typography>
      )}
      <Group
        title={t('ofTicket.fixes')}
        rows={fixes.map((row) => changeRow(t, row))}
        onUnlink={unlink('fix')}
      />
      <Group
        title={t('ofTicket.cause')}
        rows={cause === null ? [] : [changeRow(t, cause)]}
        onUnlink={unlink('cause')}
      />
      <Group
        title={t('ofTicket.likely')}
        rows={likely.map((row) => changeRow(t, row, t(`ofTicket.sign.${row.sign}`)))}
        action={(row) =>
          mayLink && (
            <Button size="small" sx={{ py: 0 }} onClick={() => link('cause', row.id, true)}>
              {t('ofTicket.caused')}
            </Button>
          )
        }
      />
      {finding !== null && (
        <Box sx={{ pt: 1 }} onKeyDown={(event) => event.key === 'Escape' && setFinding(null)}>
          <RecordPicker
            key={finding}
            kind="ticket"
            label={t(finding === 'fix' ? 'ofTicket.link' : 'ofTicket.linkCause')}
            value={null}
            valueName={null}
            types={['change']}
            except={[id, ...fixes.map((row) => row.id)]}
            autoFocus
            onChange={(chosen) => {
              if (chosen === null) return;
              setFinding(null);
              link(finding, chosen, true);
            }}
          />
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={clear} />}
    </Section>
  );
};
