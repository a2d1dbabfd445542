import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

export type LoadedBundle = {
  /** Whether V8 took the code kept by an earlier start. */
  readonly fromCache: boolean;
  /** Keeps what has been compiled up to now for the next start. A full disk loses nothing but time. */
  readonly keep: () => void;
};

const TAG_BYTES = 32;

/**
 * Runs a CommonJS bundle with the compiled code of an earlier start, which halves the time it takes to load: V8 need neither parse
 * nor compile it again. Electron gives Chromium's pages such a cache, but not its Node processes.
 *
 * Compiled code is code, so it is sealed: the tag over bundle and cache can be made only by who holds the store's key. A cache
 * that is missing, older than the bundle, of another V8 (which V8 checks itself) or changed by somebody is not used.
 * @param key the store's key; the profile whose data the code works on is the profile whose key seals it.
 */
export function runBundle(bundleFile: string, cacheFile: string, key: string): LoadedBundle {
  const source = readFileSync(bundleFile);
  const tagOf = (code: Buffer): Buffer =>
    createHmac('sha256', `code cache ${key}`).update(source).update(code).digest();

  const readCache = (): Buffer | undefined => {
    try {
      const file = readFileSync(cacheFile);
      const code = file.subarray(TAG_BYTES);
      return file.length > TAG_BYTES && timingSafeEqual(file.subarray(0, TAG_BYTES), tagOf(code))
        ? code
        : undefined;
    } catch {
      return undefined;
    }
  };

  // The wrapper is Node's own for CommonJS.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source.toString()}\n})`;
  const cachedData = readCache();
  const script = new Script(wrapped, { filename: bundleFile, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(
    module.exports,
    createRequire(bundleFile),
    module,
    bundleFile,
    dirname(bundleFile),
  );

  return {
    fromCache: cachedData !== undefined && script.cachedDataRejected === false,
    keep: () => {
      const code = script.createCachedData();
      const temporary = `${cacheFile}.new`;
      try {
        mkdirSync(dirname(cacheFile), { recursive: true });
        writeFileSync(temporary, Buffer.concat([tagOf(code), code]));
        renameSync(temporary, cacheFile);
      } catch {
        // The next start compiles again.
      }
    },
  };
}
