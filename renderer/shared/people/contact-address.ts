/** Dashes, blanks, dots, brackets and slashes, which people put between digits. */
const SPELLED = /^\+?[\d\s().\-/\u00a0\u2010-\u2015]+$/;
const DIGITS = /^\+?\d{3,20}$/;
/** The zero that is only dialled inside the country: `+49 (0)30`. */
const INNER_ZERO = /\(0\)/;

/** The `tel:` address of a number as people write it; null for what can't be dialled. An extension behind it is not: who picks up puts through. */
export const phoneAddress = (phone: string): string | null => {
  const [main = ''] = phone.split(/\s*(?:;|,|#|\bext\b|\bx\b|\bdw\b)/i);
  const bare = main.replace(/^\s*tel\s*[.:]*\s*/i, '').trim();
  if (!SPELLED.test(bare)) return null;
  const inner = bare.startsWith('+') ? bare.replace(INNER_ZERO, '') : bare;
  const digits = inner.replace(/[^\d+]/g, '');
  return DIGITS.test(digits) ? `tel:${digits}` : null;
};

const MAIL = /^[^\s@?&<>"',;:\\]{1,64}@[^\s@?&<>"',;:\\/]{1,200}$/;

/** The `mailto:` address of a mailbox; null for what is none. */
export const mailAddress = (email: string): string | null =>
  MAIL.test(email.trim()) ? `mailto:${email.trim()}` : null;
