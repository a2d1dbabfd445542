import { createConfigItem } from '#domain/config-items/config-item.commands.ts';
import { normaliseSerial } from '#domain/config-items/identifiers.ts';
import type { ConfigItem, ConfigItemClass } from '#domain/fields/config-items.ts';
import { reviewedDevice } from '#domain/import/device-review.ts';
import { ciIdOf } from '#domain/import/glpi-facts.ts';
import type { ImportRecord } from '#domain/import/import-report.ts';
import { stableId } from '#domain/import/stable-id.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import {
  ambiguousPlace,
  asOneEvent,
  type CsvRun,
  type Fields,
  itemOf,
  listIn,
  placeFor,
  type Row,
  skip,
  takenBefore,
  textIn,
  told,
  unknownId,
  updated,
  without,
} from './csv-rows.ts';
import { importEnv, NoRecord } from './import-context.ts';

type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Reasoned };

const found = <T>(value: T): Found<T> => ({ ok: true, value });
const notFound = (why: Reasoned): Found<never> => ({ ok: false, why });

/** The id of the item that a row is about: a known one, or the one to make. */
const itemIdOf = async ({ fields, file }: Row, name: string, run: CsvRun): Promise<Found<string>> => {
  const own = textIn(fields, 'id');
  if (own !== null && (await itemOf(own, run)) !== null) return found(own);
  const tag = textIn(fields, 'assetTag');
  const serial = textIn(fields, 'serial');
  const identity = {
    serial,
    uuid: textIn(fields, 'uuid'),
    macs: listIn(fields, 'macs'),
    // With a tag or serial the name is a label, and many devices may share it.
    name: tag === null && normaliseSerial(serial) === null ? name : null,
  };
  const tagged = tag === null ? [] : run.known.byAssetTag(tag);
  if (tagged.length > 1) return notFound(reasoned('row.tag_fits', { items: tagged }));
  if (tagged[0] !== undefined) return found(tagged[0]);
  const match = run.known.match(identity);
  switch (match.kind) {
    case 'match':
      return found(match.id);
    case 'ambiguous': {
      const { candidates } = match;
      run.ask({ device: reviewedDevice(identity, name), candidates, file, inventory: null });
      return notFound(reasoned('row.identity_fits', { by: match.by, items: match.ids }));
    }
    case 'none':
      return found(tag === null ? ciIdOf(identity, name) : stableId('ci-tag', tag.toUpperCase()));
  }
};

const userFor = ({ fields }: Row, run: CsvRun): Found<Fields> => {
  const name = textIn(fields, 'user');
  if (name === null) return found({});
  const [only, another] = run.directory.person([name]);
  if (only !== undefined && another === undefined) return found({ userId: only });
  return notFound(reasoned(only === undefined ? 'row.nobody' : 'row.several_people', { name }));
};

/** A status takes an item out of service or brings it back. */
const statusFields = (item: ConfigItem, shape: ConfigItem, { fields }: Row): Fields =>
  fields.status === undefined || item.lockedFields.includes('status')
    ? {}
    : { active: shape.active, retiredAt: shape.active ? null : (item.retiredAt ?? shape.retiredAt) };

/** Plans the device of one row. */
export const planConfigItem = async (row: Row, run: CsvRun): Promise<readonly ImportRecord[]> => {
  const records: ImportRecord[] = [];
  const { fields } = row;
  const name = textIn(fields, 'name') ?? textIn(fields, 'assetTag') ?? textIn(fields, 'serial');
  if (name === null) return [skip(row, 'configItem', reasoned('row.no_identity'))];
  const target = await itemIdOf(row, name, run);
  if (!target.ok) return [skip(row, 'configItem', target.why)];
  const taken = takenBefore(target.value, row, run);
  if (taken !== null) return [skip(row, 'configItem', taken)];
  const unknown = await unknownId(row, run, { userId: 'person', placeId: 'place' });
  if (unknown !== null) return [skip(row, 'configItem', unknown)];
  const user = userFor(row, run);
  if (!user.ok) return [skip(row, 'configItem', user.why)];
  const placeId = placeFor(row, run, records);
  if (placeId === 'ambiguous') return [skip(row, 'configItem', ambiguousPlace(row))];
  const id = target.value;
  const stored = await itemOf(id, run);
  const shape = blankItem(id, name, fields, run);
  const base = stored ?? shape;
  const own: Fields = {
    ...without(fields, 'id', 'place', 'user'),
    ...user.value,
    ...statusFields(base, shape, row),
    ...(placeId === null ? {} : { placeId }),
  };
  const outcome = updated(base, own, stored?.lockedFields ?? [], run);
  const record = stored === null ? asOneEvent(base, outcome.record) : outcome.record;
  run.workspace.put('configItems', record);
  run.known.note(record);
  return [...records, told(row, 'configItem', id, outcome, stored === null)];
};

const blankItem = (id: string, name: string, fields: Fields, run: CsvRun): ConfigItem => {
  const ciClass = (textIn(fields, 'ciClass') ?? 'other') as ConfigItemClass;
  const status = textIn(fields, 'status') as ConfigItem['status'] | null;
  const created = createConfigItem(
    null,
    { id, name, ciClass, status: status ?? 'in_operation' },
    { env: importEnv(run.host), origin: 'import' },
  );
  if (!created.ok) throw new NoRecord(created.error);
  const item = created.value;
  return { ...item, journal: item.journal.map((entry) => ({ ...entry, id: `${id}-created` })) };
};
