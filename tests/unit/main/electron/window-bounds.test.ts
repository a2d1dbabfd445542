import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placeOnScreens, readWindowPlace, writeWindowPlace } from '#main/electron/window-bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };

describe('where a window opens', () => {
  test('in the middle of the first screen when nothing is remembered', () => {
    expect(placeOnScreens(null, [screen])).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
  });

  test('where it was', () => {
    const bounds = { x: 100, y: 50, width: 1000, height: 700 };
    expect(placeOnScreens(bounds, [screen])).toEqual(bounds);
  });

  test('back on a screen when its own is gone', () => {
    const bounds = { x: 2500, y: 50, width: 1000, height: 700 };
    expect(placeOnScreens(bounds, [screen]).x).toBe(240);
  });

  test('never smaller than can be worked with', () => {
    expect(placeOnScreens({ x: 10, y: 10, width: 200, height: 10 }, [screen])).toMatchObject({
      width: 800,
      height: 480,
    });
  });
});

describe('remembering', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'deskhand-bounds-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('what is written is read', () => {
    const place = { bounds: screen, maximized: true };
    writeWindowPlace(join(folder, 'new', 'window.json'), place);
    expect(readWindowPlace(join(folder, 'new', 'window.json'))).toEqual(place);
  });

  test.each(['', '{', '{}', '{"bounds":{"x":"1"}}', 'null'])('%j is nothing', (text) => {
    const file = join(folder, 'window.json');
    writeFileSync(file, text);
    expect(readWindowPlace(file)).toBeNull();
  });
});
