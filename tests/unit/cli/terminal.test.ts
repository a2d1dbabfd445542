import { afterEach, expect, it, vi } from 'vitest';
import { createTerminal } from '#cli/terminal.ts';

afterEach(() => vi.restoreAllMocks());

it('shows what others wrote as letters: nothing of it moves the cursor, paints, or turns the direction', () => {
  let said = '';
  const keep = (text: unknown): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  const terminal = createTerminal(false);
  terminal.line('a\tb\u001b[2J\u009b31m\rc\u202egpj.exe');
  terminal.note('d\u0007');
  expect(said).toBe('a\tb\ufffd[2J\ufffd31m\ufffdc\ufffdgpj.exe\nd\ufffd\n');
});
