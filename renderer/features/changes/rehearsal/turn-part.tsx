import { Box, Typography } from '@mui/material';
import { type ReactNode, useState } from 'react';
import type { ChangeRehearsal } from '#contracts/changes.ts';
import { REVERTED_STATES } from '#domain/changes/preparations.ts';
import type { Back, Standing } from '#domain/changes/three-ways.ts';
import { sameValue } from '#domain/records/json.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
import type { ChangeRecord } from '../page/change-record.ts';
import { type Decided, type Decision, PreparedTable, type ShownRow } from './prepared-table.tsx';
import type { RehearsalWords } from './rehearsal-words.ts';

type TurnProps = {
  readonly page: ChangeRecord;
  readonly words: RehearsalWords;
  readonly turn: 'apply' | 'revert';
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly ShownRow[];
  /** Whether it can be done now. */
  readonly isNow: boolean;
  readonly onRemove?: ((id: string) => void) | undefined;
};

/** What was decided, and about which values. */
type Seen = { readonly decision: Decision; readonly values: readonly unknown[] };

/** Decisions about rows as they are: of what changed once more meanwhile nobody has decided yet. */
const stillSeen = (decisions: ReadonlyMap<string, Seen>, open: readonly ShownRow[]): Decided =>
  new Map(
    open.flatMap(({ id, values }) => {
      const seen = decisions.get(id);
      return seen !== undefined && sameValue(seen.values, values) ? [[id, seen.decision] as const] : [];
    }),
  );

/** One way over the preparations, with the button that goes it once all is decided. */
const TurnPart = ({ page, words, turn, label, columns, rows, isNow, onRemove }: TurnProps): ReactNode => {
  const t = useText('changes');
  const { run, busy, error, clear } = useCommand(`changes.${turn}`);
  const [decisions, setDecisions] = useState<ReadonlyMap<string, Seen>>(new Map());
  const open = rows.filter((row) => row.isOpen);
  const decided = stillSeen(decisions, open);
  const undecided = open.filter(({ id }) => !decided.has(id)).length;
  const reason = undecided === 0 ? null : t('rehearsal.undecided', { count: undecided });
  const decide = (id: string, decision: Decision): void => {
    const values = open.find((row) => row.id === id)?.values ?? [];
    setDecisions(new Map([...decisions, [id, { decision, values }]]));
  };
  const send = async (): Promise<void> => {
    const list = open.flatMap(({ id }) => {
      const take = decided.get(id);
      return take === undefined ? [] : [{ id, take }];
    });
    const reply = await run({ id: page.record.id, decided: list });
    if (reply.ok) setDecisions(new Map());
  };
  return (
    <>
      <PreparedTable
        {...{ label, columns, rows, words, turn, decided, onRemove }}
        onDecide={isNow ? decide : undefined}
      />
      {isNow && (
        <Box sx={{ mt: 1, display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <SubmitButton
            size="small"
            variant={turn === 'apply' ? 'contained' : 'outlined'}
            busy={busy}
            reason={reason}
            onClick={() => {
              if (undecided === 0 && !busy) void send();
            }}
          >
            {t(`rehearsal.${turn}`)}
          </SubmitButton>
          {reason !== null && (
            <Typography variant="body2" color="textSecondary">
              {reason}
            </Typography>
          )}
        </Box>
      )}
      {error !== undefined && <ErrorNote error={error} onClose={clear} />}
    </>
  );
};

type PartProps = {
  readonly page: ChangeRecord;
  readonly words: RehearsalWords;
  readonly shown: ChangeRehearsal;
};

/** What is not applied yet: as it is and as it will be. */
export const ToApply = ({
  page,
  words,
  shown,
  onRemove,
}: PartProps & { readonly onRemove: ((id: string) => void) | undefined }): ReactNode => {
  const t = useText('changes');
  const { person, value } = words;
  if (shown.rows.length === 0) return null;
  const said = (row: Standing): string | null => {
    if (row.status === 'ready') return null;
    if (row.status !== 'stale') return t(`rehearsal.standing.${row.status}`);
    const from = value(row, row.from);
    return row.by === null
      ? t('rehearsal.standing.stale', { from })
      : t('rehearsal.standing.staleBy', { from, who: person(row.by) });
  };
  return (
    <TurnPart
      {...{ page, words, onRemove }}
      turn="apply"
      label={t('rehearsal.prepared')}
      columns={[t('rehearsal.column.now'), t('rehearsal.column.to')]}
      rows={shown.rows.map((row) => ({
        ...row,
        values: [row.now, row.to],
        said: said(row),
        isOpen: row.status === 'stale',
      }))}
      isNow={page.record.state === 'implement' && page.can('apply')}
    />
  );
};

/** What was applied: before, as applied, and as it is by now. */
export const ToRevert = ({ page, words, shown }: PartProps): ReactNode => {
  const t = useText('changes');
  const { person } = words;
  const { backs, applied, reverted } = shown;
  if (applied === 0) return null;
  const said = ({ status, by }: Back): string | null => {
    if (status === 'back') return null;
    if (status !== 'changed') return t(`rehearsal.back.${status}`);
    return by === null ? t('rehearsal.back.changed') : t('rehearsal.back.changedBy', { who: person(by) });
  };
  return (
    <>
      <Typography variant="body2" color="textSecondary" sx={{ mt: shown.rows.length === 0 ? 0 : 1.5 }}>
        {reverted === 0
          ? t('rehearsal.applied', { count: applied })
          : t('rehearsal.reverted', { count: reverted, total: applied })}
      </Typography>
      {backs.length > 0 && (
        <TurnPart
          {...{ page, words }}
          turn="revert"
          label={t('rehearsal.wayBack')}
          columns={[t('rehearsal.column.before'), t('rehearsal.column.applied'), t('rehearsal.column.now')]}
          rows={backs.map((row) => ({
            ...row,
            values: [row.before, row.applied, row.now],
            said: said(row),
            isOpen: row.status === 'changed',
          }))}
          isNow={REVERTED_STATES.includes(page.record.state) && page.can('revert')}
        />
      )}
    </>
  );
};
