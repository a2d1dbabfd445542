import { type ReactNode, useMemo } from 'react';
import { useText } from '#renderer/shared/i18n/i18n.ts';
import { NumberLink, type OnNumber, OutsideLink } from './markdown-links.tsx';
import { type Block, type Cell, type Inline, type ListItem, wordsOf } from './markdown-tree.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { type ImageUrl, StoredImage } from './stored-image.tsx';

export type MarkdownHandlers = {
  /** Without it images are words. */
  readonly imageUrl?: ImageUrl | undefined;
  /** Without it record numbers are words. */
  readonly onNumber?: OnNumber | undefined;
};

type Part<T> = MarkdownHandlers & { readonly node: T };

const InlineNode = ({ node, ...handlers }: Part<Inline>): ReactNode => {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'number':
      return <NumberLink number={node.text} onNumber={handlers.onNumber} />;
    case 'break':
      return <br />;
    case 'strong':
      return <strong>{inlines(node.children, handlers)}</strong>;
    case 'emphasis':
      return <em>{inlines(node.children, handlers)}</em>;
    case 'struck':
      return <s>{inlines(node.children, handlers)}</s>;
    case 'image':
      return handlers.imageUrl === undefined ? (
        node.alt || node.id
      ) : (
        <StoredImage key={node.id} id={node.id} alt={node.alt} imageUrl={handlers.imageUrl} />
      );
    case 'link':
      return node.target.kind === 'record' ? (
        <NumberLink number={node.target.number} onNumber={handlers.onNumber}>
          {inlines(node.children, handlers)}
        </NumberLink>
      ) : (
        <OutsideLink target={node.target} words={wordsOf(node.children)}>
          {inlines(node.children, handlers)}
        </OutsideLink>
      );
  }
};

// A text is drawn anew when it changes; its parts have no other name than their place.
const inlines = (nodes: readonly Inline[], handlers: MarkdownHandlers): ReactNode =>
  nodes.map((node, index) => {
    const key = `${index}`;
    return <InlineNode key={key} node={node} {...handlers} />;
  });

const blocks = (nodes: readonly Block[], handlers: MarkdownHandlers): ReactNode =>
  nodes.map((node, index) => {
    const key = `${index}`;
    return <BlockNode key={key} node={node} {...handlers} />;
  });

/** A page has one h1 and its sections h2; what is inside a text begins below them. */
const HEADINGS = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const;

const Item = ({ node, ...handlers }: Part<ListItem>): ReactNode => {
  const t = useText('markdown');
  if (node.isDone === null) return <li dir="auto">{blocks(node.children, handlers)}</li>;
  return (
    <li dir="auto" className="task">
      <input type="checkbox" checked={node.isDone} disabled aria-label={t(node.isDone ? 'done' : 'open')} />
      <div>{blocks(node.children, handlers)}</div>
    </li>
  );
};

const Row = ({ node, as: Tag, ...handlers }: Part<readonly Cell[]> & { readonly as: 'th' | 'td' }) => (
  <tr>
    {node.map(({ align, children }, index) => {
      const key = `${index}`;
      return (
        <Tag key={key} dir="auto" {...(align === null ? {} : { style: { textAlign: align } })}>
          {inlines(children, handlers)}
        </Tag>
      );
    })}
  </tr>
);

const Table = ({ node, ...handlers }: Part<Extract<Block, { readonly kind: 'table' }>>): ReactNode => {
  const t = useText('markdown');
  return (
    // Wider than its place, it is scrolled by itself, by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus
    <section className="table" aria-label={t('table')} tabIndex={0}>
      <table>
        <thead>
          <Row node={node.head} as="th" {...handlers} />
        </thead>
        <tbody>
          {node.rows.map((cells, index) => {
            const key = `${index}`;
            return <Row key={key} node={cells} as="td" {...handlers} />;
          })}
        </tbody>
      </table>
    </section>
  );
};

const BlockNode = ({ node, ...handlers }: Part<Block>): ReactNode => {
  switch (node.kind) {
    case 'paragraph': {
      const Tag = node.isTight ? 'div' : 'p';
      return <Tag dir="auto">{inlines(node.children, handlers)}</Tag>;
    }
    case 'heading': {
      const Tag = HEADINGS[node.level - 1] ?? 'h6';
      return <Tag dir="auto">{inlines(node.children, handlers)}</Tag>;
    }
    case 'quote':
      return <blockquote dir="auto">{blocks(node.children, handlers)}</blockquote>;
    case 'code':
      return (
        <pre>
          <code>{node.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'table':
      return <Table node={node} {...handlers} />;
    case 'list': {
      const items = node.items.map((item, index) => {
        const key = `${index}`;
        return <Item key={key} node={item} {...handlers} />;
      });
      return node.start === null ? <ul>{items}</ul> : <ol start={node.start}>{items}</ol>;
    }
  }
};

/** The elements of a Markdown text. Parser and elements come in a file of their own, when the first text is shown. */
export const MarkdownRendered = ({
  text,
  ...handlers
}: MarkdownHandlers & { readonly text: string }): ReactNode => {
  const tree = useMemo(() => parseMarkdown(text), [text]);
  return blocks(tree, handlers);
};
