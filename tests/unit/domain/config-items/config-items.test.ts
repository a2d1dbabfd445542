import { describe, expect, it } from 'vitest';
import {
  configItemLock,
  createConfigItem,
  updateConfigItem,
} from '#domain/config-items/config-item.commands.ts';
import { warrantyOn } from '#domain/config-items/warranty.ts';
import { RECORD_SCHEMAS } from '#domain/records/registry.ts';
import { envOf, unwrap } from '../env.ts';
import { anItem } from '../fixtures.ts';

describe('warranty', () => {
  it.each([
    ['2026-11-20', 'ending', 0],
    ['2026-11-19', 'ended', -1],
    ['2027-02-18', 'ending', 90],
    ['2027-02-19', 'active', 91],
    [null, 'unknown', null],
  ] as const)('until %s is %s', (until, state, daysLeft) => {
    expect(warrantyOn(until, '2026-11-20')).toEqual({ state, daysLeft });
  });
});

describe('editing a configuration item', () => {
  const ctx = { env: envOf() };

  it('makes a valid one', () => {
    const item = unwrap(
      createConfigItem(null, { ciClass: 'notebook', name: ' NB-1 ', status: 'stored' }, ctx),
    );
    expect(RECORD_SCHEMAS.configItems.parse(item)).toEqual(item);
    expect(item).toMatchObject({ name: 'NB-1', active: true });
    expect(createConfigItem(null, { ciClass: 'notebook', name: ' ' }, ctx).ok).toBe(false);
  });

  it('locks what was really changed', () => {
    const item = anItem('nb-1');
    const after = unwrap(updateConfigItem(item, { model: 'X1', name: item.name }, ctx));
    expect(after.lockedFields).toEqual(['model']);
    expect(unwrap(updateConfigItem(after, { model: 'X1' }, ctx))).toBe(after);
    expect(configItemLock({ lockedFields: ['name'] }, ['model', 'name'])).toEqual(['model', 'name']);
  });

  it('retires and brings back with the status', () => {
    const retired = unwrap(updateConfigItem(anItem('nb-1'), { status: 'out_of_operation' }, ctx));
    expect(retired).toMatchObject({ active: false, retiredAt: ctx.env.now });
    expect(unwrap(updateConfigItem(retired, { status: 'stored' }, ctx))).toMatchObject({
      active: true,
      retiredAt: null,
    });
  });

  it('refuses derived fields', () => {
    const sneaky: object = { softwareCount: 3 };
    expect(updateConfigItem(anItem('nb-1'), sneaky, ctx)).toMatchObject({ error: { code: 'not_editable' } });
  });
});
