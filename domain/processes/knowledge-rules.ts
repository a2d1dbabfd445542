import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import type { ProcessRecord, ProcessRules } from './process.ts';
import { checkCategory, checkClosureCode, deeds, lastInto } from './ticket-rules.ts';

/** Whether somebody with these roles may edit an entry as it stands, given the right to edit at all. */
export type MayEditEntry = (entry: { readonly active: boolean }, roles: readonly Role[]) => boolean;

/** What is published speaks for the service desk: only publishers edit it, others edit drafts and what is in review. */
export const editedBy =
  (publishers: readonly Role[]): MayEditEntry =>
  (entry, roles) =>
    !entry.active || publishers.some((role) => roles.includes(role));

/** Rules of articles and known errors. */
export const knowledgeRules = (mayEdit: MayEditEntry): ProcessRules => ({
  defaults: (_input, { env }) => ({ ownerId: env.actor.personId }),
  check: (record, patch, { env, settings }) => {
    if (record !== null && !mayEdit(record, env.actor.roles)) {
      return fail('forbidden', 'article.published', { number: record.number });
    }
    return (
      checkClosureCode(settings, patch.closureCode) ??
      (typeof patch.category === 'string' ? checkCategory(settings.categories, patch.category, null) : null)
    );
  },
  derive: (_process, record) => {
    const entry = record as ProcessRecord & KnowledgeEntry;
    if (!entry.active)
      return entry.state === 'draft' ? { ...entry, publishedAt: null, publishedBy: null } : entry;
    const published = lastInto(deeds(entry.journal), (state) => state === 'published');
    return {
      ...entry,
      publishedAt: published?.at ?? entry.publishedAt,
      publishedBy: published?.by ?? entry.publishedBy,
    };
  },
});
