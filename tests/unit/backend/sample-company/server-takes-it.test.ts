import { describe, expect, it } from 'vitest';
import { generateSampleCompany } from '#backend/sample-company/generate.ts';
import { checkDocumentWrite } from '#domain/permissions/server-rules.ts';

describe('the sample company', () => {
  it('is taken by a server with all its rules, as who sets it up writes it', () => {
    const actor = { name: 'admin', roles: ['_admin'] };
    const refused: string[] = [];
    for (const { collection, docs } of generateSampleCompany({
      ...{ seed: 7, tickets: 600, cis: 120, now: '2026-11-18T10:00:00.000Z' },
    })) {
      for (const after of docs) {
        const verdict = checkDocumentWrite({
          collection,
          before: null,
          after,
          actor,
          now: '2026-11-18T10:00:00.000Z',
        });
        if (!verdict.ok) refused.push(`${collection} ${after.id}: ${verdict.reason}`);
      }
    }
    expect(refused).toEqual([]);
  });
});
