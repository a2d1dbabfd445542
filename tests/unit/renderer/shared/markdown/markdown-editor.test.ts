import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { setupTexts } from '#renderer/shared/i18n/i18n.ts';
import { MarkdownEditor } from '#renderer/shared/markdown/markdown-editor.tsx';
import { elementsOf, readOf } from './markup.ts';

setupTexts();

it('the editor is a field with a name, beside the tab of its preview', () => {
  const markup = renderToStaticMarkup(
    createElement(MarkdownEditor, {
      value: '# <b>A</b>',
      onChange: () => undefined,
      label: 'Workaround',
      error: 'Say how to work around it',
    }),
  ).replace(/<style.*?<\/style>/gs, '');
  const elements = elementsOf(markup);
  const field = elements.find(({ name }) => name === 'textarea');
  expect(field?.attributes.get('aria-label')).toBe('Workaround');
  expect(field?.attributes.get('aria-invalid')).toBe('true');
  expect(markup).toContain('# &lt;b&gt;A&lt;/b&gt;');
  const tabs = elements.filter(({ attributes }) => attributes.get('role') === 'tab');
  expect(tabs.map(({ attributes }) => attributes.get('aria-selected'))).toEqual(['true', 'false']);
  const panels = elements.filter(({ attributes }) => attributes.get('role') === 'tabpanel');
  expect(panels.map(({ attributes }) => attributes.get('id'))).toEqual([
    tabs[0]?.attributes.get('aria-controls'),
  ]);
  expect(panels[0]?.attributes.get('aria-labelledby')).toBe(tabs[0]?.attributes.get('id'));
  expect(readOf(markup)).toContain('Say how to work around it');
});
