import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type WindowPlace = { readonly bounds: Rectangle; readonly maximized: boolean };

const MIN_WIDTH = 800;
const MIN_HEIGHT = 480;

export const smallestWindow = { width: MIN_WIDTH, height: MIN_HEIGHT } as const;

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const sides = value as Record<string, unknown>;
  return ['x', 'y', 'width', 'height'].every((side) => Number.isInteger(sides[side]));
}

/** What was remembered, or null when there is nothing or it can't be read: the window then opens in its usual place. */
export function readWindowPlace(file: string): WindowPlace | null {
  try {
    const value: { bounds?: unknown; maximized?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
    return isRectangle(value.bounds) ? { bounds: value.bounds, maximized: value.maximized === true } : null;
  } catch {
    return null;
  }
}

/** Remembers the place. A full disk must not keep a window from closing, so a failure is left at that. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(place));
  } catch {
    // Only the place of a window is lost.
  }
}

/**
 * Where to open: the remembered bounds if a usable part of the title bar lies on a screen that is still there, else
 * the usual size in the middle of the first screen.
 */
export function placeOnScreens(remembered: Rectangle | null, screens: readonly Rectangle[]): Rectangle {
  const first = screens[0] ?? { x: 0, y: 0, width: 1280, height: 800 };
  const reachable = (bounds: Rectangle, screen: Rectangle) =>
    bounds.x < screen.x + screen.width - 100 &&
    bounds.x + bounds.width > screen.x + 100 &&
    bounds.y >= screen.y &&
    bounds.y < screen.y + screen.height - 50;
  if (remembered !== null && screens.some((screen) => reachable(remembered, screen))) {
    return {
      ...remembered,
      width: Math.max(MIN_WIDTH, remembered.width),
      height: Math.max(MIN_HEIGHT, remembered.height),
    };
  }
  const width = Math.min(1440, first.width);
  const height = Math.min(900, first.height);
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    width,
    height,
  };
}
