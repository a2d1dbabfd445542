/**
 * Tests that try random cases start from the same seed each time, however fast the machine is and whenever they run: whether `npm test`
 * passes follows from the code alone. New cases are played by whoever asks for them, `DESKHAND_SEED=$RANDOM npm run test:unit`, and a seed
 * that failed is played again by its number. vitest loads this before each file (`setupFiles`), for the properties of fast-check.
 */
import { configureGlobal } from 'fast-check';

export const FIRST_SEED = Number(process.env.DESKHAND_SEED ?? 1);

configureGlobal({ seed: FIRST_SEED });
