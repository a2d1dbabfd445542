import sax from 'sax';
import { MAX_DEPTH } from '#domain/fields/check.ts';
import { type Reasoned, reasoned } from '#domain/records/result.ts';
import { wellFormedText } from '#domain/records/well-formed.ts';
import { BadInput } from './import-context.ts';
import { readText } from './read-input.ts';

type Element = { readonly children: Map<string, unknown>; text: string };

const add = (parent: Element, name: string, value: unknown): void => {
  const known = parent.children.get(name);
  if (known === undefined) parent.children.set(name, value);
  else if (Array.isArray(known)) known.push(value);
  else parent.children.set(name, [known, value]);
};

/** Children by name, repeated ones as a list; an element without children is its text, in which `&#xd83d;` may have put half a character. */
const contentOf = ({ children, text }: Element): unknown =>
  children.size === 0 ? wellFormedText(text.trim()) : Object.fromEntries(children);

/**
 * An XML file as a tree with element names in lower case. Attributes are left out; document types are refused, so no entity is ever
 * looked up. @throws BadInput naming line and column
 */
export const readXml = async (file: string): Promise<unknown> => {
  const text = await readText(file);
  const xml = sax.parser(true);
  const stack: Element[] = [{ children: new Map(), text: '' }];
  const stop = (why: Reasoned): never => {
    throw new BadInput(file, reasoned('where.line_column', { line: xml.line + 1, column: xml.column }), why);
  };
  xml.onerror = (error) => stop(reasoned('xml.wrong', { cause: error.message.split('\n')[0] ?? '' }));
  xml.ondoctype = () => stop(reasoned('xml.doctype'));
  xml.onopentag = () => {
    if (stack.length > MAX_DEPTH) stop(reasoned('xml.too_deep', { max: MAX_DEPTH }));
    stack.push({ children: new Map(), text: '' });
  };
  xml.onclosetag = (name) => {
    const closed = stack.pop();
    const parent = stack.at(-1);
    if (closed !== undefined && parent !== undefined) add(parent, name.toLowerCase(), contentOf(closed));
  };
  const keep = (piece: string): void => {
    const current = stack.at(-1);
    if (current !== undefined) current.text += piece;
  };
  xml.ontext = keep;
  xml.oncdata = keep;
  xml.write(text).close();
  const [root] = stack;
  return root === undefined ? {} : Object.fromEntries(root.children);
};
