import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReplyError } from '#contracts/define.ts';
import type { QueryOutput } from '#contracts/registry.ts';
import type { Impact, Urgency } from '#domain/fields/tickets.ts';
import { typedTitle } from '#renderer/shared/drafts/use-draft.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useFormFiles } from '#renderer/shared/files/staged-files.tsx';
import { useCommand } from '#renderer/shared/host/use-command.ts';
import { useLive } from '#renderer/shared/host/use-live.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { openRoute, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { type Company, useCompany } from '#renderer/shared/settings/company.ts';
import { PROBLEM_TEMPLATE } from '../problem-template.ts';

/** What the form of a new problem holds; every key is a field of its draft. */
export type NewProblemForm = {
  readonly title: string;
  readonly symptom: string;
  readonly businessImpact: string;
  readonly workaround: string;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly serviceId: string | null;
  readonly ciId: string | null;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly teamId: string | null;
  readonly assigneeId: string | null;
  readonly incidentIds: readonly string[];
  readonly trendKey: string | null;
};

/** What the form begins with: what the incidents have in common, or nothing. */
const startOf = (
  { settings }: Company,
  found: QueryOutput<'problems.draftFrom'> | undefined,
): NewProblemForm => {
  const draft = found?.draft;
  return {
    title: draft?.title ?? '',
    symptom: draft?.symptom ?? '',
    businessImpact: '',
    workaround: '',
    category: draft?.category ?? null,
    subcategory: draft?.subcategory ?? null,
    serviceId: draft?.serviceId ?? null,
    ciId: draft?.ciId ?? null,
    impact: draft?.impact ?? settings.options.defaultImpact,
    urgency: draft?.urgency ?? settings.options.defaultUrgency,
    teamId: null,
    assigneeId: null,
    incidentIds: [],
    trendKey: null,
  };
};

/** What it is made of, when it is opened; the draft keeps it from then on. */
type Origin = { readonly incidentIds: readonly string[]; readonly trendKey: string | null };

/** The form as a draft, over what its incidents have in common. */
const useProblemDraft = (draftId: string, origin: Origin) => {
  const { personId } = useSessionUser();
  const company = useCompany();
  // The incidents stand in the draft, and what they have in common is what the draft is typed over.
  const [asked, setAsked] = useState(origin.incidentIds);
  const found = useLive('problems.draftFrom', asked.length === 0 ? null : { incidentIds: [...asked] });
  const start = useMemo(() => startOf(company, found.data), [company, found.data]);
  const draft = useFormDraft(personId, `problem-new:${draftId}`, typedTitle, start);
  const { form, set, loaded } = draft;
  const isSeeded = useRef(false);
  useEffect(() => {
    if (!loaded || isSeeded.current) return;
    isSeeded.current = true;
    if (form.incidentIds.length === 0 && origin.incidentIds.length > 0)
      set('incidentIds', origin.incidentIds);
    if (form.trendKey === null && origin.trendKey !== null) set('trendKey', origin.trendKey);
  }, [loaded, form, set, origin]);
  const ids = form.incidentIds.join();
  useEffect(() => {
    if (isSeeded.current) setAsked(ids === '' ? [] : ids.split(','));
  }, [ids]);
  return { draft, company, found, start };
};

/** Everything behind the page of a new problem. The draft's id becomes the problem's, so sending twice makes one. */
export const useNewProblem = (draftId: string, origin: Origin) => {
  const t = useText('problems');
  const { draft, company, found, start } = useProblemDraft(draftId, origin);
  const { form, set } = draft;
  const files = useFormFiles(`problem-new:${draftId}`, { ownerCollection: 'tickets', ownerId: draftId });
  const creating = useCommand('problems.create');
  const linking = useCommand('problems.linkIncidents');
  const [tried, setTried] = useState(false);
  const isMissing = form.title.trim() === '';
  const leave = (): void => {
    draft.discard();
    useNavigation.getState().close(`problem-new:${draftId}`);
  };
  const goTo = (id: string, number: string): void => {
    openRoute({ page: 'problem', id }, number);
    leave();
  };
  const create = async (): Promise<void> => {
    setTried(true);
    if (isMissing || creating.busy) return;
    const { incidentIds, trendKey, title, ...fields } = form;
    const made = trendKey !== null ? 'trend' : incidentIds.length > 0 ? 'incidents' : 'manual';
    const reply = await creating.run({
      ...{ ...fields, id: draftId, title: title.trim(), origin: made, trendKey },
      incidentIds: [...incidentIds],
    });
    if (!reply.ok) return;
    // What is refused is told, and waits in the problem's composer.
    await files.add();
    notify('success', t('new.created', { number: reply.data.number }));
    goTo(reply.data.id, reply.data.number);
  };
  /** They belong to a problem that is there already. */
  const addTo = async (problem: { readonly id: string; readonly number: string }): Promise<void> => {
    const reply = await linking.run({ id: problem.id, incidentIds: [...form.incidentIds], linked: true });
    if (!reply.ok) return;
    await files.add({ ownerCollection: 'tickets', ownerId: problem.id });
    notify('success', t('new.added', { number: problem.number, count: reply.data.changed }));
    goTo(problem.id, problem.number);
  };
  const error: ReplyError | undefined = creating.error ?? linking.error ?? found.error;
  /** Another category drops the subcategory. */
  const edit = <K extends keyof NewProblemForm>(name: K, value: NewProblemForm[K]): void => {
    set(name, value);
    if (name === 'category') set('subcategory', null);
  };
  const template: TemplateTarget = {
    ...{ collection: 'tickets', type: 'problem', fields: PROBLEM_TEMPLATE },
    ...{ values: form, start, isReady: draft.loaded },
    set: (values) => {
      // Their values were checked for these fields; the subcategory comes after its category.
      for (const name of PROBLEM_TEMPLATE) if (name in values) edit(name, values[name] as never);
    },
  };
  return {
    draft,
    template,
    form,
    company,
    incidents: form.incidentIds.length === 0 ? [] : (found.data?.incidents ?? []),
    edit,
    removeIncident: (id: string): void =>
      set(
        'incidentIds',
        form.incidentIds.filter((one) => one !== id),
      ),
    isMissing,
    marksMissing: tried && isMissing,
    busy: creating.busy || linking.busy,
    error,
    create,
    addTo,
    files,
    discard: (): void => {
      files.discard();
      leave();
    },
  };
};
export type NewProblem = ReturnType<typeof useNewProblem>;
