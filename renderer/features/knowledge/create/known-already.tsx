import { Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { cutText } from '#domain/records/cut-text.ts';
import { useDebounced } from '#renderer/shared/hooks/use-debounced.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import {
  knowledgeRow,
  LinkedRecords,
  type LinkedRow,
  suggestionRow,
} from '#renderer/shared/record/linked-records.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';

const TYPING_PAUSE_MS = 200;
const LEAST_TEXT = 3;
const MOST_TEXT = 400;
const SHOWN = 8;

/** Entries that have all words of the title, in any state, and those in force that are about something like it. */
const useKnownAlready = (title: string): readonly LinkedRow[] => {
  const text = useDebounced(cutText(title.trim(), MOST_TEXT), TYPING_PAUSE_MS);
  const isWorthAsking = text.length >= LEAST_TEXT;
  const found = useLive(
    'knowledge.page',
    isWorthAsking
      ? { filter: { text }, sort: { field: 'updatedAt', direction: 'desc' }, offset: 0, limit: SHOWN }
      : null,
  );
  const suggested = useLive(
    'incidents.suggest',
    isWorthAsking ? { text, ciId: null, category: null, requesterId: null, exceptId: null } : null,
  );
  const rows = (found.data?.rows ?? []).map(knowledgeRow);
  const alike = (suggested.data?.knowledge ?? [])
    .filter(({ id }) => !rows.some((row) => row.id === id))
    .map(suggestionRow);
  return [...rows, ...alike].slice(0, SHOWN);
};

/** What is written already, while a title is typed: a better entry is better than a second one. */
export const KnownAlready = ({ title }: { readonly title: string }): ReactNode => {
  const t = useText('knowledge');
  const rows = useKnownAlready(title);
  return (
    <Section title={t('create.already')}>
      {rows.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t(title.trim() === '' ? 'create.alreadyHint' : 'create.alreadyNone')}
        </Typography>
      )}
      <LinkedRecords rows={rows} />
    </Section>
  );
};
