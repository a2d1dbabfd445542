import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const root = join(import.meta.dirname, '../../..');

/** A node of the syntax tree; swc's own types are a union of 200, of which a walk needs the name alone. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: object): readonly Node[] =>
  Object.values(node).flatMap((value: unknown) => {
    if (Array.isArray(value)) return value.flatMap((one: unknown) => nodesIn(one));
    return nodesIn(value);
  });
/** swc wraps arguments, elements and the functions of a class in objects without a type. */
const nodesIn = (value: unknown): readonly Node[] => {
  if (isNode(value)) return [value];
  return typeof value === 'object' && value !== null ? childrenOf(value) : [];
};

const walk = (
  node: Node,
  visit: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void => {
  visit(node, above);
  const path = [...above, node];
  for (const child of childrenOf(node)) walk(child, visit, path);
};

export type SourceFile = { readonly file: string; readonly tree: Node };

/** The parsed sources of some rooms. */
export const sourcesOf = (rooms: readonly string[]): readonly SourceFile[] =>
  rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
      .map((file) => ({
        file: `${room}/${file}`,
        tree: parseSync(readFileSync(join(root, room, file), 'utf8'), {
          syntax: 'typescript',
          tsx: file.endsWith('x'),
          target: 'es2022',
        }) as unknown as Node,
      })),
  );

const textOf = (node: Node): string | null => (node.type === 'StringLiteral' ? String(node.value) : null);
/** A template literal with a star for each value: `states.*`. */
const patternOf = (node: Node): string | null => {
  if (node.type !== 'TemplateLiteral') return null;
  const pieces = (node.quasis as readonly { readonly cooked?: string; readonly raw: string }[]).map(
    (piece) => piece.cooked ?? piece.raw,
  );
  return pieces.join('*');
};

const nameOf = (node: unknown): string | null => {
  if (!isNode(node)) return null;
  if (node.type === 'Identifier') return String(node.value);
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return null;
};

/** What the functions of a file look up: by name, and all namespaces it asks for. */
type Asked = { readonly byName: ReadonlyMap<string, ReadonlySet<string>>; readonly all: readonly string[] };

/** The text in the type arguments of `Translate<'queue'>` or `KeyOf<'queue'>`. */
const typedNamespace = (node: unknown): string | null => {
  if (!isNode(node) || node.type !== 'TsTypeReference') return null;
  if (!['Translate', 'KeyOf'].includes(nameOf(node.typeName) ?? '')) return null;
  let found: string | null = null;
  walk(node, (inside) => {
    found ??= textOf(inside);
  });
  return found;
};

const askedIn = (tree: Node): Asked => {
  const byName = new Map<string, Set<string>>();
  const add = (name: string, namespace: string): void => {
    byName.set(name, (byName.get(name) ?? new Set()).add(namespace));
  };
  const all = new Set<string>();
  walk(tree, (node) => {
    const typed = typedNamespace(node);
    if (typed !== null) all.add(typed);
    const declared = node.type === 'VariableDeclarator' ? nameOf(node.id) : null;
    const { init } = node;
    if (
      declared !== null &&
      isNode(init) &&
      init.type === 'CallExpression' &&
      nameOf(init.callee) === 'useText'
    ) {
      const [first] = init.arguments as readonly { readonly expression: Node }[];
      const namespace = first === undefined ? null : textOf(first.expression);
      if (namespace !== null) {
        add(declared, namespace);
        all.add(namespace);
      }
    }
    const annotation = node.typeAnnotation;
    const of = isNode(annotation) ? typedNamespace(annotation.typeAnnotation) : null;
    if (of !== null && node.type === 'Identifier') add(String(node.value), of);
  });
  return { byName, all: [...all] };
};

/** Functions whose first argument is a key or, with the group first, a code of a group. */
const TRANSLATORS: readonly string[] = ['t', 'text', 'say'];
const BY_GROUP: readonly string[] = ['codeText', 'codeTextOr'];

type Call = { readonly callee: string; readonly first: Node };
const callsIn = (tree: Node): readonly Call[] => {
  const calls: Call[] = [];
  walk(tree, (node) => {
    if (node.type !== 'CallExpression') return;
    const [first] = node.arguments as readonly { readonly expression: Node }[];
    const callee = nameOf(node.callee);
    if (callee !== null && first !== undefined) calls.push({ callee, first: first.expression });
  });
  return calls;
};

