import { useMemo } from 'react';
import type { Suggestion } from '#contracts/incidents.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import { cutText } from '#domain/records/cut-text.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { type Live, useLive } from '#renderer/shared/host/use-live.ts';
import type { NewIncidentForm } from './form-model.ts';

const TYPING_PAUSE_MS = 200;
const LEAST_TEXT = 3;
const MOST_TEXT = 2_000;

export type Suggestions = {
  readonly live: Live<QueryOutput<'incidents.suggest'>>;
  /** Those not linked yet. */
  readonly knowledge: readonly Suggestion[];
};

/** What is said where no entry is offered: what the place is for, or that there is none; null where something stands. */
export const suggestionNote = (
  data: QueryOutput<'incidents.suggest'> | undefined,
  entries: number,
): 'waiting' | 'nothing' | 'noEntry' | null => {
  if (data === undefined) return 'waiting';
  if (entries > 0) return null;
  return data.similar.length > 0 ? 'noEntry' : 'nothing';
};

/** What is known about a fault like the one being typed; nothing is asked before there is something to go by. */
export const useSuggestions = (form: NewIncidentForm): Suggestions => {
  const words = cutText(`${form.title}\n${form.description}`.trim(), MOST_TEXT);
  const text = useDebounced(words, TYPING_PAUSE_MS);
  const isWorthAsking = text.length >= LEAST_TEXT || form.ciId !== null || form.category !== null;
  const live = useLive(
    'incidents.suggest',
    isWorthAsking
      ? { text, ciId: form.ciId, category: form.category, requesterId: form.requesterId, exceptId: null }
      : null,
  );
  const { knowledgeIds } = form;
  const knowledge = useMemo(
    () => (live.data?.knowledge ?? []).filter((entry) => !knowledgeIds.includes(entry.id)),
    [live.data, knowledgeIds],
  );
  return { live, knowledge };
};
