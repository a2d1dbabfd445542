import { describe, expect, it } from 'vitest';
import { append, entry, type Journalled } from '#domain/journal/journal.ts';
import { updateRecord } from '#domain/processes/engine.ts';
import type { Process, ProcessRecord } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { upgraded } from '#domain/records/upgrade.ts';
import { OLD_RECORDS, OLD_SWAP, type OldRecord, TODAYS_RECORDS } from '../../../fixtures/records/v0.ts';
import { envOf, unwrap } from '../env.ts';
import { anIncident, anOrder, contextOf } from '../fixtures.ts';
import { json, write } from '../permissions/writes.ts';

type Collection = keyof typeof OLD_RECORDS;
type Case = readonly [name: string, collection: Collection, old: OldRecord, today: OldRecord];
const CASES: readonly Case[] = (Object.keys(OLD_RECORDS) as Collection[])
  // Attachments are upgraded in stores only: nobody sent any to a server before.
  .filter((collection) => collection !== 'attachments')
  .flatMap((collection) =>
    OLD_RECORDS[collection].map(
      (old, i): Case => [
        `${collection} ${String(old.number)}`,
        collection,
        old,
        TODAYS_RECORDS[collection][i] ?? old,
      ],
    ),
  );

describe('a record of an older Deskhand', () => {
  it.each(CASES)('is brought to today’s shape: %s', (_name, collection, old, today) => {
    expect(upgraded(old)).toEqual(today);
    expect(RECORD_SCHEMAS[collection].parse(today)).toEqual(today);
  });

  it('is an announcement where it has no type but a time and how grave it is', () => {
    const old = { id: 'a', title: 'Mail is down', severity: 'warning', startsAt: '2026-01-01T00:00:00.000Z' };
    expect(upgraded(old)).toEqual({ ...old, type: 'announcement' });
    const { severity: _, ...other } = old;
    expect(upgraded(other)).toBe(other);
  });

  it.each(CASES)(
    'is upgraded once, and what is new stays the same object: %s',
    (_name, _collection, old, today) => {
      expect(upgraded(today)).toBe(today);
      expect(upgraded(upgraded(old))).toEqual(upgraded(old));
    },
  );

  it('and one made today is left alone', () => {
    for (const record of [anIncident(), anOrder('swap'), anOrder('move')])
      expect(upgraded(record)).toBe(record);
  });
});

describe('the server, where an older record is stored', () => {
  const admin = ['administrator'];

  it.each(CASES)('takes today’s edit of %s', (_name, collection, old, today) => {
    const noted = append(today as unknown as Journalled, entry(envOf(), 'work_note', { text: 'Seen' }));
    expect(write(collection, json(old), json(noted), admin)).toEqual({ ok: true });
    const process: Process | null = processOf(today.type);
    if (process === null) return;
    const edited = unwrap(
      updateRecord(
        process,
        today as unknown as ProcessRecord,
        { title: 'Other' },
        contextOf(envOf(['administrator'])),
      ),
    );
    expect(write(collection, json(old), json(edited), admin)).toEqual({ ok: true });
  });

  it('refuses to change what is kept for ever, in the same write', () => {
    const swap = { ...OLD_SWAP, type: 'swap' };
    expect(write('orders', OLD_SWAP, swap, admin)).toEqual({ ok: true });
    for (const change of [{ number: 'SWP-OLD-0002' }, { type: 'move' }, { createdBy: 'somebody' }]) {
      expect(write('orders', OLD_SWAP, { ...swap, ...change }, admin)).toMatchObject({
        code: 'invalid',
        reason: 'record.field_kept',
      });
    }
    expect(write('orders', swap, OLD_SWAP, admin)).toMatchObject({ code: 'invalid' });
  });
});
