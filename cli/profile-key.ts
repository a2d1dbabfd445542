import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { keyFileOf, openByPassphrase, openWithoutPassphrase, readKeyFile } from '#main/profile/key-file.ts';
import { Refused, WrongUsage } from './terminal.ts';
import { say } from './words.ts';

type KeyOptions = { readonly profile: string; readonly keyFile?: string | undefined };

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new WrongUsage(say('key.unread', { file, cause: (error as Error).message }));
  }
};

/** The command line has no keychain. */
const noKeychain = {
  seal: (): Buffer => {
    throw new Error('there is no keychain here');
  },
  open: (): string => {
    throw new Error('there is no keychain here');
  },
};

/** The key in a file as the console writes it. */
const openConsoleFile = async (file: string): Promise<string> => {
  const kept = readKeyFile(file);
  const unusable = new WrongUsage(say('key.unusable', { file }));
  if (kept.state !== 'sealed') throw unusable;
  switch (kept.content.protection) {
    case 'plain-file': {
      const key = openWithoutPassphrase(kept.content, noKeychain);
      if (key === null) throw unusable;
      return key;
    }
    case 'passphrase': {
      const passphrase = process.env.DESKHAND_PASSPHRASE ?? '';
      if (passphrase === '') {
        throw new WrongUsage(say('key.passphraseNeeded', { file }));
      }
      const key = await openByPassphrase(kept.content, passphrase);
      if (key !== null) return key;
      throw new Refused({
        code: 'wrong-passphrase',
        message: say('key.wrongPassphrase', { file }),
      });
    }
    case 'keychain':
      throw new Refused({
        code: 'key-in-keychain',
        message: say('key.inKeychain', { file }),
      });
  }
};

const keyIn = async (file: string): Promise<string> => {
  const text = textOf(file);
  if (text === '') throw new WrongUsage(say('key.empty', { file }));
  return text.startsWith('{') ? openConsoleFile(file) : text;
};

/**
 * The profile's key: from `--key-file` (the bare key, or a file of the console), else DESKHAND_KEY, else the file that the console keeps in
 * the profile. @throws WrongUsage when there is none, Refused when it stays sealed
 */
export const profileKey = async ({ profile, keyFile }: KeyOptions): Promise<string> => {
  if (keyFile !== undefined) return keyIn(keyFile);
  const key = process.env.DESKHAND_KEY ?? '';
  if (key !== '') return key;
  const ofConsole = keyFileOf(resolve(profile));
  if (existsSync(ofConsole)) return openConsoleFile(ofConsole);
  throw new WrongUsage(say('key.missing'));
};
