import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBundle } from '#main/host/code-cache.ts';

const KEY = 'a'.repeat(64);

let folder: string;
let bundle: string;
let cache: string;

const said = (): unknown => (globalThis as { deskhandTest?: unknown }).deskhandTest;
const write = (word: string): void =>
  writeFileSync(bundle, `"use strict";const say=()=>"${word}";globalThis.deskhandTest=say();`);
const run = (key = KEY) => runBundle(bundle, cache, key);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-code-cache-'));
  bundle = join(folder, 'bundle.cjs');
  cache = join(folder, 'kept', 'bundle');
  write('one');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  delete (globalThis as { deskhandTest?: unknown }).deskhandTest;
});

describe('the code cache of the data host', () => {
  it('runs the bundle without a cache, and with what an earlier run has kept', () => {
    const first = run();
    expect(first.fromCache).toBe(false);
    expect(existsSync(cache)).toBe(false);
    first.keep();
    delete (globalThis as { deskhandTest?: unknown }).deskhandTest;
    expect(run().fromCache).toBe(true);
    expect(said()).toBe('one');
  });

  it('gives the bundle what Node gives a CommonJS module', () => {
    writeFileSync(
      bundle,
      'module.exports={};globalThis.deskhandTest=[__filename,__dirname,typeof require("node:fs").statSync,exports!==module.exports];',
    );
    run();
    expect(said()).toEqual([bundle, folder, 'function', true]);
  });

  it('does not use code of another bundle, though V8 takes one of the same length for the same', () => {
    run().keep();
    write('two');
    expect(run().fromCache).toBe(false);
    expect(said()).toBe('two');
  });

  it('does not use code that somebody without the key has put there', () => {
    run('b'.repeat(64)).keep();
    expect(run().fromCache).toBe(false);
    run().keep();
    const kept = readFileSync(cache);
    kept[kept.length - 1] = (kept.at(-1) ?? 0) ^ 1;
    writeFileSync(cache, kept);
    expect(run().fromCache).toBe(false);
    writeFileSync(cache, kept.subarray(0, 20));
    expect(run().fromCache).toBe(false);
    expect(said()).toBe('one');
  });

  it('goes on when nothing can be kept', () => {
    writeFileSync(join(folder, 'kept'), 'a file where the folder should be');
    const loaded = run();
    expect(() => loaded.keep()).not.toThrow();
    expect(said()).toBe('one');
  });
});
