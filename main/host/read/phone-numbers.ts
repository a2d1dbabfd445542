import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Where the company's telephones stand: what a number without a country, or without an area, is completed by. Empty: not said. */
export type Home = { readonly country: string; readonly area: string };

/** One way to read a number. `national`: without the country and the zeros before it. */
export type Reading = { readonly country: string | null; readonly national: string };

/** Dashes and blanks of all kinds, which telephones and web pages put between digits, as the plain ones; digits in full width or of another script as ours. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\p{Z}\p{Cf}\s]+/gu, ' ')
    .trim();

const LABEL = /^(?:tel|telefon|phone|fax|mob|mobil|mobile|cell|call|sip)\s*[.:]*\s*(?=[+(\d])/i;
const EXTENSION = /\s*(?:;ext=|\bext(?:ension)?\.?|\bx|#|durchwahl|\bdw\b\.?)\s*:?\s*(\d{1,7})$/i;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

const LEAST_DIGITS = 3;

/** Whether a text is a telephone number and nothing else. */
export const isPhoneNumber = (text: string): boolean => {
  const bare = plain(text).replace(LABEL, '').replace(EXTENSION, '');
  return /^\+?[\d ().\-/]+$/.test(bare) && digitsOf(bare).length >= LEAST_DIGITS;
};

/** Digits of an area code, at most, with its zero: longer is a number. */
const LONGEST_AREA = 6;

/** People write two numbers into one field. A slash also stands behind an area code, so there the second one has to begin as a number does. */
const numbersIn = (text: string): readonly string[] =>
  plain(text)
    .split(/;(?!ext=)|[,|]|(?<=\d{4})\s+(?:or|und|oder|and|och|eller)\s+/)
    .flatMap((part) => {
      const [first = '', ...others] = part.split('/');
      const isOwn = (other: string): boolean =>
        /^\s*(?:[+0]|\(0)/.test(other) && digitsOf(other).length > LONGEST_AREA;
      const areTwo = digitsOf(first).length > LONGEST_AREA && others.length > 0 && others.every(isOwn);
      return areTwo ? [first, ...others] : [part];
    })
    .filter((part) => /\d/.test(part));

const withoutZeros = (digits: string): string => digits.replace(/^0+/, '');

const international = (text: string): Reading | null => {
  const parsed = parsePhoneNumberFromString(text);
  return parsed === undefined
    ? null
    : { country: parsed.countryCallingCode, national: withoutZeros(parsed.nationalNumber) };
};

const countryOf = ({ country }: Home): CountryCode | null => (isSupportedCountry(country) ? country : null);

/** A number as it is dialled inside the company's country. */
const national = (text: string, digits: string, home: Home): readonly Reading[] => {
  const country = countryOf(home);
  const unknown: Reading = { country: null, national: withoutZeros(digits) };
  if (country === null) return [unknown];
  const parsed = parsePhoneNumberFromString(text, country);
  if (parsed === undefined) return [unknown];
  const code = parsed.countryCallingCode;
  const whole: Reading = { country: code, national: withoutZeros(parsed.nationalNumber) };
  // With a zero before it the area is in it; a short number may stand for one here, or be one that is not of this country.
  const isWhole = digits.startsWith('0');
  const area = withoutZeros(home.area);
  return [
    whole,
    ...(isWhole ? [] : [unknown]),
    ...(isWhole || area === '' ? [] : [{ country: code, national: area + digits }]),
  ];
};

const readingsOfOne = (number: string, home: Home): readonly Reading[] => {
  const unlabelled = number.replace(LABEL, '');
  const extension = EXTENSION.exec(unlabelled)?.[1] ?? null;
  const main = unlabelled.replace(EXTENSION, '').replace(/\(0\)/, '');
  const digits = digitsOf(main);
  if (digits === '') return [];
  const plus = /^\D*\+/.test(main) ? `+${digits}` : digits.startsWith('00') ? `+${digits.slice(2)}` : null;
  const abroad = plus === null ? null : international(plus);
  const found = abroad === null ? national(main, digits, home) : [abroad];
  // With its extension it is another number, and the main one brings the same person.
  if (extension === null) return found;
  return [...found.map((one) => ({ ...one, national: one.national + extension })), ...found];
};

/** All ways to read the numbers in a text. */
export const readingsOf = (text: string, home: Home): readonly Reading[] =>
  numbersIn(text)
    .flatMap((number) => readingsOfOne(number, home))
    .filter(({ national: digits }) => digits !== '');

/** Fewer digits are an extension. */
const LEAST_NATIONAL = 5;
/** What is dialled before an extension has so many digits, with the country. */
const LEAST_BEFORE = 4;

/** How well two numbers agree, best first; null: not at all. */
export const RANKS = ['same', 'same_national', 'extension', 'part'] as const;
export type Rank = (typeof RANKS)[number];

/** How well one reading of what was dialled fits one of what is stored. */
export const rankOf = (dialled: Reading, stored: Reading): Rank | null => {
  const [one, other] = [dialled.national, stored.national];
  if (one === other) {
    if (dialled.country !== null && dialled.country === stored.country) return 'same';
    if (dialled.country !== null && stored.country !== null) return null;
    return one.length < LEAST_NATIONAL ? 'extension' : 'same_national';
  }
  const isExtension = (short: string, long: string): boolean =>
    short.length <= LEAST_NATIONAL && long.length - short.length >= LEAST_BEFORE && long.endsWith(short);
  if (stored.country === null && isExtension(other, one)) return 'extension';
  if (dialled.country === null && isExtension(one, other)) return 'extension';
  if (dialled.country !== null && stored.country !== null && dialled.country !== stored.country) return null;
  // The telephone shows less than is written, or the area is left out in one of them.
  if (one.length >= LEAST_DIGITS && other.includes(one)) return 'part';
  return other.length > LEAST_NATIONAL && one.endsWith(other) ? 'part' : null;
};
