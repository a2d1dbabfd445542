/**
 * What only consoles ask of a process: first values, forms, what follows from an edit. A server asks none of it, and has its rules as one text that its engine reads for each
 * database, so that text is built without (backend/databases/rules-bundle.ts): there this file is a function that does nothing, and what it is given falls away with all that
 * only that names.
 */
import type { ProcessRules } from './process.ts';

export type ConsoleRules = Omit<ProcessRules, 'checkState' | 'checkAct'>;

export const forConsoles = (rules: () => ConsoleRules): ConsoleRules => rules();
