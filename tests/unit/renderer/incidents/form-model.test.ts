import { describe, expect, it } from 'vitest';
import { incidentsContract } from '#contracts/incidents.ts';
import { incidentSettings } from '#domain/settings/defaults.ts';
import {
  asNote,
  consequences,
  createInput,
  formPriority,
  initialForm,
  linkSuggestion,
  missingFields,
  type NewIncidentForm,
  withDraft,
} from '#renderer/features/incidents/new/form-model.ts';

const settings = incidentSettings();
const empty = initialForm(settings.options, null);
const filled: NewIncidentForm = {
  ...empty,
  requesterId: 'person-1',
  ciId: 'ci-1',
  title: '  No network ',
  description: 'Since this morning.',
  category: 'Network',
  subcategory: 'WLAN',
  teamId: 'team-1',
  assigneeId: 'person-2',
};

describe('the form of a new incident', () => {
  it('starts with the usual impact and urgency of the settings', () => {
    expect(empty).toMatchObject({
      impact: settings.options.defaultImpact,
      urgency: settings.options.defaultUrgency,
    });
  });

  it.each([
    [1, 1, 1],
    [1, 3, 3],
    [2, 2, 3],
    [3, 3, 5],
  ] as const)('impact %i and urgency %i give priority %i', (impact, urgency, priority) => {
    expect(formPriority({ ...empty, impact, urgency }, settings)).toBe(priority);
  });

  it('says what is missing, in the order of the form', () => {
    expect(missingFields({ ...empty, title: '   ' })).toEqual(['requesterId', 'title']);
    expect(missingFields(filled)).toEqual([]);
  });

  it('makes a command that the contract accepts', () => {
    const input = createInput('draft-1', filled, 'place-1');
    expect(incidentsContract.commands.create.input.parse(input)).toMatchObject({
      id: 'draft-1',
      title: 'No network',
      placeId: 'place-1',
    });
  });

  it('restores what was drafted and ignores what does not fit', () => {
    const restored = withDraft(empty, {
      title: { value: 'No net' },
      impact: { value: 9 },
      knowledgeIds: { value: ['ke-1'] },
      unknown: { value: 1 },
    });
    expect(restored).toEqual({ ...empty, title: 'No net', knowledgeIds: ['ke-1'] });
  });
});

describe('one edit and the rest of the form', () => {
  it('takes the device back when the caller changes', () => {
    expect(consequences(filled, { requesterId: 'person-9' })).toEqual({
      requesterId: 'person-9',
      ciId: null,
    });
  });
  it('takes the subcategory back when the category changes', () => {
    expect(consequences(filled, { category: 'Hardware' })).toEqual({
      category: 'Hardware',
      subcategory: null,
    });
  });
  it('takes the assignee back when the team changes, unless both are chosen', () => {
    expect(consequences(filled, { teamId: 'team-2' })).toEqual({ teamId: 'team-2', assigneeId: null });
    expect(consequences(filled, { teamId: 'team-2', assigneeId: 'p' })).toEqual({
      teamId: 'team-2',
      assigneeId: 'p',
    });
  });
  it('changes nothing else when the same value is chosen again', () => {
    expect(consequences(filled, { category: 'Network' })).toEqual({ category: 'Network' });
  });
});

describe('a known error', () => {
  const entry = { id: 'ke-1', number: 'KE-1', workaround: 'Turn it off and on.\n' };

  it('is linked once, its workaround under the description', () => {
    const change = linkSuggestion(filled, entry);
    expect(change).toEqual({
      knowledgeIds: ['ke-1'],
      description: 'Since this morning.\n\nKE-1: Turn it off and on.',
    });
    expect(linkSuggestion({ ...filled, ...change }, entry)).toEqual({});
  });

  it('without a workaround leaves the description alone', () => {
    expect(linkSuggestion(filled, { ...entry, workaround: ' ' }).description).toBe('Since this morning.');
  });
});

it('hands the typed words over as a note', () => {
  expect(asNote(filled)).toBe('No network\n\nSince this morning.');
  expect(asNote(empty)).toBe('');
});
