import { Box, Button, Chip, Link, Paper, Stack, Typography } from '@mui/material';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ReviewCandidate, ReviewRow } from '#contracts/imports.ts';
import type { CommandInput } from '#contracts/registry.ts';
import type { Names } from '#contracts/shared.ts';
import type { Evidence } from '#domain/config-items/evidence.ts';
import { actionOf, type KeyMap, useKeyMap } from '#renderer/shared/commands/key-maps.ts';
import { formatInstant } from '#renderer/shared/format/format.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { text, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute } from '#renderer/shared/navigation/navigation-store.ts';
import { valueWord } from '#renderer/shared/record/words.ts';
import { nameOf } from '#renderer/shared/records/name-of.ts';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import type { Told } from './review-results.tsx';

type Decision = CommandInput<'imports.decide'>['decision'];
type Act = 'one' | 'two' | 'three' | 'not' | 'new' | 'open';

const KEYS: KeyMap<Act> = {
  group: 'imports:undecided.keys',
  actions: {
    one: { label: 'imports:undecided.keySame', shortcuts: ['1'] },
    two: { label: 'imports:undecided.keySecond', shortcuts: ['2'] },
    three: { label: 'imports:undecided.keyThird', shortcuts: ['3'] },
    not: { label: 'imports:undecided.keyNot', shortcuts: ['s'] },
    new: { label: 'imports:undecided.keyNew', shortcuts: ['n'] },
    open: { label: 'imports:undecided.keyOpen', shortcuts: ['z'] },
  },
};
const NUMBERED: readonly Act[] = ['one', 'two', 'three'];
const ITEM = { collection: 'configItems', type: null } as const;

/** Codes in words; numbers as they are compared. */
const shown = (kind: Evidence['kind'], value: string): string => {
  if (kind === 'ciClass') return valueWord(ITEM, 'ciClass', value);
  if (kind !== 'isVirtual') return value;
  return text(value === 'virtual' ? 'imports:undecided.virtual' : 'imports:undecided.physical');
};

const Pieces = ({
  title,
  pieces,
}: {
  readonly title: string;
  readonly pieces: readonly Evidence[];
}): ReactNode => {
  const t = useText('imports');
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="caption" color="textSecondary">
        {title}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', fontSize: 13, overflowWrap: 'anywhere' }}>
        {pieces.map(({ kind, weight, ours, theirs }) => (
          <li key={kind}>
            <Chip size="small" label={weight} sx={{ height: 18, mr: 0.75, fontSize: 11 }} />
            {t(`evidence.${kind}`)}:{' '}
            {shown(kind, ours) === shown(kind, theirs)
              ? shown(kind, ours)
              : joined([shown(kind, ours), shown(kind, theirs)], ' ≠ ')}
          </li>
        ))}
        {pieces.length === 0 && <li>–</li>}
      </Box>
    </Box>
  );
};

type CandidateProps = {
  readonly candidate: ReviewCandidate;
  readonly index: number;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  readonly busy: boolean;
  readonly decide: (decision: Decision) => void;
};

const CandidateRow = ({ candidate, index, isChosen, isOpen, busy, decide }: CandidateProps): ReactNode => {
  const t = useText('imports');
  const { id, item, isNot } = candidate;
  const about = joined([valueWord(ITEM, 'ciClass', item.ciClass), item.model, item.serial, item.assetTag]);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 210px), 1fr))',
        borderTop: 1,
        borderColor: 'divider',
        pt: 1,
        ...(isNot ? { opacity: 0.65 } : {}),
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Link
          component="button"
          variant="body2"
          onClick={() => openRoute({ page: 'ci', id }, item.name)}
          sx={{ fontWeight: 600, textAlign: 'start', overflowWrap: 'anywhere' }}
        >
          {item.name}
        </Link>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {about}
        </Typography>
        {isNot && <Chip size="small" label={t('undecided.isNot')} />}
        {isChosen && <Chip size="small" color="success" label={t('undecided.isSame')} />}
      </Box>
      <Pieces title={t('undecided.for')} pieces={candidate.for} />
      <Pieces title={t('undecided.against')} pieces={candidate.against} />
      {isOpen && !isNot && (
        <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap', alignItems: 'flex-start' }}>
          <Button
            size="small"
            variant="outlined"
            loading={busy}
            onClick={() => decide({ kind: 'same', itemId: id })}
            endIcon={index < NUMBERED.length ? <KeyHint shortcut={String(index + 1)} /> : undefined}
          >
            {t('undecided.same')}
          </Button>
          <Button size="small" loading={busy} onClick={() => decide({ kind: 'separate', itemId: id })}>
            {t('undecided.separate')}
          </Button>
        </Stack>
      )}
    </Box>
  );
};

