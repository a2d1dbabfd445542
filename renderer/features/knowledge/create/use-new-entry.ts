import { useCallback, useMemo, useState } from 'react';
import type { Reply, ReplyError } from '#contracts/define.ts';
import type { CommandName } from '#contracts/registry.ts';
import { commandOf, type Process } from '#domain/processes/process.ts';
import { sameValue } from '#domain/records/json.ts';
import { useFormDraft } from '#renderer/shared/drafts/use-form-draft.ts';
import { useLatest } from '#renderer/shared/hooks/use-latest.ts';
import { host } from '#renderer/shared/host/host.ts';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import type { OnImage } from '#renderer/shared/markdown/use-image-insert.ts';
import { openRoute, routeKey, useNavigation } from '#renderer/shared/navigation/navigation-store.ts';
import type { Route } from '#renderer/shared/navigation/route.ts';
import { notify } from '#renderer/shared/notify/notify.ts';
import type { TemplateTarget } from '#renderer/shared/prepared/template-model.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';
import { keepImage, readImage } from '../images.ts';
import { entryTemplate, type NewEntry, shownImages, valuesOf, withKeptImages } from './create-model.ts';
import { draftImage, draftImageUrlOf, dropDraftImages, keepInDraft } from './draft-images.ts';
import { waitingImages } from './waiting-images.ts';

type Made = { readonly id: string; readonly number: string } & Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, unknown>>;

const send = async (process: Process, act: 'create' | 'update', input: Values): Promise<Reply<Made>> => {
  // Made from the same table as the form.
  const ask = async (): Promise<Reply<Made>> =>
    (await host.command(commandOf(process, act) as CommandName, input as never)) as Reply<Made>;
  const reply = await ask();
  // The host died before it answered. The id is ours, so asking again makes no second record.
  const isLost = !reply.ok && reply.error.code === 'host_restarted';
  return isLost ? ask() : reply;
};

/** Keeps the images that wait, and answers the ids they have from then on; null when one was refused. */
const keepImages = async (
  personId: string,
  articleId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string> | null> => {
  const kept = new Map<string, string>();
  for (const id of ids) {
    const image = await draftImage(personId, id);
    if (image === null) continue;
    const keptId = await keepImage(articleId, image);
    if (keptId === null) return null;
    kept.set(id, keptId);
  }
  return kept;
};

/**
 * Makes the record, then keeps the images with it and names them in its text. Whatever was cut short is taken up where it ended when it is
 * sent again: nothing of it is done twice. Null when an image was refused, which was told.
 */
const make = async (
  personId: string,
  process: Process,
  id: string,
  form: NewEntry,
  given: Values,
): Promise<Reply<Made> | null> => {
  const values = valuesOf(process, form);
  const made = await send(process, 'create', { ...values, ...given, id });
  const body = typeof values.body === 'string' ? values.body : '';
  if (!made.ok) return made;
  const kept = await keepImages(personId, id, shownImages(body, waitingImages(form)));
  if (kept === null) return null;
  const wanted: Values = kept.size === 0 ? values : { ...values, body: withKeptImages(body, kept) };
  // Made by an earlier try, it says what the form said then.
  const changes = Object.entries(wanted).filter(([field, value]) => !sameValue(made.data[field], value));
  return changes.length === 0 ? made : send(process, 'update', { id, changes: Object.fromEntries(changes) });
};

type Options = {
  readonly process: Process;
  /** Becomes the record's id. */
  readonly draftId: string;
  /** Name of the form's draft. */
  readonly draftKey: string;
  readonly route: Route;
  readonly start: NewEntry;
  /** Goes with the record without being asked for. */
  readonly given: Values;
};

/** The form of a new article or known error: a draft on this device until it is sent. */
export const useNewEntry = ({ process, draftId, draftKey, route, start, given }: Options) => {
  const t = useText('knowledge');
  const user = useSessionUser();
  const label = useCallback(
    (fields: Readonly<Record<string, { readonly value: unknown }>>) => {
      const title = fields.title?.value ?? start.title;
      return typeof title === 'string' && title.trim() !== '' ? title.trim() : '';
    },
    [start],
  );
  const draft = useFormDraft(user.personId, draftKey, label, start);
  const { form, set } = draft;
  const [wasTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ReplyError>();
  const isUntitled = String(form.title ?? '').trim() === '';
  const leave = (): void => {
    void dropDraftImages(user.personId, waitingImages(form));
    draft.discard();
    useNavigation.getState().close(routeKey(route));
  };
  const create = async (): Promise<void> => {
    setTried(true);
    if (isUntitled || busy) return;
    setBusy(true);
    const reply = await make(user.personId, process, draftId, form, given);
    setBusy(false);
    setError(reply === null || reply.ok ? undefined : reply.error);
    if (reply === null || !reply.ok) return;
    notify('success', t('create.created', { number: reply.data.number }));
    openRoute({ page: 'knowledge', id: draftId }, reply.data.number);
    leave();
  };
  const latest = useLatest(form);
  const onImage = useMemo<OnImage>(
    () => async (file) => {
      const image = await readImage(file);
      const id = image === null ? null : await keepInDraft(user.personId, image);
      if (id !== null) set('images', [...waitingImages(latest.current), id]);
      return id;
    },
    [set, latest, user.personId],
  );
  const imageUrl = useMemo(() => draftImageUrlOf(user.personId), [user.personId]);
  const template: TemplateTarget = {
    ...{ collection: process.collection, type: process.type, fields: entryTemplate(process) },
    ...{ values: form, start, isReady: draft.loaded },
    set: (values) => {
      for (const [name, value] of Object.entries(values)) set(name, value);
    },
  };
  return {
    form,
    set,
    template,
    isDirty: draft.isDirty,
    isUntitled,
    wasTried,
    busy,
    error,
    create,
    discard: leave,
    onImage,
    /** Shows images that wait and those that were kept. */
    imageUrl,
  };
};
