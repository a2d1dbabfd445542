import { NO_GUESSES, oneMore, waitMs } from '#contracts/brake.ts';
import type { KeyErrorCode, KeyProtection, KeyReply, KeyStatus } from '#contracts/native.ts';
import {
  isOutdated,
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
  /** One at a time: while one is looked at, the next is refused. */
  readonly unlockWithPassphrase: (passphrase: string) => Promise<KeyReply>;
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
  let isChecking = false;
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

  async function open(passphrase: string): Promise<KeyReply> {
    if (waitMs(guesses, nowMs()) > 0) return refuse('too-many-tries');
    const kept = readKeyFile(file);
    const opened = kept.state === 'sealed' ? await openByPassphrase(kept.content, passphrase) : null;
    if (opened === null) {
      guesses = oneMore(guesses, nowMs());
      return refuse('wrong-passphrase');
    }
    if (kept.state === 'sealed' && isOutdated(kept.content)) await sealAnew(opened, passphrase);
    return unlocked(opened, 'passphrase');
  }

  /** The same key at today's cost. A full disk or a folder that can't be written to must keep nobody out. */
  async function sealAnew(opened: string, passphrase: string): Promise<void> {
    try {
      await keepByPassphrase(file, opened, passphrase);
    } catch (error) {
      console.error('The key file stays as it is:', error instanceof Error ? error.message : error);
    }
  }

  async function choose(passphrase: string): Promise<KeyReply> {
    if ([...passphrase].length < MIN_PASSPHRASE_LENGTH) return refuse('passphrase-too-short');
    const made = newKey();
    await keepByPassphrase(file, made, passphrase);
    return unlocked(made, 'passphrase');
  }

  begin();
  return {
    status: () => status,
    key: () => key,
    unlockWithPassphrase: async (passphrase) => {
      if (isChecking) return refuse('too-many-tries');
      isChecking = true;
      try {
        if (status.state === 'locked') return await open(passphrase);
        return status.state === 'choose' ? await choose(passphrase) : refuse('not-offered');
      } finally {
        isChecking = false;
      }
    },
    acceptPlainKey: () => {
      if (status.state !== 'choose' || isChecking) return refuse('not-offered');
      const made = newKey();
      keepPlain(file, made);
      return unlocked(made, 'plain-file');
    },
  };
}
