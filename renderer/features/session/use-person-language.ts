import { useEffect } from 'react';
import type { SessionStatus } from '#contracts/session.ts';
import { host } from '#renderer/shared/host/host.ts';
import { changeLanguage, type LanguageChoice } from '#renderer/shared/i18n/language.ts';

/** Chosen on the sign-in page, where nobody is known yet; becomes the choice of whoever signs in. */
let chosenBefore: { readonly choice: LanguageChoice } | null = null;

export const chooseBeforeSignIn = (choice: LanguageChoice): void => {
  chosenBefore = { choice };
  void changeLanguage(choice);
};

/** Speaks the language of whoever is signed in; after signing out it stays until somebody else comes. */
export const usePersonLanguage = (status: SessionStatus | undefined): void => {
  const personId = status?.user?.personId;
  const language = status?.language ?? null;
  useEffect(() => {
    if (personId === undefined) return;
    if (chosenBefore === null) void changeLanguage(language);
    else void host.command('session.setLanguage', { language: chosenBefore.choice });
    chosenBefore = null;
  }, [personId, language]);
};
