import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Role } from '#domain/records/common.ts';
import { fail } from '#domain/records/result.ts';
import { forConsoles } from './console-rules.ts';
import { mayEditIn, type Process, type ProcessRecord, type ProcessRules } from './process.ts';
import { checkCategory, checkClosureCode, deeds, lastInto } from './ticket-rules.ts';

/** Whether somebody with these roles may edit an entry as it stands, given the right to edit at all. */
export type MayEditEntry = (entry: { readonly state: string }, roles: readonly Role[]) => boolean;

/** Rules of articles and known errors; `editors` are those of the process. */
export const knowledgeRules = (editors: NonNullable<Process['editors']> = {}): ProcessRules => ({
  ...forConsoles(() => ({
    defaults: (_input, { env }) => ({ ownerId: env.actor.personId }),
    check: (record, patch, { env, settings }) => {
      if (record !== null && !mayEditIn({ editors }, record.state, env.actor.roles)) {
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
      // As it is stored: where two consoles published it, a merge keeps who was first at the server.
      return {
        ...entry,
        publishedAt: entry.publishedAt ?? published?.at ?? null,
        publishedBy: entry.publishedBy ?? published?.by ?? null,
      };
    },
  })),
});
