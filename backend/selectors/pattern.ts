import { RE2JS } from 're2js';

/**
 * Patterns that come from outside (`$regex` of a Mango selector). JavaScript's own engine tries every way in which a pattern may match, which for
 * `(a+)+$` and forty letters takes years, and nothing can stop it. RE2 reads each text once; what it can't do that way (look-ahead,
 * back-references) it refuses.
 */

/** Why a pattern is not used: it is none that RE2 reads, or it would have to look at too much. */
export class PatternError extends Error {
  readonly kind: 'bad' | 'dear';
  readonly pattern: string;

  constructor(kind: 'bad' | 'dear', pattern: string, cause: string) {
    super(cause);
    this.kind = kind;
    this.pattern = pattern;
  }
}

export type PatternTest = (text: string) => boolean;

/** Compiles the patterns of one query, which together have one allowance. */
export type Patterns = {
  /**
   * @param flags of JavaScript's: i, m, s, u
   * @throws PatternError at once for a bad pattern; the test it answers with, for a dear one
   */
  readonly compile: (source: unknown, flags?: unknown) => PatternTest;
};

export type PatternLimits = {
  /** Instructions of one compiled pattern. */
  readonly size: number;
  /** Steps for one text, while nothing else can be done. A step is at most one instruction at one character. */
  readonly perText: number;
  /** Steps for all texts of a query. */
  readonly perQuery: number;
};

/** Measured: 1 ns a step, 50 for the worst patterns. */
const LIMITS: PatternLimits = { size: 1_000, perText: 50_000_000, perQuery: 2_000_000_000 };

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // RE2 always reads whole characters.
  u: 0,
};

const flagsOf = (flags: unknown, source: string): number => {
  if (typeof flags !== 'string') throw new PatternError('bad', source, 'flags are a text');
  let sum = 0;
  for (const flag of flags) {
    const value = FLAGS[flag];
    if (value === undefined) throw new PatternError('bad', source, `unknown flag ${flag}`);
    sum |= value;
  }
  return sum;
};

const parse = (source: string, flags: number): RE2JS => {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (error) {
    throw new PatternError('bad', source, error instanceof Error ? error.message : String(error));
  }
};

export const createPatterns = (limits: PatternLimits = LIMITS): Patterns => {
  let left = limits.perQuery;
  return {
    compile: (source, flags = '') => {
      if (typeof source !== 'string')
        throw new PatternError('bad', JSON.stringify(source), 'a pattern is a text');
      const pattern = parse(source, flagsOf(flags, source));
      const size = pattern.programSize();
      if (size > limits.size) throw new PatternError('dear', source, 'the pattern is too large');
      return (text) => {
        const steps = size * (text.length + 1);
        if (steps > limits.perText)
          throw new PatternError('dear', source, 'the text is too long for the pattern');
        left -= steps;
        if (left < 0) throw new PatternError('dear', source, 'there is too much text to look through');
        return pattern.test(text);
      };
    },
  };
};
