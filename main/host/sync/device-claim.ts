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
    const found = await client.request<CouchDocument>(path, { signal, shape: 'document' });
    const { value } = found;
    return isObject(value) && typeof value.deviceId === 'string' ? value.deviceId : SOMEBODY;
  } catch (error) {
    if (error instanceof CouchError && error.kind === 'missing') return null;
    throw error;
  }
};

/** Rounds of claiming and reading back in one start; a server that shows no claim is asked at the next one. */
const MOST_ROUNDS = 20;

/**
 * Makes the code in this device's ticket numbers its own among all consoles: a document a code on the server, first come first served. A code
 * that is taken is left for the next candidate, so two offline notebooks never hand out the same number.
 *
 * That the server took a claim does not say whose it is: two nodes of a cluster may take two at once. So it is read back, where all nodes come to
 * show the same one, and looked at again at each start: what the nodes had not told each other by then shows later.
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
  const hadIt = values.get(key) === device.code();

  /** Whether the code is this device's now. */
  const round = async (): Promise<boolean> => {
    const path = documentPath(database, `device-${device.code()}`);
    const holder = await holderOf(client, path, signal);
    if (holder === device.id) return true;
    if (holder !== null) {
      device.takeNextCode();
      return false;
    }
    const body = toCouch({ ...claimOf(device, env), _deleted: false }, undefined);
    try {
      await client.request(path, { method: 'PUT', body, signal });
    } catch (error) {
      // Another device was faster: look again who holds it.
      if (!(error instanceof CouchError && error.status === CONFLICT)) throw error;
    }
    return false;
  };

  try {
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
      if (!(await round())) continue;
      values.set(key, device.code());
      return;
    }
  } catch (error) {
    // The code was this device's before; that it can't be looked at again just now must not keep the sync from starting.
    if (!hadIt || values.get(key) !== device.code()) throw error;
  }
};
