import { Link } from '@mui/material';
import { Fragment, type ReactNode } from 'react';
import { mailAddress, phoneAddress } from './contact-address.ts';

/** A number or mailbox that calls or writes when it is clicked; the main process hands it to the system's program (navigation-policy.ts). */
const ContactLink = ({
  address,
  children,
}: {
  readonly address: string | null;
  readonly children: string;
}): ReactNode =>
  address === null ? (
    <bdi>{children}</bdi>
  ) : (
    <Link
      href={address}
      target="_blank"
      rel="noreferrer"
      underline="hover"
      dir="ltr"
      // A long one is broken within itself, so all of it can be pressed.
      sx={{ display: 'inline-block', verticalAlign: 'top', maxWidth: '100%', overflowWrap: 'anywhere' }}
    >
      {children}
    </Link>
  );

/** Fields that hold numbers and mailboxes, of people and of who is to be called for an order. */
const PHONES: readonly string[] = ['phones', 'contactPhone'];
const MAILS: readonly string[] = ['email'];

/** A field's value as links that call or write; null for fields of anything else. */
export const contactLinks = (path: string, value: unknown): ReactNode => {
  if (PHONES.includes(path)) {
    return phoneLinks((Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string'));
  }
  return MAILS.includes(path) && typeof value === 'string' ? mailLink(value) : null;
};

/** Telephone numbers, each to be called by a click; null where there is none. */
export const phoneLinks = (phones: readonly string[]): ReactNode =>
  phones.length === 0
    ? null
    : phones.map((phone, at) => (
        <Fragment key={phone}>
          {at > 0 && ', '}
          <ContactLink address={phoneAddress(phone)}>{phone}</ContactLink>
        </Fragment>
      ));

/** A mailbox, to be written to by a click; null where there is none. */
export const mailLink = (email: string | null): ReactNode =>
  email === null || email === '' ? null : <ContactLink address={mailAddress(email)}>{email}</ContactLink>;
