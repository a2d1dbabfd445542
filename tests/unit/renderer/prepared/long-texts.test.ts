import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
/** What makes a field of several lines of MUI's: the one that carries text modules. The list of refused endings is no text for people. */
const ALLOWED = ['shared/prepared/long-text.tsx', 'features/settings/attachments-section.tsx'];

it('every field of several lines is the one that carries text modules', () => {
  const files = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' });
  const own = files
    .filter((file) => file.endsWith('.tsx'))
    .filter((file) =>
      /<TextField\b(?:(?!\/?>\n)[\s\S])*?\bmultiline\b/.test(
        readFileSync(join(root, 'renderer', file), 'utf8'),
      ),
    );
  expect(own.sort()).toEqual([...ALLOWED].sort());
});
