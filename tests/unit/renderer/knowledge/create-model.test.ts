import { describe, expect, it } from 'vitest';
import { processCommands } from '#contracts/process.ts';
import { ARTICLE } from '#domain/processes/article.ts';
import { KNOWN_ERROR } from '#domain/processes/known-error.ts';
import {
  givenFields,
  MAIN_FIELDS,
  shownImages,
  startOf,
  takenFrom,
  valuesOf,
  withKeptImages,
} from '#renderer/features/knowledge/create/create-model.ts';
import { anIncident } from '../../domain/fixtures.ts';

describe('the form of a new article or known error', () => {
  it('asks for the texts that its kind has', () => {
    expect(givenFields(ARTICLE, MAIN_FIELDS)).toEqual(['title', 'symptom', 'workaround', 'body']);
    expect(givenFields(KNOWN_ERROR, MAIN_FIELDS)).toEqual([
      'title',
      'symptom',
      'workaround',
      'rootCause',
      'solution',
    ]);
  });

  it('begins empty, and with what a solved incident says', () => {
    expect(startOf(ARTICLE)).toMatchObject({ title: '', body: '', closureCode: null, tags: [], images: [] });
    const incident = {
      ...anIncident(),
      title: 'No picture',
      closureNotes: 'New cable',
      closureCode: 'fixed',
    };
    expect(startOf(ARTICLE, takenFrom(incident))).toMatchObject({
      title: 'No picture',
      body: 'New cable',
      workaround: 'New cable',
      closureCode: 'fixed',
    });
  });

  it.each([
    ['article', ARTICLE],
    ['known error', KNOWN_ERROR],
  ] as const)('sends an %s only what says something, as the contract wants it', (_name, process) => {
    const form = { ...startOf(process), title: '  Dock ', symptom: ' ', tags: ['dock'] };
    const values = valuesOf(process, form);
    expect(values).toEqual({ title: 'Dock', tags: ['dock'] });
    expect(processCommands(process).create.input.safeParse({ ...values, id: 'art-1' }).success).toBe(true);
  });
});

describe('images of an article that is not made yet', () => {
  const body = '![a](deskhand-image:new-1)\n![b](deskhand-image:img-old)\n![c](deskhand-image:new-10)';

  it('are those that the text still shows', () => {
    expect(shownImages(body, ['new-1', 'new-2', 'new-10'])).toEqual(['new-1', 'new-10']);
    expect(shownImages('![c](deskhand-image:new-10)', ['new-1'])).toEqual([]);
  });

  it('get the names they were kept by, the others keep theirs', () => {
    const kept = new Map([
      ['new-1', 'img-a'],
      ['new-10', 'img-c'],
    ]);
    expect(withKeptImages(body, kept)).toBe(
      '![a](deskhand-image:img-a)\n![b](deskhand-image:img-old)\n![c](deskhand-image:img-c)',
    );
  });
});
