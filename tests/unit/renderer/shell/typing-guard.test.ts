import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTypingGuard } from '#renderer/shell/typing-guard.ts';

class FakeElement {
  isConnected = true;
  readonly isContentEditable: boolean = false;
  checkVisibility(): boolean {
    return this.isConnected;
  }
  getAttribute(): null {
    return null;
  }
}
class FakeArea extends FakeElement {}
class FakeInput extends FakeElement {}

const press = (key: string, target: unknown, more: object = {}): KeyboardEvent =>
  ({ key, target, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;

/** A form that has just closed under whoever typed into it. */
const setup = () => {
  const guard = createTypingGuard(() => Date.now());
  const field = new FakeArea();
  const page = new FakeElement();
  guard.saw(press('a', field));
  field.isConnected = false;
  const ran: string[] = [];
  const key = (name: string, more: object = {}): string => {
    const event = press(name, page, more);
    const verdict = guard.saw(event);
    if (verdict !== 'text' && !guard.holds(event, () => ran.push(name))) ran.push(name);
    return verdict;
  };
  return { key, ran };
};

describe('keys right after typing', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('HTMLElement', FakeElement);
    vi.stubGlobal('HTMLInputElement', FakeInput);
    vi.stubGlobal('HTMLTextAreaElement', FakeArea);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('holds one for a moment and lets it run when none follows', () => {
    const { key, ran } = setup();
    key('j');
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(ran).toEqual(['j']);
  });

  it.each([
    ['Enter', {}],
    ['ArrowDown', {}],
    ['Escape', {}],
    ['k', { ctrlKey: true }],
  ])('lets the one that waits run before %s', (name, more) => {
    const { key, ran } = setup();
    key('/');
    key('Shift');
    expect(key(name, more)).toBe('after');
    expect(ran.filter((one) => one !== 'Shift')).toEqual(['/', name]);
    vi.advanceTimersByTime(1_000);
    expect(ran.filter((one) => one !== 'Shift')).toEqual(['/', name]);
  });

  it('takes letters in a row for text, and Enter for its end', () => {
    const { key, ran } = setup();
    for (const letter of 'rest') key(letter);
    expect(key('Enter')).toBe('text');
    vi.advanceTimersByTime(1_000);
    expect(ran).toEqual([]);
    key('Enter');
    expect(ran).toEqual(['Enter']);
  });
});
