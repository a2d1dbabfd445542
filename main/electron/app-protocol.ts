import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { APP_SCHEME, type AppFile, resolveAppFile } from './app-files.ts';
import { contentSecurityPolicy, NONCE_PLACEHOLDER } from './content-security.ts';

/** Declares app:// as an origin of its own. Has to run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

async function answer({ file, contentType }: AppFile): Promise<Response> {
  const headers = new Headers({ 'content-type': contentType, 'x-content-type-options': 'nosniff' });
  if (!file.endsWith('.html')) {
    return new Response(new Uint8Array(await readFile(file)), { headers });
  }
  const nonce = randomBytes(16).toString('base64');
  headers.set('content-security-policy', contentSecurityPolicy(nonce));
  headers.set('cache-control', 'no-store');
  const page = await readFile(file, 'utf8');
  return new Response(page.replaceAll(NONCE_PLACEHOLDER, nonce), { headers });
}

/** Serves the built renderer from `root` as app://deskhand/. */
export function serveApp(root: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const found = request.method === 'GET' ? resolveAppFile(request.url, root) : null;
    if (found === null) return new Response(null, { status: 404 });
    return answer(found).catch(() => new Response(null, { status: 404 }));
  });
}
