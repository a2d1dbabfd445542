import { safeStorage } from 'electron';
import type { Sealer } from '#main/profile/key-file.ts';

/**
 * The operating system's keychain, or null when there is no real one. On Linux without a secret service Electron
 * "encrypts" with a password that is the same everywhere ('basic_text'): that must not pass for protection.
 * Only after the app is ready.
 */
export function systemKeychain(): Sealer | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return null;
  }
  return {
    seal: (text) => safeStorage.encryptString(text),
    open: (sealed) => safeStorage.decryptString(sealed),
  };
}
