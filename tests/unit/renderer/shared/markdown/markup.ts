import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { type MarkdownHandlers, MarkdownRendered } from '#renderer/shared/markdown/markdown-rendered.tsx';

setupTexts();

const EVERYTHING: MarkdownHandlers = { onNumber: () => undefined, imageUrl: async () => null };

/** The elements a text becomes, as HTML. React writes `<`, `>` and quotes of texts and attributes as entities. */
export const markupOf = (text: string, handlers: MarkdownHandlers = EVERYTHING): string =>
  renderToStaticMarkup(createElement(MarkdownRendered, { text, ...handlers }));

export type Element = { readonly name: string; readonly attributes: ReadonlyMap<string, string> };

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unescaped = (text: string): string =>
  text.replace(/&(?:(amp|lt|gt|quot)|#x([0-9a-f]+));/g, (_all, name?: string, code?: string) =>
    name === undefined ? String.fromCodePoint(Number.parseInt(code ?? '', 16)) : (NAMED[name] ?? ''),
  );

export const elementsOf = (markup: string): readonly Element[] =>
  [...markup.matchAll(/<([a-z0-9]+)((?:\s[^<>]*?)?)\/?>/gi)].map(([, name = '', attributes = '']) => ({
    name,
    attributes: new Map(
      [...attributes.matchAll(/([^\s="]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [
        key,
        unescaped(value),
      ]),
    ),
  }));

/** What is read, without the elements around it. */
export const readOf = (markup: string): string => unescaped(markup.replace(/<[^<>]*>/g, ''));
