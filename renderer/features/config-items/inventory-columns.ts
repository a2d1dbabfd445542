/** Keys worth the first places, by section; whatever else a row has follows in the order it came. */
const PREFERRED: Readonly<Record<string, readonly string[]>> = {
  softwares: ['name', 'version', 'publisher', 'install_date'],
  networks: ['description', 'ipaddress', 'mac', 'status', 'speed', 'type'],
  network_ports: ['ifnumber', 'ifname', 'mac', 'ifspeed', 'ifstatus'],
  drives: ['letter', 'volumn', 'filesystem', 'total', 'free', 'label'],
  storages: ['name', 'model', 'disksize', 'serial', 'interface'],
  memories: ['capacity', 'type', 'speed', 'serialnumber', 'caption'],
  cpus: ['name', 'manufacturer', 'core', 'thread', 'speed'],
  users: ['login', 'domain'],
};
const COMMON = [
  'name',
  'caption',
  'description',
  'manufacturer',
  'model',
  'serial',
  'type',
  'status',
] as const;
const MOST = 6;

type InventoryRow = { readonly id: string; readonly values: Readonly<Record<string, unknown>> };

/** The columns of a section: at most six keys that its loaded rows really have. */
export const inventoryKeys = (section: string, rows: readonly InventoryRow[]): readonly string[] => {
  const present = new Set(rows.flatMap(({ values }) => Object.keys(values)));
  const wanted = [...(PREFERRED[section] ?? []), ...COMMON, ...present];
  return [...new Set(wanted)].filter((key) => present.has(key)).slice(0, MOST);
};

/** A value of an inventory row as text; nested parts as JSON, since nothing is known of their shape. */
export const inventoryText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** `network_ports` as `Network ports`. */
export const sectionTitle = (section: string): string => {
  const words = section.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
