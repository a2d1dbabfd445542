import { type RefObject, useEffect, useRef } from 'react';
import type { ReplyError } from '#contracts/define.ts';

/** After which the password is typed once more. */
const ABOUT_PASSWORD: readonly string[] = [
  'wrong_password',
  'password_needed',
  'too_many_tries',
  'locked_out',
];

/** For the field of a password: one that was not taken is selected, so that what is typed next replaces it, wherever the focus went. */
export const useRetype = (error: ReplyError | undefined): RefObject<HTMLInputElement | null> => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error === undefined || !ABOUT_PASSWORD.includes(error.code)) return;
    field.current?.focus();
    field.current?.select();
  }, [error]);
  return field;
};
