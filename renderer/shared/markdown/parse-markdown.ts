import MarkdownIt, { type Token } from 'markdown-it';
import { splitAtNumbers } from '#domain/numbering/number-in-text.ts';
import { imageId, linkTarget } from './addresses.ts';
import { type Align, type Block, type Cell, type Inline, type ListItem, wordsOf } from './markdown-tree.ts';

/** Deeper blocks are nobody's text; the parser would leave their words out. */
const DEEPEST_BLOCK = 40;
/** Emphasis deeper than this is shown as that of this depth. */
const DEEPEST_INLINE = 12;

const parser = new MarkdownIt({ html: false, linkify: true });
parser.set({ maxNesting: DEEPEST_BLOCK });
// Every address comes through, so that one we don't lead to can be shown instead of left out; addresses.ts judges them.
parser.validateLink = () => true;
// `readme.md` and `srv-01.de` are names, not links.
parser.linkify.set({ fuzzyLink: false });

type Node = { readonly token: Token; readonly children: readonly Node[] };

/** The parser's flat row of opening and closing tokens as a tree; what is opened below `deepest` is spread into its parent. */
const treeOf = (tokens: readonly Token[], deepest: number): readonly Node[] => {
  const roots: Node[] = [];
  const open: Node[][] = [roots];
  let spread = 0;
  for (const token of tokens) {
    if (token.nesting < 0) {
      if (spread > 0) spread -= 1;
      else open.pop();
    } else if (token.nesting > 0 && open.length > deepest) {
      spread += 1;
    } else {
      const children: Node[] = [];
      open.at(-1)?.push({ token, children });
      if (token.nesting > 0) open.push(children);
    }
  }
  return roots;
};

const attribute = ({ token }: Node, name: string): string => String(token.attrGet(name) ?? '');

/** Something that is not shown as what it asked to be: its words, and the address it named. */
const withAddress = (words: readonly Inline[], address: string): readonly Inline[] => {
  const said = wordsOf(words);
  if (said === address || address === '') return words;
  return [...words, { kind: 'text', text: said === '' ? address : ` (${address})` }];
};

const imageOf = (node: Node): readonly Inline[] => {
  const alt = wordsOf(inlines(treeOf(node.token.children ?? [], DEEPEST_INLINE), false));
  const address = attribute(node, 'src');
  const id = imageId(address);
  return id === null ? withAddress([{ kind: 'text', text: alt }], address) : [{ kind: 'image', id, alt }];
};

const linkOf = (node: Node): readonly Inline[] => {
  const address = attribute(node, 'href');
  const target = linkTarget(address);
  const children = inlines(node.children, false);
  return target === null ? withAddress(children, address) : [{ kind: 'link', target, children }];
};

const inlineOf = (node: Node, findsNumbers: boolean): readonly Inline[] => {
  const { type, content } = node.token;
  const children = (): readonly Inline[] => inlines(node.children, findsNumbers);
  switch (type) {
    case 'softbreak':
    case 'hardbreak':
      // Technicians write lines, not paragraphs: a line that ends, ends.
      return [{ kind: 'break' }];
    case 'code_inline':
      return [{ kind: 'code', text: content }];
    case 'strong_open':
      return [{ kind: 'strong', children: children() }];
    case 'em_open':
      return [{ kind: 'emphasis', children: children() }];
    case 's_open':
      return [{ kind: 'struck', children: children() }];
    case 'link_open':
      return linkOf(node);
    case 'image':
      return imageOf(node);
    default:
      // Text, and whatever else a later parser may know: its words.
      if (!findsNumbers) return [{ kind: 'text', text: content }, ...children()];
      return [
        ...splitAtNumbers(content).map(({ text, isNumber }) => ({
          kind: isNumber ? ('number' as const) : ('text' as const),
          text,
        })),
        ...children(),
      ];
  }
};

const inlines = (nodes: readonly Node[], findsNumbers: boolean): readonly Inline[] =>
  nodes.flatMap((node) => inlineOf(node, findsNumbers));

/** The line inside a paragraph, a heading or a cell. */
const lineOf = ({ children }: Node): readonly Inline[] =>
  children.flatMap(({ token }) => inlines(treeOf(token.children ?? [], DEEPEST_INLINE), true));

const alignOf = (node: Node): Align => {
  const align = attribute(node, 'style').replace('text-align:', '');
  return align === 'left' || align === 'center' || align === 'right' ? align : null;
};

const rowsOf = (table: Node, part: 'thead_open' | 'tbody_open'): readonly (readonly Cell[])[] =>
  table.children
    .filter(({ token }) => token.type === part)
    .flatMap(({ children }) => children)
    .map(({ children }) => children.map((cell) => ({ align: alignOf(cell), children: lineOf(cell) })));

const TASK = /^\[([ xX])\]\s+/;

/** An item that begins with a box is a task; the box is not part of its words. */
const itemOf = ({ children }: Node): ListItem => {
  const [first, ...others] = blocks(children);
  if (first === undefined) return { isDone: null, children: [] };
  const [start, ...more] = first.kind === 'paragraph' ? first.children : [];
  const box = start?.kind === 'text' ? TASK.exec(start.text) : null;
  if (first.kind !== 'paragraph' || start?.kind !== 'text' || box === null) {
    return { isDone: null, children: [first, ...others] };
  }
  const words: readonly Inline[] = [{ kind: 'text', text: start.text.slice(box[0].length) }, ...more];
  return { isDone: box[1] !== ' ', children: [{ ...first, children: words }, ...others] };
};

const blockOf = (node: Node): readonly Block[] => {
  const { type, tag, content, hidden } = node.token;
  switch (type) {
    case 'paragraph_open':
      return [{ kind: 'paragraph', isTight: hidden, children: lineOf(node) }];
    case 'heading_open':
      return [{ kind: 'heading', level: Number(tag.slice(1)), children: lineOf(node) }];
    case 'blockquote_open':
      return [{ kind: 'quote', children: blocks(node.children) }];
    case 'bullet_list_open':
      return [{ kind: 'list', start: null, items: node.children.map(itemOf) }];
    case 'ordered_list_open':
      return [
        { kind: 'list', start: Number(attribute(node, 'start') || 1), items: node.children.map(itemOf) },
      ];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: content }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'table_open':
      return [
        {
          kind: 'table',
          head: rowsOf(node, 'thead_open')[0] ?? [],
          rows: rowsOf(node, 'tbody_open'),
        },
      ];
    default:
      return content === ''
        ? blocks(node.children)
        : [{ kind: 'paragraph', isTight: false, children: [{ kind: 'text', text: content }] }];
  }
};

const blocks = (nodes: readonly Node[]): readonly Block[] => nodes.flatMap(blockOf);

const asWritten = (text: string): readonly Block[] => [{ kind: 'code', text }];

/**
 * Markdown (CommonMark with tables, struck words, tasks and bare addresses) as a tree that knows nothing but what may be
 * shown. Never throws; text nested beyond reason comes back as it was written.
 */
export const parseMarkdown = (text: string): readonly Block[] => {
  const tokens = parser.parse(text, {});
  if (tokens.some(({ level }) => level >= DEEPEST_BLOCK - 1)) return asWritten(text);
  return blocks(treeOf(tokens, Number.POSITIVE_INFINITY));
};
