import { expect, it } from 'vitest';
import { tellingWords } from '#main/host/storage/stop-words.ts';

it.each([
  ['The printer does not print anymore, please help', ['printer', 'print']],
  ['Der Drucker druckt nicht mehr', ['drucker', 'druckt']],
  ['Skrivaren på plan två fungerar inte', ['skrivaren', 'plan', 'två']],
  ['It is on me', []],
])('the telling words of "%s"', (text, words) => {
  expect(tellingWords(text)).toEqual(words);
});

it.each([
  ['VPN无法登录', ['vpn', '登录']],
  ['会議室のプリンターです', ['プリンター']],
  ['회의실 프린터가 고장', ['프린터', '고장']],
  ['ห้องประชุมไม่มีเครื่องพิมพ์', ['เครื่องพิมพ์']],
])('words are told apart without blanks: %s', (text, words) => {
  const told = tellingWords(text);
  for (const word of words) expect(told).toContain(word);
  expect(told.every((word) => text.toLowerCase().includes(word))).toBe(true);
});
