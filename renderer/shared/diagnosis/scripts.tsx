import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { ScriptRow } from '#contracts/diagnosis.ts';
import type { Goal } from '#domain/diagnosis/script.ts';
import { scriptsFor } from '#domain/diagnosis/script.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { useCompany } from '#renderer/shared/settings/company.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { goalText } from './run-words.ts';

/** The scripts for incidents of a category, and the names of what they lead to. */
export const useScripts = (category: string | null) => {
  const { data, coming } = useLive('diagnosis.scripts', {});
  const offered = scriptsFor(
    (data?.rows ?? []).filter(({ retired }) => !retired),
    category,
  );
  return { offered, names: data?.names ?? {}, coming };
};

/** A key that starts the first script, or leads back to the run that is under way. */
export const useStartKey = (
  { shortcut, group }: Required<Pick<Command, 'shortcut' | 'group'>>,
  isOffered: boolean,
  run: () => void,
): void => {
  const latest = useLatest({ isOffered, run });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        ...{ id: 'incident.diagnose', label: 'diagnosis:command', group },
        ...{ shortcut, ofPage: true, when: () => latest.current.isOffered },
        run: () => latest.current.run(),
      },
    ],
    [shortcut, group, latest],
  );
  useCommands(commands);
};

/** What an outcome says, as it is called here. */
export const useGoalText = () => {
  const { closureCodes } = useCompany().settings;
  return (goal: Goal, names: Parameters<typeof goalText>[1]['names']): string =>
    goalText(goal, {
      names,
      closureCode: (code) => closureCodes.find((known) => known.code === code)?.label ?? code,
    });
};

type OfferedProps = {
  readonly scripts: readonly ScriptRow[];
  /** Starts the first of them. */
  readonly shortcut: string;
  readonly onStart: (script: ScriptRow) => void;
};

/** The scripts to choose from. */
export const OfferedScripts = ({ scripts, shortcut, onStart }: OfferedProps): ReactNode => (
  <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
    {scripts.map((script, index) => (
      <Button
        key={script.id}
        size="small"
        variant="outlined"
        title={script.about === '' ? undefined : script.about}
        onClick={() => onStart(script)}
        sx={{ gap: 0.75, textTransform: 'none' }}
      >
        {script.title}
        {index === 0 && <KeyHint shortcut={shortcut} />}
      </Button>
    ))}
  </Box>
);

type OutcomeProps = { readonly goal: Goal; readonly what: string; readonly children: ReactNode };

/** What a run came to, why, and what can be done about it. */
export const Outcome = ({ goal, what, children }: OutcomeProps): ReactNode => {
  const t = useText('diagnosis');
  const says = goal.kind !== 'known_error' && goal.words.trim() !== '';
  return (
    <Box sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Typography variant="body2">
        {t('outcome')}: <strong>{what}</strong>
      </Typography>
      {says && (
        <Typography
          variant="body2"
          color="textSecondary"
          dir="auto"
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {goal.words}
        </Typography>
      )}
      <Box data-acts sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}>
        {children}
      </Box>
    </Box>
  );
};
