import { Box, type Theme, useMediaQuery } from '@mui/material';
import { type ReactNode, useMemo } from 'react';
import type { TicketRow } from '#contracts/shared.ts';
import {
  Concerning,
  firstSource,
  openAnnouncement,
  useConcerning,
} from '#renderer/shared/announcements/concerning.tsx';
import { sourceFieldOf } from '#renderer/shared/announcements/source-link.ts';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { DraftList } from '#renderer/shared/drafts/draft-list.tsx';
import { FileDrop } from '#renderer/shared/files/file-drop.tsx';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { CreatePage } from '#renderer/shared/record/create-page.tsx';
import { Later } from '#renderer/shared/ui/later.tsx';
import { NewDiagnosis } from './diagnosis/new-diagnosis.tsx';
import { CallerAuthorizations, CallerPanel } from './new/caller-panel.tsx';
import { linkSuggestion, missingFields } from './new/form-model.ts';
import { IncidentForm } from './new/incident-form.tsx';
import { KEYED_SUGGESTIONS, SuggestionsPanel, suggestionShortcut } from './new/suggestions-panel.tsx';
import { type NewIncident, useNewIncident } from './new/use-new-incident.ts';
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

const READ_KEY = 'Ctrl+7';
const LINK_KEY = 'Ctrl+6';

/** What is told that concerns the caller or the chosen device, and joining the incident to what it is told of. */
const useAnnounced = ({ form, edit }: NewIncident) => {
  const { requesterId, ciId } = form;
  const isAsked = requesterId !== null || ciId !== null;
  const { rows } = useConcerning(
    isAsked ? { personId: requesterId, ciIds: ciId === null ? [] : [ciId] } : null,
  );
  const link = (source: TicketRow): void => {
    const field = sourceFieldOf(source);
    if (field !== null) edit({ [field]: source.id });
  };
  const isLinked = (source: TicketRow): boolean => {
    const field = sourceFieldOf(source);
    return field !== null && form[field] === source.id;
  };
  const latest = useLatest({ rows, link });
  const commands = useMemo<readonly Command[]>(() => {
    const has = (): boolean => latest.current.rows.length > 0;
    return [
      {
        ...{ id: 'incident.announcement.read', label: 'incidents:commands.readAnnouncement' },
        ...{
          group: 'incidents:commands.newGroup',
          shortcut: READ_KEY,
          ofPage: true,
          hidden: true,
          when: has,
        },
        run: () => {
          const [first] = latest.current.rows;
          if (first !== undefined) openAnnouncement(first);
        },
      },
      {
        ...{ id: 'incident.announcement.link', label: 'incidents:commands.linkAnnouncement' },
        ...{ group: 'incidents:commands.newGroup', shortcut: LINK_KEY, ofPage: true, hidden: true },
        when: () => firstSource(latest.current.rows) !== null,
        run: () => {
          const source = firstSource(latest.current.rows);
          if (source !== null) latest.current.link(source);
        },
      },
    ];
  }, [latest]);
  useCommands(commands);
  return { rows, isLinked, onLink: link, keys: { read: READ_KEY, link: LINK_KEY } };
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
  const announced = useAnnounced(incident);
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
          <Concerning {...announced} />
          <CallerPanel requesterId={form.requesterId} caller={incident.caller} onAddTo={incident.addTo} />
          {isWide && authorizations}
        </Box>
        <Box sx={panelsSx}>
          <NewDiagnosis incident={incident} />
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
