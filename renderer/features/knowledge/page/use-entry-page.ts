import type { QueryOutput } from '#contracts/registry.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { MayEditEntry } from '#domain/processes/knowledge-rules.ts';
import type { Process } from '#domain/processes/process.ts';
import { readField } from '#renderer/shared/drafts/draft-model.ts';
import { drafts } from '#renderer/shared/drafts/drafts.ts';
import { type AnyRecordPage, type RecordPage, useRecordPage } from '#renderer/shared/record/record-page.ts';
import { useSessionUser } from '#renderer/shared/session/session.ts';

/** States in which the text counts as it is on the screen, typed or saved. */
const HANDS_ON: readonly unknown[] = ['review', 'published'];

/** Saves a body that was typed and not saved, so that what is handed on is what its author sees. Null when there is nothing to save. */
const saveTyped = async ({ draft, record, save }: AnyRecordPage) => {
  const { dirty, changedUnderneath, value } = readField(draft.fields, 'body', record.body);
  // Somebody else wrote in it meanwhile: which of the two counts is asked for beside the text.
  if (!dirty || changedUnderneath || typeof value !== 'string') return null;
  const reply = await save({ body: value });
  if (reply.ok) drafts.settle(draft.ref, 'body', value);
  return reply;
};

/** The page of an article or known error. `mayEdit` says who edits it as it stands, beyond the right to edit at all. */
export const useEntryPage = <P extends Process>(
  process: P,
  detail: KnowledgeDetail,
  mayEdit: MayEditEntry,
): RecordPage<P> => {
  const { entry, names, pendingSync } = detail;
  const { roles } = useSessionUser();
  const page = useRecordPage({
    process,
    record: entry as KnowledgeEntry as Parameters<typeof useRecordPage<P>>[0]['record'],
    names,
    pendingSync,
  });
  const edits = mayEdit(entry, roles);
  return {
    ...page,
    mayEdit: (path) => edits && page.mayEdit(path),
    can: (act) => (act !== 'update' || edits) && page.can(act),
    run: async (act, input = {}) => {
      const saved = act === 'step' && HANDS_ON.includes(input.to) ? await saveTyped(page) : null;
      return saved === null || saved.ok ? page.run(act, input) : saved;
    },
  };
};

export type KnowledgeDetail = QueryOutput<'knowledge.detail'>;
