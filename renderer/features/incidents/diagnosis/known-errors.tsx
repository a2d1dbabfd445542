import { Button } from '@mui/material';
import type { ReactNode } from 'react';
import type { Goal } from '#domain/diagnosis/script.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';

/** A known error or article that an outcome leads to. */
export type Known = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly workaround: string;
};

/** Of what the words find, the best few. */
const SHOWN = 3;

/** The one that the outcome names, or those that its words find. */
const useKnown = ({ knowledgeId, words }: Goal): readonly Known[] => {
  const one = useLive('knowledge.detail', knowledgeId === null ? null : { id: knowledgeId }).data?.entry;
  const found = useLive(
    'incidents.suggest',
    knowledgeId === null
      ? { text: words, ciId: null, category: null, requesterId: null, exceptId: null }
      : null,
  ).data?.knowledge;
  if (knowledgeId === null) return (found ?? []).slice(0, SHOWN);
  return one === undefined ? [] : [one];
};

type KnownErrorsProps = {
  readonly goal: Goal;
  readonly linkedIds: readonly string[];
  readonly onLink: (known: Known) => void;
};

/** Links the known error that a run came to, or one of those that its words find. */
export const KnownErrors = ({ goal, linkedIds, onLink }: KnownErrorsProps): ReactNode => {
  const t = useText('diagnosis');
  return useKnown(goal)
    .filter(({ id }) => !linkedIds.includes(id))
    .map((known, index) => (
      <Button
        key={known.id}
        size="small"
        variant="outlined"
        onClick={() => onLink(known)}
        sx={{ gap: 0.75, textTransform: 'none', textAlign: 'start' }}
      >
        <KeyHint shortcut={String(index + 1)} />
        {t('acts.link', { name: `${known.number} ${known.title}` })}
      </Button>
    ));
};
