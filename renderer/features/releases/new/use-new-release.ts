import { useEffect, useRef, useState } from 'react';
import type { Impact, Urgency } from '#domain/fields/tickets.ts';
import { typedTitle } from '#renderer/shared/drafts/use-draft.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useFormFiles } from '#renderer/shared/files/staged-files.tsx';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { type Company, useCompany } from '#renderer/shared/settings/company.ts';
import { RELEASE_TEMPLATE } from '../release-template.ts';

/** What the form of a new release holds; every key is a field of its draft. */
export type NewReleaseForm = {
  readonly title: string;
  readonly description: string;
  readonly serviceId: string | null;
  readonly placeId: string | null;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly costMinor: number | null;
  readonly rollbackPlan: string;
  readonly communicationPlan: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly changeIds: readonly string[];
};

const startOf = ({ settings }: Company): NewReleaseForm => ({
  ...{ title: '', description: '', serviceId: null, placeId: null },
  impact: settings.options.defaultImpact,
  urgency: settings.options.defaultUrgency,
  ...{
    costMinor: null,
    rollbackPlan: '',
    communicationPlan: '',
    teamId: null,
    assigneeId: null,
    changeIds: [],
  },
});

/** Everything behind the page of a new release. The draft's id becomes the release's, so sending twice makes one. */
export const useNewRelease = (draftId: string, changeIds: readonly string[]) => {
  const t = useText('releases');
  const { personId } = useSessionUser();
  const company = useCompany();
  const [start] = useState(() => startOf(company));
  const draft = useFormDraft(personId, `release-new:${draftId}`, typedTitle, start);
  const { form, set, loaded } = draft;
  const isSeeded = useRef(false);
  useEffect(() => {
    if (!loaded || isSeeded.current) return;
    isSeeded.current = true;
    if (form.changeIds.length === 0 && changeIds.length > 0) set('changeIds', changeIds);
  }, [loaded, form, set, changeIds]);
  const files = useFormFiles(`release-new:${draftId}`, { ownerCollection: 'tickets', ownerId: draftId });
  const creating = useCommand('releases.create');
  const [tried, setTried] = useState(false);
  const isMissing = form.title.trim() === '';
  const leave = (): void => {
    draft.discard();
    useNavigation.getState().close(`release-new:${draftId}`);
  };
  const create = async (): Promise<void> => {
    setTried(true);
    if (isMissing || creating.busy) return;
    const { changeIds: brought, ...fields } = form;
    const reply = await creating.run({
      ...fields,
      ...{ id: draftId, title: form.title.trim(), changeIds: [...brought] },
    });
    if (!reply.ok) return;
    // What is refused is told, and waits in the release's composer.
    await files.add();
    notify('success', t('new.created', { number: reply.data.number }));
    openRoute({ page: 'release', id: reply.data.id }, reply.data.number);
    leave();
  };
  const edit = <K extends keyof NewReleaseForm>(name: K, value: NewReleaseForm[K]): void => set(name, value);
  const template: TemplateTarget = {
    ...{ collection: 'tickets', type: 'release', fields: RELEASE_TEMPLATE },
    ...{ values: form, start, isReady: draft.loaded },
    set: (values) => {
      // Their values were checked for these fields.
      for (const name of RELEASE_TEMPLATE) if (name in values) edit(name, values[name] as never);
    },
  };
  return {
    ...{ draft, template, form, company, edit, isMissing, create, files },
    marksMissing: tried && isMissing,
    busy: creating.busy,
    error: creating.error,
    discard: (): void => {
      files.discard();
      leave();
    },
  };
};
