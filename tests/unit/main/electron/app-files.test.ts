import { describe, expect, test } from 'vitest';
import { resolveAppFile } from '#main/electron/app-files.ts';

const root = '/opt/deskhand/dist/renderer';

describe('files behind app:// addresses', () => {
  test.each([
    ['app://deskhand/', `${root}/index.html`],
    ['app://deskhand/tickets/01J', `${root}/index.html`],
    ['app://deskhand/assets/index-1.js?v=1#x', `${root}/assets/index-1.js`],
    ['app://deskhand/assets/a%20b.css', `${root}/assets/a b.css`],
    ['app://deskhand/../../etc/x.json', `${root}/etc/x.json`],
  ])('%s', (address, file) => {
    expect(resolveAppFile(address, root)?.file).toBe(file);
  });

  test.each([
    'app://deskhand/..%2f..%2fsecret.json',
    'app://deskhand/assets/..%2f..%2f..%2fpackage.json',
    'app://deskhand/%2e%2e%2f%2e%2e%2fmain/main.js',
    'app://deskhand/..%5c..%5csecret.json',
    'app://deskhand/a%00.js',
    'app://deskhand/%E0%A4%A.js',
    'app://deskhand/main.cjs',
    'app://evil/index.html',
    'https://deskhand/index.html',
    'nonsense',
  ])('nothing behind %s', (address) => {
    expect(resolveAppFile(address, root)).toBeNull();
  });

  test('each kind is sent as what it is', () => {
    expect(resolveAppFile('app://deskhand/', root)?.contentType).toBe('text/html; charset=utf-8');
    expect(resolveAppFile('app://deskhand/a.js', root)?.contentType).toBe('text/javascript; charset=utf-8');
    expect(resolveAppFile('app://deskhand/a.woff2', root)?.contentType).toBe('font/woff2');
  });
});
