import { append, entry, newRecordBase } from '#domain/journal/journal.ts';
import { databaseNameOf } from '#domain/records/collections.ts';
import type { Env } from '#domain/records/common.ts';
import { isObject } from '#domain/records/json.ts';
import type { Setting } from '#domain/records/settings.ts';
import type { Device } from '../kernel/numbers.ts';
import type { LocalValues } from '../local/values.ts';
import { type CouchClient, CouchError } from './couch-client.ts';
import { type CouchDocument, documentPath, toCouch } from './couch-documents.ts';

const CONFLICT = 409;

const claimOf = (device: Device, env: Env): Setting => {
  const id = `device-${device.code()}`;
  const claim: Setting = {
    ...newRecordBase(env, { id }),
    key: id,
    version: 1,
    value: { key: 'device', code: device.code(), deviceId: device.id },
  };
  return append(claim, entry(env, 'created'));
};

/** The document is there and does not say whose the code is: not free, or it would be asked for without an end. */
const SOMEBODY = '';

const holderOf = async (client: CouchClient, path: string, signal: AbortSignal): Promise<string | null> => {
  try {
    const found = await client.request<CouchDocument>(path, { signal });
    const { value } = found;
    return isObject(value) && typeof value.deviceId === 'string' ? value.deviceId : SOMEBODY;
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'missing') return null;
    throw error;
  }
};

/**
 * Makes the code in this device's ticket numbers its own among all consoles: a document a code on the server, first come first served. A code
 * that is taken is left for the next candidate, so two offline notebooks never hand out the same number.
 */
export const claimDeviceCode = async (
  client: CouchClient,
  prefix: string,
  serverId: string,
  device: Device,
  values: LocalValues,
  env: Env,
  signal: AbortSignal,
): Promise<void> => {
  const key = `device.claimed.${serverId}`;
  const database = databaseNameOf(prefix, 'settings');
  while (values.get(key) !== device.code()) {
    const path = documentPath(database, `device-${device.code()}`);
    const holder = await holderOf(client, path, signal);
    if (holder === device.id) values.set(key, device.code());
    else if (holder !== null) device.takeNextCode();
    else {
      const body = toCouch({ ...claimOf(device, env), _deleted: false }, undefined);
      try {
        await client.request(path, { method: 'PUT', body, signal });
        values.set(key, device.code());
      } catch (error) {
        // Another device was faster: look again who holds it.
        if (!(error instanceof CouchError && error.status === CONFLICT)) throw error;
      }
    }
  }
};
