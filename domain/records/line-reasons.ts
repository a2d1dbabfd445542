import { type Reason, reasonText } from './result.ts';

/** What Node's sockets and TLS say, told apart by what somebody can do about it. */
const REASONS: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: 'line.nobody_there',
  ENOTFOUND: 'line.unknown_name',
  EAI_AGAIN: 'line.no_name_service',
  ETIMEDOUT: 'line.silent',
  UND_ERR_CONNECT_TIMEOUT: 'line.silent',
  UND_ERR_HEADERS_TIMEOUT: 'line.silent',
  UND_ERR_BODY_TIMEOUT: 'line.silent',
  ECONNRESET: 'line.broken',
  ECONNABORTED: 'line.broken',
  EPIPE: 'line.broken',
  UND_ERR_SOCKET: 'line.broken',
  ENETUNREACH: 'line.no_way',
  EHOSTUNREACH: 'line.no_way',
  ENETDOWN: 'line.no_way',
  EADDRNOTAVAIL: 'line.no_way',
};

/** Those of OpenSSL are many, and each names its own cause. */
const isOfCertificate = (code: string): boolean =>
  code.startsWith('CERT_') ||
  code.startsWith('ERR_TLS_') ||
  code.startsWith('ERR_SSL_') ||
  code.includes('CERT') ||
  code.includes('VERIFY');

const innermost = (error: Error): Error => (error.cause instanceof Error ? innermost(error.cause) : error);

/**
 * Why a request got no answer, as a reason that every language has words for, in text: `line.nobody_there`. What is none of the known ones stays what the
 * machine said. `fetch failed` says nothing; its cause does.
 */
export const lineReason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = innermost(error);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const reason = REASONS[code];
  if (reason !== undefined) return reason;
  const said = cause === error ? error.message : `${error.message}: ${cause.message}`;
  return isOfCertificate(code) ? reasonText('line.certificate', { cause: cause.message }) : said;
};
