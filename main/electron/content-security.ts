/** Stands in the built index.html where the nonce of one page load goes. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * The policy of every page of the console. Only our own files load and nothing is fetched from a network. Styles
 * written at run time (emotion) need the nonce of this page load; inline script is never allowed.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
