import type { ReplyError } from '#contracts/define.ts';
import type { Details, Reason } from '#domain/records/result.ts';
import { sentence } from './words.ts';

/** A refusal as a program reads it (`--json`); the sentence stands in it, too. */
type Told = {
  readonly code: string;
  readonly message: string;
  readonly reason?: Reason;
  readonly details?: Details;
};

/** The work was refused, with a reason for the person who asked; the process ends with 1. */
export class Refused extends Error {
  readonly error: Told;
  constructor(error: Told) {
    super(error.message);
    this.name = 'Refused';
    this.error = error;
  }
}

/** What the data host or a rule refused, in words. */
export const refusedBy = (error: ReplyError): Refused => new Refused(told(error));
export const told = (error: ReplyError): Told => ({ ...error, message: sentence(error) });

/** The command line itself is wrong; the process ends with 2. */
export class WrongUsage extends Error {}

export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

type Streams = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/**
 * What verbs say. Plain: results as lines on stdout. With `--json`: one document on stdout, `{"ok":true,"data":...}` or
 * `{"ok":false,"error":...}`, at the end, and nothing else. Messages go to stderr both ways.
 */
export type Terminal = {
  readonly json: boolean;
  /** A line of the result; nothing with `--json`. */
  readonly line: (text: string) => void;
  /** Part of a result that is longer than a line; nothing with `--json`. Resolves when the reader keeps up. */
  readonly raw: (text: string) => Promise<void>;
  /** The result for programs; nothing without `--json`. Called once. */
  readonly data: (value: unknown) => void;
  readonly note: (text: string) => void;
  /** A line that overwrites itself on a screen; in a log every tenth second at most. */
  readonly progress: (text: string) => void;
  readonly fail: (error: Told) => void;
};

const PROGRESS_MS = 10_000;

/** Titles and names of files are other people's: an escape sequence, or letters that turn the direction, would show something else than is there. */
const shown = (text: string): string =>
  text.replace(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

export const createTerminal = (json: boolean): Terminal => {
  const streams: Streams = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
  let shownAt = 0;
  let onLine = false;
  const note = (text: string): void => {
    streams.err(`${onLine ? '\r\u001b[K' : ''}${shown(text)}\n`);
    onLine = false;
  };
  return {
    json,
    line: (text) => {
      if (!json) streams.out(`${shown(text)}\n`);
    },
    raw: async (text) => {
      if (json || process.stdout.write(text)) return;
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    },
    data: (value) => {
      if (json) streams.out(`${JSON.stringify({ ok: true, data: value })}\n`);
    },
    note,
    progress: (text) => {
      if (process.stderr.isTTY) {
        streams.err(`\r\u001b[K${shown(text)}`);
        onLine = true;
      } else if (Date.now() - shownAt > PROGRESS_MS) {
        if (shownAt > 0) note(text);
        shownAt = Date.now();
      }
    },
    fail: (error) => {
      if (json) streams.out(`${JSON.stringify({ ok: false, error })}\n`);
      note(error.message);
    },
  };
};
