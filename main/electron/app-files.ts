import { extname, join, sep } from 'node:path';

/** The scheme and host the window's own pages come from. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://deskhand';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export type AppFile = { readonly file: string; readonly contentType: string };

/**
 * The file behind an app:// address, or null when the address is not ours, points outside `root` or at a kind of
 * file the window never asks for. Paths without an extension are the console's own routes: the page.
 * @param root absolute folder with the built renderer.
 */
export function resolveAppFile(address: string, root: string): AppFile | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${APP_SCHEME}:` || url.host !== 'deskhand') return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const extension = extname(path);
  const file = join(root, extension === '' ? 'index.html' : path);
  const contentType = contentTypes[extension === '' ? '.html' : extension];
  if (contentType === undefined || !file.startsWith(root + sep)) return null;
  return { file, contentType };
}
