import { Box, Button, Chip, Link, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { Suggestion } from '#contracts/incidents.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import { type Live, useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRecord } from '#renderer/shared/navigation/record-route.ts';
import { LinkedRecords, ticketRow } from '#renderer/shared/record/linked-records.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { RemoveButton } from '#renderer/shared/ui/remove-button.tsx';
import { Section } from '#renderer/shared/ui/section.tsx';
import { suggestionNote } from './use-suggestions.ts';

/** How many suggestions have a key of their own. */
export const KEYED_SUGGESTIONS = [1, 2, 3, 4, 5] as const;
export const suggestionShortcut = (position: number): string => `Ctrl+${position}`;

type SuggestionLineProps = {
  readonly entry: Suggestion;
  readonly shortcut: string | null;
  readonly onLink: () => void;
};

const SuggestionLine = ({ entry, shortcut, onLink }: SuggestionLineProps): ReactNode => {
  const t = useText('incidents');
  return (
    <Box
      component="li"
      sx={{ py: 0.5, borderTop: 1, borderColor: 'divider', '&:first-of-type': { border: 0 } }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
        <Link
          component="button"
          tabIndex={-1}
          underline="hover"
          onClick={() => openRecord('knowledge', entry, entry.number)}
          sx={{ fontSize: 13, textAlign: 'start', flex: 1, minWidth: 0 }}
        >
          {entry.number} {entry.title}
        </Link>
        <Button size="small" tabIndex={-1} onClick={onLink} sx={{ whiteSpace: 'nowrap', gap: 0.5, py: 0 }}>
          {t('help.link')}
          {shortcut !== null && <KeyHint shortcut={shortcut} />}
        </Button>
      </Box>
      {entry.workaround !== '' && (
        <Typography
          variant="body2"
          color="textSecondary"
          sx={{
            fontSize: 12,
            display: '-webkit-box',
            WebkitLineClamp: 2,
            WebkitBoxOrient: 'vertical',
            overflow: 'hidden',
          }}
        >
          {entry.workaround}
        </Typography>
      )}
      <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap', mt: 0.25 }}>
        {entry.because.map((reason) => (
          <Chip
            key={reason}
            size="small"
            variant="outlined"
            label={t(`suggest.because.${reason}`)}
            sx={{ height: 18, fontSize: 11 }}
          />
        ))}
      </Box>
    </Box>
  );
};

const LinkedEntry = ({ id, onUnlink }: { readonly id: string; readonly onUnlink: () => void }): ReactNode => {
  const t = useText('incidents');
  const { data } = useLive('knowledge.detail', { id });
  const name = data === undefined ? id : `${data.entry.number} ${data.entry.title}`;
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <Chip size="small" color="success" variant="outlined" label={t('suggest.linked')} sx={{ height: 20 }} />
      <Typography variant="body2" noWrap sx={{ flex: 1, minWidth: 0 }} title={name}>
        {name}
      </Typography>
      <RemoveButton tabIndex={-1} label={t('new.unlink', { name })} onClick={onUnlink} />
    </Box>
  );
};

type SuggestionsPanelProps = {
  readonly live: Live<QueryOutput<'incidents.suggest'>>;
  readonly knowledge: readonly Suggestion[];
  readonly linkedIds: readonly string[];
  readonly onLink: (entry: Suggestion) => void;
  readonly onUnlink: (id: string) => void;
};

/** Known errors, articles and similar tickets for what is being typed. */
export const SuggestionsPanel = (props: SuggestionsPanelProps): ReactNode => {
  const t = useText('incidents');
  const { live, knowledge, linkedIds, onLink, onUnlink } = props;
  const similar = live.data?.similar ?? [];
  const note = suggestionNote(live.data, knowledge.length + linkedIds.length);
  return (
    <>
      <Section title={t('suggest.title')}>
        <Box component="ul" aria-live="polite" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {linkedIds.map((id) => (
            <LinkedEntry key={id} id={id} onUnlink={() => onUnlink(id)} />
          ))}
          {knowledge.map((entry, index) => (
            <SuggestionLine
              key={entry.id}
              entry={entry}
              shortcut={index < KEYED_SUGGESTIONS.length ? suggestionShortcut(index + 1) : null}
              onLink={() => onLink(entry)}
            />
          ))}
        </Box>
        {live.error !== undefined && <ErrorNote error={live.error} />}
        {note !== null && live.error === undefined && (
          <Typography variant="body2" color="textSecondary">
            {t(`suggest.${note}`)}
          </Typography>
        )}
      </Section>
      {similar.length > 0 && (
        <Section title={t('suggest.similar')}>
          <LinkedRecords rows={similar.map(ticketRow)} />
        </Section>
      )}
    </>
  );
};
