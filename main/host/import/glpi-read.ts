import { ciFactsOf } from '#domain/import/glpi-facts.ts';
import { dateOf, hasDevice, parseGlpiInventory, readSections } from '#domain/import/glpi-format.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { glpiFromOcs, type OcsPart } from '#domain/import/ocs-format.ts';
import type { Answer } from '#domain/import/resolve-devices.ts';
import { sameValue } from '#domain/records/json.ts';
import { type Reasoned, reasoned, reasonText } from '#domain/records/result.ts';
import { BadInput, badValue, breathe, type ImportControl } from './import-context.ts';
import { readJson } from './read-input.ts';
import { readXml } from './read-xml.ts';

/** CouchDB takes documents up to 8 MB; a larger one would never leave this device. */
const MAX_INVENTORY_CHARACTERS = 7_500_000;

/** What many answers have in sections is more than a process should hold; so much is kept, the rest is read again where it is needed. */
const MOST_HELD_CHARACTERS = 4_000_000;

/** The parts of a file of one of the two formats. */
export type ReadParts = (file: string) => Promise<readonly OcsPart[]>;

export const readGlpiParts: ReadParts = async (file) => [{ kind: 'device', value: await readJson(file) }];

export const readOcsParts: ReadParts = async (file) => {
  const parts = glpiFromOcs(await readXml(file));
  if (parts.ok) return parts.value;
  throw badValue(file, parts.error);
};

export type ReadAnswers = {
  /** Beyond {@link MOST_HELD_CHARACTERS} without their sections: `withSections` reads those again. */
  readonly answers: readonly Answer[];
  readonly withSections: (answer: Answer) => Promise<Answer>;
  /** Answers without a device. */
  readonly records: readonly ImportRecord[];
};

const nothingIn = (file: string, label: string, message: string): ImportRecord => {
  const why: Reasoned =
    message === '' ? reasoned('row.no_device') : reasoned('row.device_error', { cause: message });
  return { file, kind: 'inventory', id: null, label, action: 'skipped', why };
};

/** @throws BadInput */
const readPart = (file: string, place: number, part: OcsPart): Answer | ImportRecord => {
  if (part.kind === 'nothing') return nothingIn(file, part.agent, part.message);
  const parsed = parseGlpiInventory(part.value);
  if (!parsed.ok) throw badValue(file, parsed.error);
  const inventory = parsed.value;
  if (!hasDevice(inventory)) return nothingIn(file, inventory.deviceId, '');
  if (JSON.stringify(inventory.sections).length > MAX_INVENTORY_CHARACTERS) {
    throw new BadInput(file, 'content', reasoned('inventory.too_large'));
  }
  const sections = readSections(inventory.sections);
  if (sections === null) throw new Error('sections were checked when the file was read');
  return { file, place, inventory, facts: ciFactsOf(inventory, sections), date: dateOf(inventory, sections) };
};

const sizeOf = ({ inventory }: Answer): number => JSON.stringify(inventory.sections).length;
const withoutSections = (answer: Answer): Answer => ({
  ...answer,
  inventory: { ...answer.inventory, sections: {} },
});

/** Everything that the files tell of devices. @throws BadInput */
export const readAnswers = async (
  files: readonly string[],
  readParts: ReadParts,
  control: ImportControl,
): Promise<ReadAnswers> => {
  const answers: Answer[] = [];
  const records: ImportRecord[] = [];
  const left = new Set<Answer>();
  let held = 0;
  for (const [index, file] of files.entries()) {
    await breathe(control);
    control.progress(index, files.length, reasonText('progress.reading', { file }));
    for (const [place, part] of (await readParts(file)).entries()) {
      const read = readPart(file, place, part);
      if (!('inventory' in read)) {
        records.push(read);
        continue;
      }
      held += sizeOf(read);
      const answer = held > MOST_HELD_CHARACTERS ? withoutSections(read) : read;
      if (answer !== read) left.add(answer);
      answers.push(answer);
    }
  }
  const withSections = async (answer: Answer): Promise<Answer> => {
    if (!left.has(answer)) return answer;
    const part = (await readParts(answer.file))[answer.place];
    const again = part === undefined ? null : readPart(answer.file, answer.place, part);
    if (again !== null && 'inventory' in again && sameValue(again.facts, answer.facts)) return again;
    throw new BadInput(answer.file, null, reasoned('file.changed'));
  };
  return { answers, withSections, records };
};
