import { useMemo, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { CallerContext } from '#contracts/directory.ts';
import { type IncidentSettings, incidentSettings } from '#domain/settings/defaults.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { type DraftHandle, typedTitle, useDraft } from '#renderer/shared/drafts/use-draft.ts';
import { type StagedFiles, useFileDraft, useStagedFiles } from '#renderer/shared/files/staged-files.tsx';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { type Live, useLive } from '#renderer/shared/host/use-live.ts';
import { errorText, useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import {
  asNote,
  consequences,
  createInput,
  type FormChange,
  initialForm,
  missingFields,
  type NeededField,
  type NewIncidentField,
  type NewIncidentForm,
  TEMPLATE_FIELDS,
  withDraft,
} from './form-model.ts';

export type NewIncident = {
  readonly form: NewIncidentForm;
  readonly settings: IncidentSettings;
  readonly caller: Live<CallerContext>;
  readonly draft: DraftHandle;
  /** What was pasted, dropped or chosen; they become the incident's with its id. */
  readonly files: StagedFiles;
  readonly edit: (change: FormChange) => void;
  readonly template: TemplateTarget;
  /** Missing fields, once the user tried to send. */
  readonly missing: readonly NeededField[];
  readonly busy: boolean;
  readonly error: ReplyError | undefined;
  readonly create: () => Promise<void>;
  readonly discard: () => void;
  /** Carries the typed words into an open ticket of the caller instead. */
  readonly addTo: (ticket: { readonly id: string; readonly number: string }) => void;
};

/** Everything behind the page of a new incident. The draft's id becomes the incident's, so sending twice makes one. */
export const useNewIncident = (draftId: string, requesterId: string | null): NewIncident => {
  const t = useText('incidents');
  const user = useSessionUser();
  const stored = useLive('settings.all', {});
  const settings = useMemo(
    () => incidentSettings(stored.data?.settings.map((setting) => setting.value)),
    [stored.data],
  );
  const key = `incident-new:${draftId}`;
  const draft = useDraft(user.personId, key, typedTitle);
  const start = initialForm(settings.options, requesterId);
  const form = withDraft(start, draft.fields);
  const files = useStagedFiles({ ownerCollection: 'tickets', ownerId: draftId });
  useFileDraft(draft.ref, files);
  const caller = useLive('directory.caller', form.requesterId === null ? null : { id: form.requesterId });
  const creating = useCommand('incidents.create');
  const joining = useCommand('incidents.setParent');
  const [tried, setTried] = useState(false);

  const edit = (change: FormChange): void => {
    for (const [field, value] of Object.entries(consequences(form, change))) {
      drafts.write(draft.ref, field, value, start[field as NewIncidentField]);
    }
  };
  const leave = (): void => {
    draft.discard();
    useNavigation.getState().close(key);
  };
  const create = async (): Promise<void> => {
    setTried(true);
    if (missingFields(form).length > 0 || creating.busy) return;
    const placeId = caller.data?.person.id === form.requesterId ? caller.data.person.placeId : null;
    const input = createInput(draftId, form, placeId);
    const reply = await creating.run(input);
    // The host died before it answered: the id is ours, so asking again can't make a second incident.
    const settled = !reply.ok && reply.error.code === 'host_restarted' ? await creating.run(input) : reply;
    if (!settled.ok) return;
    if (form.parentId !== null) {
      const joined = await joining.run({ id: settled.data.id, parentId: form.parentId });
      // The incident is there; its page can be given a parent by hand.
      if (!joined.ok) notify('warning', errorText(joined.error));
    }
    // What is refused is told, and waits in the incident's composer.
    await files.add();
    notify('success', t('new.created', { number: settled.data.number }));
    openRoute({ page: 'ticket', id: settled.data.id }, settled.data.number);
    leave();
  };
  const addTo = (ticket: { readonly id: string; readonly number: string }): void => {
    const words = asNote(form);
    if (words !== '') {
      const target = { scope: user.personId, key: `incident:${ticket.id}` };
      drafts.open(target, ticket.number);
      drafts.write(target, 'note', words, '');
      drafts.flush(target);
      notify('info', t('new.carried', { number: ticket.number }));
    }
    void files.add({ ownerCollection: 'tickets', ownerId: ticket.id });
    openRoute({ page: 'ticket', id: ticket.id }, ticket.number);
    leave();
  };

  return {
    form,
    settings,
    caller,
    draft,
    files,
    edit,
    template: {
      ...{ collection: 'tickets', type: 'incident', fields: TEMPLATE_FIELDS },
      ...{ values: form, start, isReady: draft.loaded },
      // Their values were checked for these fields.
      set: (values) => edit(values as FormChange),
    },
    missing: tried ? missingFields(form) : [],
    busy: creating.busy,
    error: creating.error,
    create,
    discard: () => {
      files.discard();
      leave();
    },
    addTo,
  };
};
