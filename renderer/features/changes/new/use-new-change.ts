import { useEffect, useMemo, useRef, useState } from 'react';
import { CHANGE_ORIGINS, type ChangeModelRow, type ChangeOrigin } from '#contracts/changes.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import type { ChangeType } from '#domain/fields/changes.ts';
import type { Impact, Urgency } from '#domain/fields/tickets.ts';
import { typedTitle } from '#renderer/shared/drafts/use-draft.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useFormFiles } from '#renderer/shared/files/staged-files.tsx';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { type Company, useCompany } from '#renderer/shared/settings/company.ts';
import { CHANGE_TEMPLATE } from '../change-template.ts';

type Found = QueryOutput<'changes.draftFrom'>;

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
  readonly ciIds: readonly string[];
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly plannedStartAt: string | null;
  readonly plannedEndAt: string | null;
  readonly hasOutage: boolean;
  readonly costMinor: number | null;
  readonly implementationPlan: string;
  readonly testPlan: string;
  readonly backoutPlan: string;
  readonly communicationPlan: string;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  /** What it is made for: a record's id, after its collection and a colon; no text where it is made for none. */
  readonly origin: string;
  /** The model of a standard change; no text for others. */
  readonly modelId: string;
  readonly problemIds: readonly string[];
  readonly incidentIds: readonly string[];
  readonly knownErrorIds: readonly string[];
};

/** What the form begins with: what it is made for, or nothing. */
const startOf = ({ settings }: Company, draft: Found['draft'] | undefined): NewChangeForm => ({
  ...{ title: draft?.title ?? '', changeType: 'normal' },
  ...{ description: draft?.description ?? '', justification: draft?.justification ?? '' },
  ...{ category: draft?.category ?? null, subcategory: draft?.subcategory ?? null },
  ...{ serviceId: draft?.serviceId ?? null, ciId: draft?.ciId ?? null, ciIds: draft?.ciIds ?? [] },
  impact: draft?.impact ?? settings.options.defaultImpact,
  urgency: draft?.urgency ?? settings.options.defaultUrgency,
  ...{ plannedStartAt: null, plannedEndAt: null, hasOutage: false, costMinor: null },
  ...{ implementationPlan: draft?.implementationPlan ?? '', testPlan: '', backoutPlan: '' },
  ...{ communicationPlan: '', teamId: null, assigneeId: null, origin: '', modelId: '' },
  problemIds: draft?.problemIds ?? [],
  incidentIds: draft?.incidentIds ?? [],
  knownErrorIds: draft?.knownErrorIds ?? [],
});

const originKey = ({ collection, id }: ChangeOrigin): string => `${collection}:${id}`;
const originOf = (key: string): ChangeOrigin | null => {
  const collection = CHANGE_ORIGINS.find((one) => key.startsWith(`${one}:`));
  return collection === undefined ? null : { collection, id: key.slice(collection.length + 1) };
};

/** What it is made for and from, when it is opened; the draft keeps it from then on. */
type NewChangeOrigin = { readonly from: ChangeOrigin | null; readonly modelId: string };

/** The form as a draft, over what it is made for. */
const useChangeDraft = (draftId: string, { from, modelId }: NewChangeOrigin) => {
  const { personId } = useSessionUser();
  const company = useCompany();
  // It stands in the draft, and what it gives is what the draft is typed over.
  const [asked, setAsked] = useState(from);
  const found = useLive('changes.draftFrom', asked);
  const start = useMemo(() => startOf(company, found.data?.draft), [company, found.data]);
  const draft = useFormDraft(personId, `change-new:${draftId}`, typedTitle, start);
  const { form, set, loaded } = draft;
  const isSeeded = useRef(false);
  useEffect(() => {
    if (!loaded || isSeeded.current) return;
    isSeeded.current = true;
    if (modelId !== '' && form.modelId === '') set('modelId', modelId);
    if (form.origin === '' && from !== null) set('origin', originKey(from));
    else if (form.origin !== '' && from === null) setAsked(originOf(form.origin));
  }, [loaded, form, set, from, modelId]);
  return { draft, company, found, start };
};

/** The model of a standard change; null for others, and where it is not here. */
const useModel = (modelId: string): ChangeModelRow | null => {
  const { data } = useLive('changes.models', modelId === '' ? null : {});
  return data?.rows.find(({ id }) => id === modelId) ?? null;
};

/** The team that looks after an item, or that owns a service; null where none does, or it can't be told. */
const teamOf = async (
  name: 'serviceId' | 'ciId',
  id: string | null,
  { services }: Company,
): Promise<string | null> => {
  if (id === null) return null;
  if (name === 'serviceId') return services.find((service) => service.id === id)?.ownerTeamId ?? null;
  const reply = await host.query('configItems.detail', { id });
  return reply.ok ? (reply.data?.ci.teamId ?? null) : null;
};

/** Everything behind the page of a new change. The draft's id becomes the change's, so sending twice makes one. */
export const useNewChange = (draftId: string, origin: NewChangeOrigin) => {
  const t = useText('changes');
  const { draft, company, found, start } = useChangeDraft(draftId, origin);
  const { form, set } = draft;
  const model = useModel(form.modelId);
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
    const { origin: _, modelId, ciIds, problemIds, incidentIds, knownErrorIds, ...fields } = form;
    const reply = await creating.run({
      ...{ ...fields, id: draftId, title: form.title.trim(), ciIds: [...ciIds] },
      ...{ problemIds: [...problemIds], incidentIds: [...incidentIds] },
      knownErrorIds: [...knownErrorIds],
      modelId: modelId === '' ? null : modelId,
    });
    if (!reply.ok) return;
    // What is refused is told, and waits in the change's composer.
    await files.add();
    notify('success', t('new.created', { number: reply.data.number }));
    openRoute({ page: 'change', id: reply.data.id }, reply.data.number);
    leave();
  };
  const isUnassigned = useLatest(form.teamId === null && form.assigneeId === null);
  /** Another category drops the subcategory; what it is about tells whose it is, as long as nobody said. */
  const edit = <K extends keyof NewChangeForm>(name: K, value: NewChangeForm[K]): void => {
    set(name, value);
    if (name === 'category') set('subcategory', null);
    if (name !== 'serviceId' && name !== 'ciId') return;
    void teamOf(name, value as string | null, company).then((teamId) => {
      if (teamId !== null && isUnassigned.current) set('teamId', teamId);
    });
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
    model,
    isStandard: form.modelId !== '',
    names: found.data?.names ?? {},
    /** What it mends, as far as it was not taken off. */
    tickets: (found.data?.tickets ?? []).filter(
      ({ id }) => form.problemIds.includes(id) || form.incidentIds.includes(id),
    ),
    knowledge: (found.data?.knowledge ?? []).filter(({ id }) => form.knownErrorIds.includes(id)),
    /** Takes one of those off. */
    unlink: (id: string): void => {
      for (const name of ['problemIds', 'incidentIds', 'knownErrorIds'] as const) {
        if (form[name].includes(id))
          set(
            name,
            form[name].filter((one) => one !== id),
          );
      }
    },
    marksMissing: tried && isMissing,
    busy: creating.busy,
    error: creating.error ?? found.error,
    discard: (): void => {
      files.discard();
      leave();
    },
  };
};
export type NewChange = ReturnType<typeof useNewChange>;
