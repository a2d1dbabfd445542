import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toldReport } from '#cli/import-words.ts';
import type { ImportReport } from '#domain/import/import-report.ts';
import type { CollectionName } from '#domain/records/collections.ts';
import type { RecordOf } from '#domain/records/registry.ts';
import { type Host, openHost } from '#main/host/host.ts';
import { type ImportRequest, runImport } from '#main/host/import/run-import.ts';

export type ImportBench = {
  readonly host: Host;
  readonly folder: string;
  /** Writes a file into the folder; its path. */
  readonly file: (name: string, content: string | Buffer | object) => Promise<string>;
  readonly run: (
    files: readonly string[],
    request: Omit<ImportRequest, 'files' | 'dryRun' | 'map' | 'skipBadRows'> & Partial<ImportRequest>,
  ) => Promise<ReturnType<typeof toldReport>>;
  readonly all: <C extends CollectionName>(collection: C) => Promise<readonly RecordOf[C][]>;
  readonly close: () => Promise<void>;
};

/** An empty profile in a folder of its own, with files beside it. */
export const openImportBench = async (): Promise<ImportBench> => {
  const folder = await mkdtemp(join(tmpdir(), 'deskhand-import-'));
  const opened = await openHost({ profileDir: join(folder, 'profile'), key: 'test' });
  if (!opened.ok) throw new Error(opened.error.reason);
  const host = opened.value;
  return {
    host,
    folder,
    file: async (name, content) => {
      const path = join(folder, name);
      const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
      await writeFile(path, isRaw ? content : JSON.stringify(content));
      return path;
    },
    run: async (files, request) =>
      toldReport(
        await runImport(
          host.context,
          { dryRun: false, map: null, skipBadRows: false, ...request, files },
          { signal: { aborted: false }, progress: () => {} },
        ),
      ),
    all: async (collection) =>
      (await host.context.database.collections[collection].find().exec()).map(
        (document) => document.toMutableJSON() as never,
      ),
    close: async () => {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Action by kind and label, short enough to compare. */
export const actionsOf = (report: Pick<ImportReport, 'records'>): readonly string[] =>
  report.records.map(({ action, kind, label }) => `${action} ${kind} ${label}`);

const LOG_COLUMNS =
  'number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,impact,urgency,priority,assignment_group,assigned_to,closed_code,resolved_by,resolved_at,closed_at';

const LOG_ROWS = [
  'INC0700001,New,TRUE,0,0,0,TRUE,Caller 1,Opened by  2,04-05-2026 08:00,Updated by 3,04-05-2026 08:05,Phone,Location 4,Category 5,Subcategory 6,Symptom 7,2 - Medium,2 - Medium,3 - Moderate,Group 8,?,code 1,Resolved by 9,04-05-2026 09:00,05-05-2026 09:00',
  'INC0700002,New,TRUE,0,0,0,TRUE,Caller 1,?,04-05-2026 08:30,Updated by 3,04-05-2026 08:30,Email,?,?,?,?,1 - High,1 - High,1 - Critical,?,?,?,?,?,?',
  'INC0700001,Awaiting Vendor,TRUE,1,0,1,TRUE,Caller 1,Opened by  2,04-05-2026 08:00,Updated by 3,04-05-2026 08:20,Phone,Location 4,Category 5,Subcategory 6,Symptom 7,2 - Medium,2 - Medium,3 - Moderate,Group 10,Resolver 11,code 1,Resolved by 9,04-05-2026 09:00,05-05-2026 09:00',
  'INC0700001,Resolved,TRUE,1,0,2,FALSE,Caller 1,Opened by  2,04-05-2026 08:00,Updated by 3,04-05-2026 09:00,Phone,Location 4,Category 5,Subcategory 6,Symptom 7,2 - Medium,2 - Medium,3 - Moderate,Group 10,Resolver 11,code 1,Resolved by 9,04-05-2026 09:00,05-05-2026 09:00',
] as const;

/** A small event log; `rows` of its four, two incidents. */
export const eventLog = (rows: number = LOG_ROWS.length): string =>
  `${[LOG_COLUMNS, ...LOG_ROWS.slice(0, rows)].join('\n')}\n`;

const HARDWARE = {
  name: 'WP-17',
  uuid: '6f1c2a5e-1111-4222-8333-9a0b1c2d3e4f',
  chassis_type: 'Laptop',
  memory: 16_000,
};
const BIOS = { ssn: 'WPX17', smanufacturer: 'Acme', smodel: 'Light 14', assettag: 'T-0017' };

/** A full inventory of a notebook with a monitor, made up for the tests. */
export const notebook = (content: object = {}): object => ({
  deviceid: 'WP-17-2026-05-04-08-00-00',
  itemtype: 'Computer',
  content: {
    versionclient: 'agent 1',
    hardware: HARDWARE,
    bios: BIOS,
    cpus: [{ name: 'Fast CPU' }],
    softwares: [{ name: 'Editor', version: '1', odd_key: true }],
    networks: [{ description: 'eth0', mac: '8c:16:45:aa:bb:cc', ipaddress: '10.1.2.3' }],
    monitors: [{ caption: 'U24', manufacturer: 'Acme', serial: 'MON-1' }],
    ...content,
  },
});

/** What an agent sends when only some sections are asked for. */
export const partialNotebook = (content: object): object => ({
  deviceid: 'WP-17-2026-05-04-08-00-00',
  partial: true,
  content: { versionclient: 'agent 1', hardware: HARDWARE, bios: BIOS, ...content },
});

/** A switch with a neighbour that announces itself and one that it only learnt. */
export const networkSwitch = (
  connections: object = { sysname: 'core-1', ifdescr: 'Te1/1', sysdescr: 'Cisco IOS' },
): object => ({
  deviceid: 'sw-1',
  itemtype: 'NetworkEquipment',
  action: 'netinventory',
  content: {
    versionclient: 'agent 1',
    network_device: {
      type: 'Networking',
      name: 'sw-1',
      serial: 'SWX1',
      mac: '8c:16:45:00:00:01',
      ips: ['10.0.0.2'],
    },
    network_ports: [
      { ifname: 'Gi1/1', lldp: true, connections: [connections] },
      { ifname: 'Gi1/2', connections: [{ mac: '8c:16:45:aa:bb:cc' }] },
      { ifname: 'Gi1/3', connections: [{ mac: '8c:16:45:dd:dd:dd' }] },
    ],
  },
});
