import { Box, type Theme, useMediaQuery } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { DraftList } from '#renderer/shared/drafts/draft-list.tsx';
import { FileDrop } from '#renderer/shared/files/file-drop.tsx';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { Later } from '#renderer/shared/ui/later.tsx';
import { CallerAuthorizations, CallerPanel } from './new/caller-panel.tsx';
import { linkSuggestion, missingFields } from './new/form-model.ts';
import { IncidentForm } from './new/incident-form.tsx';
import { KEYED_SUGGESTIONS, SuggestionsPanel, suggestionShortcut } from './new/suggestions-panel.tsx';
import { useNewIncident } from './new/use-new-incident.ts';
import { useSuggestions } from './new/use-suggestions.ts';

const panelsSx = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  alignContent: 'start',
  gap: 1.5,
  minWidth: 0,
} as const;

type IncidentNewPageProps = { readonly draftId: string; readonly requesterId: string | null };

/** Links what is found while typing, by its place in the list. */
const useSuggestionKeys = (linkAt: (index: number) => void): void => {
  const latest = useLatest(linkAt);
  const commands = useMemo(
    () =>
      KEYED_SUGGESTIONS.map(
        (position): Command => ({
          id: `incident.suggestion.${position}`,
          label: `incidents:commands.linkSuggestion${position}`,
          group: 'incidents:commands.newGroup',
          shortcut: suggestionShortcut(position),
          ofPage: true,
          hidden: true,
          run: () => latest.current(position - 1),
        }),
      ),
    [latest],
  );
  useCommands(commands);
};

/** A new incident by phone: everything by keyboard, the caller's context and what is known about the fault beside it. */
export const IncidentNewPage = ({ draftId, requesterId }: IncidentNewPageProps): ReactNode => {
  const t = useText('incidents');
  const incident = useNewIncident(draftId, requesterId);
  const suggestions = useSuggestions(incident.form);
  const { form, edit, draft } = incident;
  const [firstMissing] = missingFields(form);
  const isEmpty = Object.keys(draft.fields).length === 0;
  // A wide window has room for the caller and what is known side by side.
  const isWide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('xl'));
  const authorizations = form.requesterId !== null && <CallerAuthorizations caller={incident.caller} />;
  useSuggestionKeys((index) => {
    const entry = suggestions.knowledge[index];
    if (entry !== undefined) edit(linkSuggestion(form, entry));
  });
  const aside = (
    <Box
      sx={{
        ...panelsSx,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', xl: 'minmax(0, 1fr) minmax(0, 1.2fr)' },
      }}
    >
      <Later>
        <Box sx={panelsSx}>
          {isEmpty && <DraftList except={draft.ref.key} />}
          <CallerPanel requesterId={form.requesterId} caller={incident.caller} onAddTo={incident.addTo} />
          {isWide && authorizations}
        </Box>
        <Box sx={panelsSx}>
          <SuggestionsPanel
            live={suggestions.live}
            knowledge={suggestions.knowledge}
            linkedIds={form.knowledgeIds}
            onLink={(entry) => edit(linkSuggestion(form, entry))}
            onUnlink={(id) => edit({ knowledgeIds: form.knowledgeIds.filter((known) => known !== id) })}
          />
          {!isWide && authorizations}
        </Box>
      </Later>
    </Box>
  );
  return (
    <FileDrop onFiles={incident.files.stage}>
      <CreatePage
        title={t('new.title')}
        action={t('new.create')}
        missing={firstMissing === undefined ? null : t(`new.missing.${firstMissing}`)}
        busy={incident.busy}
        error={incident.error}
        isDirty={!isEmpty}
        onCreate={() => void incident.create()}
        onDiscard={incident.discard}
        aside={aside}
        template={incident.template}
      >
        <IncidentForm incident={incident} />
      </CreatePage>
    </FileDrop>
  );
};