export type Used = {
  readonly file: string;
  /** As written, the namespaces it may be meant in, and whether it is only known at run time (stars). */
  readonly key: string;
  readonly namespaces: readonly string[];
  readonly isPattern: boolean;
  /** Whether it was given to a function that looks it up; else it is a text that may be a key. */
  readonly isAsked: boolean;
};

/** Every key that a file names: arguments of translators, and keys written out with their namespace. */
export const usedIn = ({ file, tree }: SourceFile, allNamespaces: readonly string[]): readonly Used[] => {
  const asked = askedIn(tree);
  const own = file.startsWith('cli/') ? ['cli'] : asked.all;
  const used: Used[] = [];
  const isTranslator = (callee: string): boolean => TRANSLATORS.includes(callee) || asked.byName.has(callee);
  const hasComputed = callsIn(tree).some(
    ({ callee, first }) => isTranslator(callee) && textOf(first) === null && patternOf(first) === null,
  );
  const add = (written: string, isPattern: boolean, asker: string | null): void => {
    const colon = written.indexOf(':');
    const namespace = written.slice(0, Math.max(0, colon));
    if (allNamespaces.includes(namespace)) {
      used.push({
        ...{ file, key: written.slice(colon + 1), namespaces: [namespace], isPattern },
        isAsked: asker !== null,
      });
    } else if (colon < 0 && asker !== null) {
      const namespaces = [...(asked.byName.get(asker) ?? own)];
      used.push({ file, key: written, namespaces, isPattern, isAsked: true });
    } else if (!isPattern && (hasComputed ? /^[\w-]+(\.[\w-]+)*$/ : /^[\w-]+(\.[\w-]+)+$/).test(written)) {
      used.push({ file, key: written, namespaces: own, isPattern, isAsked: false });
    }
  };
  walk(tree, (node, above) => {
    const call = above.findLast((one) => one.type === 'CallExpression');
    const callee = call === undefined ? null : nameOf(call.callee);
    const [first] = (call?.arguments ?? []) as readonly { readonly expression: Node }[];
    const isFirst = first !== undefined && (first.expression === node || above.includes(first.expression));
    const asker = isFirst && callee !== null && isTranslator(callee) ? callee : null;
    const written = textOf(node) ?? patternOf(node);
    // What is only compared with is no key.
    if (written === null || above.at(-1)?.type === 'BinaryExpression') return;
    if (isFirst && callee !== null && BY_GROUP.includes(callee)) {
      add(written === 'fields' ? 'fields:*' : `${written}.*`, true, null);
      return;
    }
    add(written, node.type === 'TemplateLiteral' && written.includes('*'), asker);
  });
  return used;
};

const VISIBLE_ATTRIBUTES: readonly string[] = [
  'aria-label',
  'alt',
  'helperText',
  'label',
  'placeholder',
  'title',
];
/** Letters of any script. What has none (`·`, `→`, numbers) says the same in every language. */
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !/^https?:/.test(text);

/** Texts that a component shows as they are written in the code: between tags, or in an attribute that is read out or shown. */
export const shownLiterals = ({ file, tree }: SourceFile): readonly string[] => {
  const found: string[] = [];
  walk(tree, (node, above) => {
    if (node.type === 'JSXText' && hasWords(String(node.value)))
      found.push(`${file}: ${String(node.value).trim()}`);
    if (node.type === 'CallExpression' && nameOf(node.callee) === 'notify') {
      const [, second] = node.arguments as readonly { readonly expression: Node }[];
      const text = second === undefined ? null : textOf(second.expression);
      if (text !== null) found.push(`${file}: notify "${text}"`);
    }
    if (node.type !== 'JSXAttribute') return;
    const name = (node.name as { readonly value?: string }).value ?? '';
    if (!VISIBLE_ATTRIBUTES.includes(name)) return;
    walk(
      node,
      (inside, within) => {
        const text = textOf(inside);
        const inner = within.slice(above.length + 1);
        const isCode = inner.some((one) =>
          ['CallExpression', 'BinaryExpression', 'JSXAttribute'].includes(one.type),
        );
        if (text !== null && !isCode && hasWords(text)) found.push(`${file}: ${name}="${text}"`);
      },
      above,
    );
  });
  return found;
};
