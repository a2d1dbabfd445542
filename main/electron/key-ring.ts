import { NO_GUESSES, oneMore, waitMs } from '#contracts/brake.ts';
import type { KeyErrorCode, KeyProtection, KeyReply, KeyStatus } from '#contracts/native.ts';
import {
  keepByPassphrase,
  keepInKeychain,
  keepPlain,
  MIN_PASSPHRASE_LENGTH,
  newKey,
  openByPassphrase,
  openWithoutPassphrase,
  readKeyFile,
  type Sealer,
} from '#main/profile/key-file.ts';

export type KeyRing = {
  readonly status: () => KeyStatus;
  /** The open key, 64 hexadecimal digits; null while it is not unlocked. */
  readonly key: () => string | null;
  readonly unlockWithPassphrase: (passphrase: string) => KeyReply;
  readonly acceptPlainKey: () => KeyReply;
};

export type KeyRingOptions = {
  readonly file: string;
  /** Null on a machine without a real keychain. */
  readonly keychain: Sealer | null;
  /** A key given from outside; then nothing is read or written. */
  readonly givenKey: string | null;
  /** Called once, when the key becomes known. */
  readonly onUnlocked: (key: string) => void;
  readonly nowMs?: () => number;
};

const noKeychain: Sealer = {
  seal: () => {
    throw new Error('this machine has no keychain');
  },
  open: () => {
    throw new Error('this machine has no keychain');
  },
};

function refuse(code: KeyErrorCode): KeyReply {
  return { ok: false, error: { code } };
}

/**
 * Opens the profile's key, or says what is needed to open it. With a keychain a first start makes and seals a key by
 * itself; without one nothing is made until the user has chosen a passphrase or accepted an unsealed key.
 */
export function createKeyRing(options: KeyRingOptions): KeyRing {
  const { file, keychain, givenKey, onUnlocked, nowMs = Date.now } = options;
  // In memory only: who starts anew has the file, and scrypt is the brake for that.
  let guesses = NO_GUESSES;
  let key: string | null = null;
  let status: KeyStatus = { state: 'choose' };

  function unlocked(opened: string, protection: KeyProtection): KeyReply {
    key = opened;
    status = { state: 'unlocked', protection };
    onUnlocked(opened);
    return { ok: true, data: status };
  }

  function begin(): void {
    const kept = readKeyFile(file);
    if (givenKey !== null) {
      unlocked(givenKey, 'environment');
    } else if (kept.state === 'unreadable') {
      status = kept;
    } else if (kept.state === 'none' && keychain !== null) {
      const made = newKey();
      keepInKeychain(file, made, keychain);
      unlocked(made, 'keychain');
    } else if (kept.state === 'sealed' && kept.content.protection === 'passphrase') {
      status = { state: 'locked' };
    } else if (kept.state === 'sealed') {
      const opened = openWithoutPassphrase(kept.content, keychain ?? noKeychain);
      if (opened === null) {
        status = { state: 'unreadable', detail: 'the keychain of this machine and user does not open it' };
      } else {
        unlocked(opened, kept.content.protection);
      }
    }
  }

  begin();
  return {
    status: () => status,
    key: () => key,
    unlockWithPassphrase: (passphrase) => {
      if (status.state === 'locked') {
        if (waitMs(guesses, nowMs()) > 0) return refuse('too-many-tries');
        const kept = readKeyFile(file);
        const opened = kept.state === 'sealed' ? openByPassphrase(kept.content, passphrase) : null;
        if (opened !== null) return unlocked(opened, 'passphrase');
        guesses = oneMore(guesses, nowMs());
        return refuse('wrong-passphrase');
      }
      if (status.state !== 'choose') return refuse('not-offered');
      if ([...passphrase].length < MIN_PASSPHRASE_LENGTH) {
        return refuse('passphrase-too-short');
      }
      const made = newKey();
      keepByPassphrase(file, made, passphrase);
      return unlocked(made, 'passphrase');
    },
    acceptPlainKey: () => {
      if (status.state !== 'choose') return refuse('not-offered');
      const made = newKey();
      keepPlain(file, made);
      return unlocked(made, 'plain-file');
    },
  };
}
