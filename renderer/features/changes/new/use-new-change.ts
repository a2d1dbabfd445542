import { useEffect, useRef, useState } from 'react';
import type { ChangeType } from '#domain/fields/changes.ts';
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
import { CHANGE_TEMPLATE } from '../change-template.ts';

/** What the form of a new change holds; every key is a field of its draft. */
export type NewChangeForm = {
  readonly title: string;
  readonly changeType: ChangeType;
  readonly description: string;
  readonly justification: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly serviceId: string | null;
  readonly ciId: string | null;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly plannedStartAt: string | null;
  readonly plannedEndAt: string | null;
  readonly hasOutage: boolean;
  readonly implementationPlan: string;
  readonly testPlan: string;
  readonly backoutPlan: string;
  readonly communicationPlan: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly problemIds: readonly string[];
};

const startOf = ({ settings }: Company): NewChangeForm => ({
  ...{ title: '', changeType: 'normal', description: '', justification: '' },
  ...{ category: null, subcategory: null, serviceId: null, ciId: null },
  impact: settings.options.defaultImpact,
  urgency: settings.options.defaultUrgency,
  ...{ plannedStartAt: null, plannedEndAt: null, hasOutage: false },
  ...{ implementationPlan: '', testPlan: '', backoutPlan: '', communicationPlan: '' },
  ...{ teamId: null, assigneeId: null, problemIds: [] },
});

/** Everything behind the page of a new change. The draft's id becomes the change's, so sending twice makes one. */
export const useNewChange = (draftId: string, problemIds: readonly string[]) => {
  const t = useText('changes');
  const { personId } = useSessionUser();
  const company = useCompany();
  const [start] = useState(() => startOf(company));
  const draft = useFormDraft(personId, `change-new:${draftId}`, typedTitle, start);
  const { form, set, loaded } = draft;
  const isSeeded = useRef(false);
  useEffect(() => {
    if (!loaded || isSeeded.current) return;
    isSeeded.current = true;
    if (form.problemIds.length === 0 && problemIds.length > 0) set('problemIds', problemIds);
  }, [loaded, form, set, problemIds]);
  const files = useFormFiles(`change-new:${draftId}`, { ownerCollection: 'tickets', ownerId: draftId });
  const creating = useCommand('changes.create');
  const [tried, setTried] = useState(false);
  const isMissing = form.title.trim() === '';
  const leave = (): void => {
    draft.discard();
    useNavigation.getState().close(`change-new:${draftId}`);
  };
  const create = async (): Promise<void> => {
    setTried(true);
    if (isMissing || creating.busy) return;
    const { problemIds: fixed, ...fields } = form;
    const reply = await creating.run({
      ...fields,
      ...{ id: draftId, title: form.title.trim(), problemIds: [...fixed] },
    });
    if (!reply.ok) return;
    // What is refused is told, and waits in the change's composer.
    await files.add();
    notify('success', t('new.created', { number: reply.data.number }));
    openRoute({ page: 'change', id: reply.data.id }, reply.data.number);
    leave();
  };
  /** Another category drops the subcategory. */
  const edit = <K extends keyof NewChangeForm>(name: K, value: NewChangeForm[K]): void => {
    set(name, value);
    if (name === 'category') set('subcategory', null);
  };
  const template: TemplateTarget = {
    ...{ collection: 'tickets', type: 'change', fields: CHANGE_TEMPLATE },
    ...{ values: form, start, isReady: draft.loaded },
    set: (values) => {
      // Their values were checked for these fields; the subcategory comes after its category.
      for (const name of CHANGE_TEMPLATE) if (name in values) edit(name, values[name] as never);
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
export type NewChange = ReturnType<typeof useNewChange>;
