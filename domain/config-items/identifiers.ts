import {
  COUNTED_PREFIXES,
  DEFAULT_SERIALS,
  PLACEHOLDERS,
  SHARED_MACS,
  SHARED_UUIDS,
  SHORTENED_NUMBER,
  SPREADSHEET_ERRORS,
} from './junk-values.ts';

type Text = string | null | undefined;

/** Without control characters and invisible ones: firmware fills its fields up with NULs, forms bring zero-width blanks. Lines and tabs stay. */
export const cleanText = (text: string): string => text.replace(/(?![\t\n\r])[\p{Cc}\p{Cf}]/gu, '').trim();

const words = new Set([...PLACEHOLDERS, ...SPREADSHEET_ERRORS]);
const serials = new Set(DEFAULT_SERIALS);
const uuids = new Set(SHARED_UUIDS);

/** As junk is compared: clean, blanks made one, upper case. */
const comparable = (value: Text): string =>
  cleanText(value ?? '')
    .replace(/\s+/g, ' ')
    .toUpperCase();

const isPlaceholder = (text: string): boolean =>
  words.has(text) || SHORTENED_NUMBER.test(text) || /^[\p{P}\p{S}\s]*$/u.test(text);

/** Whether a text of any field says nothing: empty, only punctuation, a placeholder, a spreadsheet's error. */
export const saysNothing = (value: Text): boolean => isPlaceholder(comparable(value));

/** Zeros, `XXXX`, `FF:FF:...`: one character over and over (separators aside) says nothing. */
const isOneCharacter = (text: string): boolean => new Set(text.replace(/[\p{P}\p{S}\s]/gu, '')).size <= 1;

/** `123456`, `0123456789`, `12345678901234567`: digits that count up. */
const countsUp = (digits: string): boolean =>
  /^[01]\d{2,}$/.test(digits) &&
  [...digits].every((digit, at) => at === 0 || Number(digit) === (Number(digits[at - 1]) + 1) % 10);

const withoutPrefix = (text: string): string => {
  const prefix = COUNTED_PREFIXES.find((one) => text.startsWith(one));
  return prefix === undefined ? text : text.slice(prefix.length).replace(/^[-_ ]/, '');
};

/** Digits that a maker left at their default: `00000001`, `01010101`, a version such as `1.0`, what counts up. */
const isDefaultNumber = (text: string): boolean =>
  /^0*\d$/.test(text) ||
  /^[01]+$/.test(text) ||
  /^\d\.\d(\.\d)?$/.test(text) ||
  countsUp(withoutPrefix(text));

/** Whether `value` says nothing about which device it is: empty, a placeholder, a maker's default. */
export const isJunk = (value: Text): boolean => {
  const text = comparable(value);
  return isPlaceholder(text) || isOneCharacter(text) || serials.has(text) || isDefaultNumber(text);
};

/** Upper case without blanks, or null where it is junk. Dashes stay: some makers' serials differ only in them. */
export const normaliseSerial = (serial: Text): string | null =>
  isJunk(serial) ? null : comparable(serial).replace(/ /g, '');

/** An asset tag as it is compared. Small numbers are tags that somebody gave out, so only placeholders and zeros are junk. */
export const normaliseTag = (tag: Text): string | null => {
  const text = comparable(tag);
  const digits = withoutPrefix(text);
  const isDefault = countsUp(digits) && (digits !== text || digits.length >= 8);
  return isPlaceholder(text) || /^0+$/.test(text) || isDefault ? null : text;
};

/** `AA:BB:CC:DD:EE:FF` from any usual way to write it (colons, dashes, Cisco's dots, nothing); null for anything else and for junk. */
export const normaliseMac = (mac: Text): string | null => {
  const text = cleanText(mac ?? '');
  if (!/^[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$|^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text)) return null;
  const pairs =
    text
      .replace(/[^0-9a-f]/gi, '')
      .toUpperCase()
      .match(/../g) ?? [];
  const normal = pairs.join(':');
  // A multicast address is no adapter's own.
  const isGroup = (Number.parseInt(pairs[0] ?? '01', 16) & 1) === 1;
  const isShared = SHARED_MACS.some(({ startsWith }) => normal.startsWith(startsWith));
  return isGroup || isShared || isOneCharacter(normal) ? null : normal;
};

const hexOf = (uuid: Text): string =>
  cleanText(uuid ?? '')
    .replace(/[{}-]/g, '')
    .toUpperCase();

const withDashes = (hex: string): string =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Upper case with dashes, or null where it is none or junk. */
export const normaliseUuid = (uuid: Text): string | null => {
  const hex = hexOf(uuid);
  if (!/^[0-9A-F]{32}$/.test(hex)) return null;
  const isOneByte = new Set(hex.match(/../g)).size === 1;
  const normal = withDashes(hex);
  return isOneByte || isOneCharacter(hex) || uuids.has(normal) ? null : normal;
};

const swapBytes = (hex: string): string => (hex.match(/../g) ?? []).reverse().join('');

/** A UUID whose first three parts came in the other order of bytes: hypervisors and firmware disagree about it. */
export const swappedUuid = (uuid: Text): string | null => {
  const hex = normaliseUuid(uuid)?.replace(/-/g, '');
  if (hex === undefined) return null;
  const [one, two, three] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16)];
  return withDashes(swapBytes(one) + swapBytes(two) + swapBytes(three) + hex.slice(16));
};

/** Host name as it is compared: upper case, without the domain. Null where it is a placeholder or an address. */
export const normaliseName = (name: Text): string | null => {
  const text = comparable(name);
  if (isJunk(text) || /^[\d.]+$/.test(text) || text.includes(':')) return null;
  return text.split('.')[0] || null;
};

/** Names under which one maker goes. */
const SAME_MAKERS: Readonly<Record<string, string>> = {
  HEWLETT: 'HP',
  HPE: 'HP',
  DEL: 'DELL',
  LEN: 'LENOVO',
  IBM: 'LENOVO',
  ACR: 'ACER',
  SAM: 'SAMSUNG',
  PHL: 'PHILIPS',
  GSM: 'LG',
  GOLDSTAR: 'LG',
  AUS: 'ASUS',
  ASUSTEK: 'ASUS',
  ENC: 'EIZO',
  BNQ: 'BENQ',
};

/** The maker by the first word of its name. */
export const normaliseMaker = (maker: Text): string | null => {
  if (saysNothing(maker)) return null;
  const [first = ''] = comparable(maker).split(/[^\p{L}\d]+/u);
  return SAME_MAKERS[first] ?? (first || null);
};
