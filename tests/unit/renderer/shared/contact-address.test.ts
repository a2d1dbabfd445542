import { describe, expect, it } from 'vitest';
import { externalTarget } from '#main/electron/navigation-policy.ts';
import { mailAddress, phoneAddress } from '#renderer/shared/people/contact-address.ts';

describe('a number to be called', () => {
  it.each([
    ['+49 30 1234-56', 'tel:+4930123456'],
    ['+49 (0)30 1234 56', 'tel:+4930123456'],
    ['030/1234 ext. 12', 'tel:0301234'],
    ['tel: 4711', 'tel:4711'],
    ['112', 'tel:112'],
    ['+1 (415) 555‑0100', 'tel:+14155550100'],
    ['ask the porter', null],
    ['*#06#', null],
    ['12', null],
    ['+49 30 1234?body=x', null],
  ])('%s is %s', (phone, address) => {
    expect(phoneAddress(phone)).toBe(address);
    if (address !== null) expect(externalTarget(address)).toBe(address);
  });
});

describe('a mailbox to be written to', () => {
  it.each([
    ['anna.sd@example.org', 'mailto:anna.sd@example.org'],
    [' anna@example.org ', 'mailto:anna@example.org'],
    ['anna@example.org?attach=/etc/passwd', null],
    ['anna@example.org,ben@example.org', null],
    ['no mailbox', null],
  ])('%s is %s', (mail, address) => {
    expect(mailAddress(mail)).toBe(address);
    if (address !== null) expect(externalTarget(address)).toBe(address);
  });
});
