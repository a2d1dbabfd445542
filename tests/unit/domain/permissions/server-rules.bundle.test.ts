import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import escodegen from 'escodegen';
import esprima from 'esprima';
import { describe, expect, it } from 'vitest';
import { loadRulesBundle } from '#backend/databases/rules-bundle.ts';
import { compileValidation } from '#backend/databases/validation.ts';
import { anIncident } from '../fixtures.ts';
import { json } from './writes.ts';

/** `({ field = value })` and `({ field: name = value })`, which the rewriting garbles: the fields. */
const defaultsOfFields = (node: unknown): readonly string[] => {
  if (Array.isArray(node)) return node.flatMap(defaultsOfFields);
  if (typeof node !== 'object' || node === null) return [];
  const { type, key, value } = node as Readonly<Record<string, { type?: string; name?: string } | undefined>>;
  const isDefault = String(type) === 'Property' && value?.type === 'AssignmentPattern';
  return [...(isDefault ? [key?.name ?? '?'] : []), ...Object.values(node).flatMap(defaultsOfFields)];
};

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

  it('survives the rewriting that CouchDB does before SpiderMonkey gets it', async () => {
    const text = compileValidation('tickets', await loadRulesBundle());
    const program = esprima.parse(`(${text})`);
    expect(defaultsOfFields(program), 'fields with a default in a pattern').toEqual([]);
    const rewritten = escodegen.generate(program);
    const verdict = (doc: unknown, roles: readonly string[]): unknown =>
      runInContext(
        `try { ${rewritten.replace(/;\s*$/, '')}(doc, null, { name: 'a', roles }, {}); 'taken' } catch (thrown) { thrown }`,
        createContext({ doc: json(doc), roles }),
      );
    const incident = anIncident();
    expect(verdict(incident, ['field', 'person:person-1'])).toBe('taken');
    expect(verdict(incident, ['knowledge-manager', 'person:person-1'])).toBe('taken');
    expect(verdict(incident, [])).toEqual({ forbidden: expect.stringMatching(/^role\.create /) });
    expect(verdict({ ...incident, state: 'closed' }, ['field'])).toEqual({
      forbidden: expect.stringMatching(/^state\./),
    });
    expect(verdict({ ...incident, title: {} }, ['field'])).toEqual({
      forbidden: expect.stringMatching(/^field\.wrong_kind /),
    });
  });
});
