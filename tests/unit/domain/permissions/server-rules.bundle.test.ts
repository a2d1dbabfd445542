import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { anIncident } from '../fixtures.ts';
import { json } from './writes.ts';

describe('the bundle for CouchDB', () => {
  it('holds no library and runs in a bare ES2019 engine', async () => {
    const built = await build({
      entryPoints: ['domain/permissions/server-rules.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'rules',
      target: 'es2019',
      metafile: true,
    });
    expect(Object.keys(built.metafile.inputs).filter((path) => !path.startsWith('domain/'))).toEqual([]);
    const context = createContext({ doc: json(anIncident()) });
    const code = `${built.outputFiles[0]?.text}
      rules.checkDocumentWrite({ collection: 'tickets', before: null, after: doc, actor: { name: 'a', roles: ['field', 'person:person-1'] }, now: '2030-01-01T00:00:00.000Z' }).ok`;
    expect(runInContext(code, context)).toBe(true);
  });
});
