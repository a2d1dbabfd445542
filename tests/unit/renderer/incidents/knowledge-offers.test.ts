import { beforeAll, describe, expect, it } from 'vitest';
import type { LinkedKnowledge } from '#contracts/tickets.ts';
import { INCIDENT_FIELDS } from '#domain/fields/tickets.ts';
import { INCIDENT } from '#domain/processes/incident.ts';
import type { Step } from '#domain/processes/process.ts';
import { noteOffersOf, stepOffersOf } from '#renderer/features/incidents/page/knowledge-offers.ts';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';

beforeAll(setupTexts);

const entry = (over: Partial<LinkedKnowledge>): LinkedKnowledge => ({
  ...{ id: 'k1', number: 'KE-1', title: 'Queue hangs', type: 'known_error', state: 'published' },
  ...{ workaround: 'Restart the spooler.', closureCode: 'workaround' },
  ...over,
});
const format = {
  kind: { collection: 'tickets', type: 'incident' },
  table: INCIDENT_FIELDS,
  names: {},
  closureCode: (code: string) => `“${code}”`,
} as const;
const step = (name: string): Step => INCIDENT.steps.find((one) => one.name === name) as Step;

describe('linked knowledge', () => {
  it('offers its workaround for the note, with where it comes from', () => {
    expect(noteOffersOf([entry({}), entry({ id: 'k2', workaround: ' ' })])).toEqual([
      {
        id: 'k1',
        label: 'Insert the workaround of KE-1',
        text: 'KE-1 Queue hangs\n\nRestart the spooler.',
      },
    ]);
  });

  it('offers its code and its workaround for resolving', () => {
    const offers = stepOffersOf(step('resolve'), [entry({})], { format });
    expect(offers.map(({ values }) => values)).toEqual([
      { closureCode: 'workaround' },
      { closureNotes: 'Restart the spooler.' },
    ]);
    expect(stepOffersOf(step('resolve'), [entry({ closureCode: null, workaround: '' })], { format })).toEqual(
      [],
    );
  });

  it('offers nothing for steps that do not close', () => {
    expect(stepOffersOf(step('hold'), [entry({})], { format })).toEqual([]);
  });
});