type CardProps = { readonly row: ReviewRow; readonly names: Names; readonly onDone: (told: Told) => void };

/** The key's decision; null where it has nothing to say about this device. */
const decisionFor = (act: Act, row: ReviewRow): Decision | null => {
  const left = row.candidates.filter(({ isNot }) => !isNot);
  if (act === 'open') return row.by === null ? null : { kind: 'open' };
  if (!row.isOpen) return null;
  if (act === 'new') return { kind: 'new' };
  const chosen = left[act === 'not' ? 0 : NUMBERED.indexOf(act)];
  if (chosen === undefined) return null;
  return { kind: act === 'not' ? 'separate' : 'same', itemId: chosen.id };
};

/** One device beside the items that it may be, with what speaks for and against each. */
export const ReviewCard = ({ row, names, onDone }: CardProps): ReactNode => {
  const t = useText('imports');
  const { run, busy, error } = useCommand('imports.decide');
  useKeyMap(KEYS);
  const { id, device, file, askedAt, isOpen, itemId, by, at } = row;
  const left = row.candidates.filter(({ isNot }) => !isNot);
  const decide = async (decision: Decision): Promise<void> => {
    if (busy) return;
    const reply = await run({ id, decision });
    if (!reply.ok) return;
    const { kind } = decision;
    const onBack = kind === 'open' ? null : () => void back();
    onDone({ id, name: device.name, kind, answer: reply.data, onBack });
  };
  // The card may be gone by then: a decided device is not in the list.
  const back = async (): Promise<void> => {
    const reply = await host.command('imports.decide', { id, decision: { kind: 'open' } });
    if (reply.ok) onDone({ id, name: device.name, kind: 'open', answer: reply.data, onBack: null });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = event.target === event.currentTarget ? actionOf(KEYS, event) : null;
    const decision = act === null ? null : decisionFor(act, row);
    if (decision === null) return;
    event.preventDefault();
    event.stopPropagation();
    void decide(decision);
  };
  const numbers = joined(
    [
      device.ciClass === null ? '' : valueWord(ITEM, 'ciClass', device.ciClass),
      device.manufacturer,
      device.serial,
      device.assetTag,
      ...device.macs.slice(0, 3),
    ].filter((part) => part !== null && part !== ''),
  );
  return (
    <Paper
      component="article"
      variant="outlined"
      tabIndex={0}
      aria-label={device.name}
      aria-keyshortcuts="1 2 3 s n z"
      onKeyDown={onKeyDown}
      sx={{ p: 1.5, mr: 2, maxWidth: 1280, display: 'grid', gap: 1 }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography
          component="h2"
          variant="body1"
          sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}
          dir="auto"
        >
          {device.name}
        </Typography>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {numbers}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {joined([
            file,
            formatInstant(askedAt),
            t(row.hasAnswer ? 'undecided.hasAnswer' : 'undecided.noAnswer'),
          ])}
        </Typography>
        {by !== null && at !== null && (
          <Typography variant="body2" color="textSecondary">
            {t('undecided.decidedBy', { who: nameOf(names, by), when: formatInstant(at) })}
          </Typography>
        )}
      </Box>
      {row.candidates.map((candidate) => (
        <CandidateRow
          key={candidate.id}
          candidate={candidate}
          index={left.indexOf(candidate)}
          isChosen={candidate.id === itemId}
          isOpen={isOpen}
          busy={busy}
          decide={(decision) => void decide(decision)}
        />
      ))}
      {error !== undefined && <ErrorNote error={error} />}
      <Stack direction="row" useFlexGap spacing={1} sx={{ flexWrap: 'wrap' }}>
        {isOpen && (
          <Button
            size="small"
            variant="outlined"
            loading={busy}
            onClick={() => void decide({ kind: 'new' })}
            endIcon={<KeyHint shortcut="n" />}
          >
            {t('undecided.new')}
          </Button>
        )}
        {by !== null && (
          <Button
            size="small"
            loading={busy}
            onClick={() => void decide({ kind: 'open' })}
            endIcon={<KeyHint shortcut="z" />}
          >
            {t('undecided.back')}
          </Button>
        )}
      </Stack>
    </Paper>
  );
};
