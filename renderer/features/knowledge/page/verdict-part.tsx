import ThumbDownOutlined from '@mui/icons-material/ThumbDownOutlined';
import ThumbUpOutlined from '@mui/icons-material/ThumbUpOutlined';
import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { KnowledgeEntry, Rating } from '#domain/fields/knowledge.ts';
import { verdictsOf } from '#domain/knowledge/rate.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { isText, useFieldDraft } from '#renderer/shared/drafts/use-draft.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { LongText } from '#renderer/shared/prepared/long-text.tsx';
import type { AnyRecordPage } from '#renderer/shared/record/record-page.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { sendOnKey } from '#renderer/shared/ui/send-key.ts';
import { Verdicts } from '../verdicts.tsx';

/** What readers found wrong or missing, the newest first. */
const objectionsOf = (ratings: readonly Rating[]): readonly Rating[] =>
  ratings
    .filter(({ helpful, text }) => !helpful && text !== null)
    .sort((left, right) => right.at.localeCompare(left.at));

const SHOWN_OBJECTIONS = 5;

const useVerdict = (page: AnyRecordPage) => {
  const words = useFieldDraft(page.draft.ref, 'verdict', '', isText);
  const [isAsking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const rate = async (helpful: boolean): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const said = helpful ? '' : words.value.trim();
    const reply = await page.run('rate', { helpful, text: said === '' ? null : said });
    setBusy(false);
    setError(reply.ok ? undefined : reply.error);
    if (!reply.ok) return;
    setAsking(false);
    words.drop();
  };
  return { words, busy, error, rate, isOpen: isAsking || words.value !== '', setAsking };
};

const useVerdictKeys = (mayRate: boolean, yes: () => void, no: () => void): void => {
  const latest = useLatest({ mayRate, yes, no });
  const commands = useMemo<readonly Command[]>(() => {
    const command = (id: 'helpful' | 'notHelpful', shortcut: string, run: () => void): Command => ({
      id: `knowledge.${id}`,
      label: `knowledge:commands.${id}`,
      group: 'record:commands.group',
      shortcut,
      when: () => latest.current.mayRate,
      run,
    });
    return [
      command('helpful', '+', () => latest.current.yes()),
      command('notHelpful', '-', () => latest.current.no()),
    ];
  }, [latest]);
  useCommands(commands);
};

const Objections = ({
  page,
  ratings,
}: {
  readonly page: AnyRecordPage;
  readonly ratings: readonly Rating[];
}) => {
  const t = useText('knowledge');
  const objections = objectionsOf(ratings).slice(0, SHOWN_OBJECTIONS);
  if (objections.length === 0) return null;
  return (
    <Box component="ul" aria-label={t('verdicts.objections')} sx={{ m: 0, mt: 1, p: 0, listStyle: 'none' }}>
      {objections.map(({ id, at, text }) => (
        <Box component="li" key={id} sx={{ borderLeft: 3, borderColor: 'divider', pl: 1.25, mb: 0.5 }}>
          <Typography variant="caption" color="textSecondary">
            <bdi>{nameOf(page.names, id)}</bdi> · {formatInstant(at)}
          </Typography>
          <Typography variant="body2" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text}
          </Typography>
        </Box>
      ))}
    </Box>
  );
};

type Verdict = ReturnType<typeof useVerdict>;

type VerdictButtonsProps = {
  readonly verdict: Verdict;
  readonly mine: Rating | undefined;
  readonly onNo: () => void;
};

const VerdictButtons = ({ verdict, mine, onNo }: VerdictButtonsProps): ReactNode => {
  const t = useText('knowledge');
  const look = (helpful: boolean) => ({
    size: 'small' as const,
    variant: mine?.helpful === helpful ? ('contained' as const) : ('outlined' as const),
    'aria-pressed': mine?.helpful === helpful,
    disabled: verdict.busy,
    startIcon: helpful ? <ThumbUpOutlined /> : <ThumbDownOutlined />,
    endIcon: <KeyHint shortcut={helpful ? '+' : '-'} />,
  });
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      <Button {...look(true)} onClick={() => void verdict.rate(true)}>
        {t('verdicts.yes')}
      </Button>
      <Button {...look(false)} aria-expanded={verdict.isOpen} onClick={onNo}>
        {t('verdicts.no')}
      </Button>
      {mine !== undefined && (
        <Typography variant="body2" color="textSecondary">
          {t('verdicts.mine', { when: formatInstant(mine.at) })}
        </Typography>
      )}
    </Box>
  );
};

type ObjectionFormProps = {
  readonly verdict: Verdict;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
};

/** What is wrong or missing, in a few words or none. */
const ObjectionForm = ({ verdict, inputRef }: ObjectionFormProps): ReactNode => {
  const t = useText('knowledge');
  const { words, busy, rate, setAsking } = verdict;
  return (
    <Box
      onKeyDown={(event) => {
        // Words are not thrown away by one key; then it only leaves the field.
        if (event.key !== 'Escape' || words.value !== '') return;
        event.stopPropagation();
        setAsking(false);
      }}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75, mt: 1 }}
    >
      <LongText
        size="small"
        minRows={2}
        label={t('verdicts.words')}
        value={words.value}
        inputRef={inputRef}
        onText={(text) => words.set(text)}
        onBlur={words.flush}
        onKeyDown={sendOnKey(() => void rate(false))}
        slotProps={{ htmlInput: { maxLength: 2_000 } }}
      />
      <Button
        size="small"
        variant="contained"
        disabled={busy}
        endIcon={<KeyHint shortcut="Ctrl+Enter" />}
        onClick={() => void rate(false)}
        sx={{ justifySelf: 'start' }}
      >
        {t('verdicts.send')}
      </Button>
    </Box>
  );
};

type VerdictPartProps = { readonly page: AnyRecordPage; readonly entry: KnowledgeEntry };

/** Whether it helped: one verdict a reader, and in a few words what is wrong or missing. */
export const VerdictPart = ({ page, entry }: VerdictPartProps): ReactNode => {
  const t = useText('knowledge');
  const { personId } = useSessionUser();
  const verdict = useVerdict(page);
  const input = useRef<HTMLTextAreaElement>(null);
  // What is not in force has not been used.
  const mayRate = entry.active && page.can('rate');
  const { ratings } = entry;
  const ask = (): void => {
    verdict.setAsking(true);
    // The field is there after the next paint.
    requestAnimationFrame(() => input.current?.focus());
  };
  useVerdictKeys(mayRate, () => void verdict.rate(true), ask);
  return (
    <Section title={t('verdicts.title')} actions={<Verdicts {...verdictsOf(ratings)} />}>
      {mayRate && (
        <VerdictButtons verdict={verdict} mine={ratings.find(({ id }) => id === personId)} onNo={ask} />
      )}
      {mayRate && verdict.isOpen && <ObjectionForm verdict={verdict} inputRef={input} />}
      {verdict.error !== undefined && <ErrorNote error={verdict.error} />}
      <Objections page={page} ratings={ratings} />
    </Section>
  );
};
