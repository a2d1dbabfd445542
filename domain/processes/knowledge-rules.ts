import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import type { ProcessRecord, ProcessRules } from './process.ts';
import { checkCategory, checkClosureCode, deeds, lastInto } from './ticket-rules.ts';

/**
 * Rules of articles and known errors. What is published speaks for the service desk: with `publishers` only they edit it, others edit drafts
 * and what is in review; null lets everybody who may edit.
 */
export const knowledgeRules = (publishers: readonly Role[] | null): ProcessRules => ({
  defaults: (_input, { env }) => ({ ownerId: env.actor.personId }),
  check: (record, patch, { env, settings }) => {
    const isInForce = record !== null && record.active;
    if (isInForce && publishers !== null && !publishers.some((role) => env.actor.roles.includes(role))) {
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
