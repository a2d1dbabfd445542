import type { LinkTarget } from './addresses.ts';

/** A stretch of a line. There is no kind for anything that could run, load or lead where it should not. */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'number'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly target: LinkTarget; readonly children: readonly Inline[] }
  | { readonly kind: 'image'; readonly id: string; readonly alt: string };

export type Align = 'left' | 'center' | 'right' | null;
export type Cell = { readonly align: Align; readonly children: readonly Inline[] };
export type ListItem = {
  /** Of a task; null for an item that is none. */
  readonly isDone: boolean | null;
  readonly children: readonly Block[];
};

export type Block =
  | { readonly kind: 'paragraph'; readonly isTight: boolean; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly ListItem[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] };

const wordsOfOne = (node: Inline): string => {
  switch (node.kind) {
    case 'text':
    case 'code':
    case 'number':
      return node.text;
    case 'break':
      return ' ';
    case 'image':
      return node.alt;
    case 'strong':
    case 'emphasis':
    case 'struck':
    case 'link':
      return wordsOf(node.children);
  }
};

/** The words of inline nodes, without their dress. */
export const wordsOf = (nodes: readonly Inline[]): string => nodes.map(wordsOfOne).join('');
