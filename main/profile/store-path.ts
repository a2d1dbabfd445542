import { join } from 'node:path';

/** Where a profile keeps its store. */
export const storePathOf = (profileDir: string): string => join(profileDir, 'store.db');
