import { Box, Button, type Theme, useMediaQuery } from '@mui/material';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { type Command, useCommands } from '#renderer/shared/commands/commands.ts';
import { DraftList } from '#renderer/shared/drafts/draft-list.tsx';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { ConfirmDialog } from '#renderer/shared/ui/confirm-dialog.tsx';
import { ErrorNote } from '#renderer/shared/ui/error-note.tsx';
import { KeyHint } from '#renderer/shared/ui/key-hint.tsx';
import { Page } from '#renderer/shared/ui/page.tsx';
import { SubmitButton } from '#renderer/shared/ui/submit-button.tsx';
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

/** A new incident by phone: everything by keyboard, the caller's context and what is known about the fault beside it. */
export const IncidentNewPage = ({ draftId, requesterId }: IncidentNewPageProps): ReactNode => {
  const t = useText('incidents');
  const incident = useNewIncident(draftId, requesterId);
  const suggestions = useSuggestions(incident.form);
  const [asksDiscard, setAsksDiscard] = useState(false);
  const callerRef = useRef<HTMLInputElement>(null);
  const titleRef = useRef<HTMLInputElement>(null);
  const { form, edit, draft } = incident;
  const [firstMissing] = missingFields(form);
  const isEmpty = Object.keys(draft.fields).length === 0;
  // A wide window has room for the caller and what is known side by side.
  const isWide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('xl'));
  const authorizations = form.requesterId !== null && <CallerAuthorizations caller={incident.caller} />;

  const create = async (): Promise<void> => {
    const missing = await incident.create();
    if (missing === 'requesterId') callerRef.current?.focus();
    if (missing === 'title') titleRef.current?.focus();
  };
  const linkAt = (index: number): void => {
    const entry = suggestions.knowledge[index];
    if (entry !== undefined) edit(linkSuggestion(form, entry));
  };
  const latest = useLatest({ create, linkAt });
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'incident.create',
        label: 'incidents:commands.create',
        group: 'incidents:commands.newGroup',
        shortcut: 'Ctrl+Enter',
        run: () => void latest.current.create(),
      },
      ...KEYED_SUGGESTIONS.map(
        (position): Command => ({
          id: `incident.suggestion.${position}`,
          label: `incidents:commands.linkSuggestion${position}`,
          group: 'incidents:commands.newGroup',
          shortcut: suggestionShortcut(position),
          hidden: true,
          run: () => latest.current.linkAt(position - 1),
        }),
      ),
    ],
    [latest],
  );
  useCommands(commands);

  return (
    <Page
      title={t('new.title')}
      actions={
        <>
          <Button size="small" disabled={isEmpty} onClick={() => setAsksDiscard(true)}>
            {t('new.discard')}
          </Button>
          <SubmitButton
            size="small"
            reason={firstMissing === undefined ? null : t(`new.missing.${firstMissing}`)}
            busy={incident.busy}
            onClick={() => void create()}
            endIcon={<KeyHint shortcut="Ctrl+Enter" />}
          >
            {t('new.create')}
          </SubmitButton>
        </>
      }
    >
      {incident.error !== undefined && (
        <Box sx={{ mb: 1.5 }}>
          <ErrorNote error={incident.error} />
        </Box>
      )}
      <Box
        sx={{
          display: 'grid',
          columnGap: 2,
          gridTemplateColumns: {
            xs: 'minmax(0, 1.5fr) minmax(300px, 1fr)',
            xl: 'minmax(0, 760px) minmax(0, 1fr)',
          },
          alignItems: 'start',
          pt: 0.75,
        }}
      >
        <IncidentForm incident={incident} callerRef={callerRef} titleRef={titleRef} />
        <Box
          sx={{
            ...panelsSx,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', xl: 'minmax(0, 1fr) minmax(0, 1.2fr)' },
          }}
        >
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
        </Box>
      </Box>
      <ConfirmDialog
        open={asksDiscard}
        title={t('new.discard')}
        text={t('new.reallyDiscard')}
        action={t('new.discard')}
        isDangerous
        onConfirm={incident.discard}
        onCancel={() => setAsksDiscard(false)}
      />
    </Page>
  );
};
