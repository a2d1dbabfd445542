import { beforeEach, expect, test, vi } from 'vitest';
import { showNotice } from '#main/electron/notices.ts';

/** What the system was asked to show, and which window is in front. */
const system = vi.hoisted(() => ({
  shown: [] as { readonly title: string; readonly heard: Map<string, () => void> }[],
  front: null as object | null,
}));

vi.mock('electron', () => ({
  BrowserWindow: { getFocusedWindow: () => system.front },
  Notification: class {
    static readonly isSupported = (): boolean => true;
    readonly heard = new Map<string, () => void>();
    readonly title: string;
    constructor({ title }: { readonly title: string }) {
      this.title = title;
    }
    on(event: string, listener: () => void): void {
      this.heard.set(event, listener);
    }
    show(): void {
      system.shown.push(this);
    }
  },
}));

const open = vi.fn();
const tell = (title: string): void =>
  showNotice({ id: title, title, body: 'INC-7QK-0042 Printer', link: { kind: 'ticket', id: 't1' } }, open);
const titles = (): readonly string[] => system.shown.map(({ title }) => title);

beforeEach(() => {
  system.shown.length = 0;
  system.front = null;
});

test('each window tells of it, and it is shown once and leads to what it is about', () => {
  tell('Anna wrote');
  tell('Anna wrote');
  expect(titles()).toEqual(['Anna wrote']);
  system.shown[0]?.heard.get('click')?.();
  expect(open).toHaveBeenCalledExactlyOnceWith({ kind: 'ticket', id: 't1' });
  tell('Anna wrote');
  expect(titles()).toHaveLength(2);
});

test('nothing is shown while one of the windows is in front, whichever tells of it', () => {
  system.front = {};
  tell('Lea wrote');
  expect(titles()).toEqual([]);
});

test('notices that are never said to be closed keep no later one away', () => {
  for (let number = 1; number <= 50; number += 1) tell(`Notice ${number}`);
  expect(titles()).toHaveLength(50);
});
