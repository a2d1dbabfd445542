import { Alert, Button, Stack } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { CommandOutput } from '#contracts/registry.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { formatCount } from '#renderer/shared/format/format.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { joined } from '#renderer/shared/i18n/bidi.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';

/** What came of a decision. */
export type Told = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'same' | 'separate' | 'new' | 'open';
  readonly answer: CommandOutput<'imports.decide'>;
  /** Takes the decision back; null where that is what was done. */
  readonly onBack: (() => void) | null;
};

const ResultLine = ({ told }: { readonly told: Told }): ReactNode => {
  const t = useText('imports');
  const { name, kind, answer, onBack } = told;
  const { report, undone } = answer;
  const counts =
    report === null
      ? []
      : (['created', 'updated', 'ambiguous'] as const)
          .filter((action) => report[action] > 0)
          .map((action) => `${formatCount(report[action])} ${t(`actions.${action}`)}`);
  const problem = report?.errors[0];
  const later = report === null && kind !== 'open' ? [t('undecided.later')] : [];
  const back =
    undone === null ? [] : [t('undone', { count: undone.undone, shown: formatCount(undone.undone) })];
  return (
    <Alert
      severity={problem === undefined ? 'success' : 'warning'}
      variant="outlined"
      sx={{ py: 0 }}
      action={
        onBack !== null && (
          <Button size="small" color="inherit" onClick={onBack}>
            {t('undecided.back')}
          </Button>
        )
      }
    >
      {joined([
        name,
        t(`undecided.told.${kind}`),
        ...counts,
        ...later,
        ...back,
        problem === undefined ? '' : errorText(problem),
      ])}
    </Alert>
  );
};

/** The key that takes a card's decision back takes back the last one where its card, or the last of all, is gone. */
const useBackKey = (last: Told | undefined): void => {
  const latest = useLatest(last);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'imports.takeBackDecision',
        label: 'imports:undecided.keyLast',
        group: 'imports:undecided.keys',
        shortcut: 'z',
        ofPage: true,
        when: () => (latest.current?.onBack ?? null) !== null,
        run: () => latest.current?.onBack?.(),
      },
    ],
    [latest],
  );
  useCommands(commands);
};

/** The last decisions and what came of them: their cards are gone from the list. */
export const ReviewResults = ({ told }: { readonly told: readonly Told[] }): ReactNode => {
  useBackKey(told[0]);
  return told.length === 0 ? null : (
    <Stack role="status" spacing={0.5} sx={{ pr: 2, maxWidth: 1280 }}>
      {told.map((one) => (
        <ResultLine key={one.id} told={one} />
      ))}
    </Stack>
  );
};
