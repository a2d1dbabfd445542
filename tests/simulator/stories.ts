import type { Plan } from './plan.ts';

/** What went wrong once, made small, with what it was. */
export const STORIES: readonly { readonly title: string; readonly plan: Plan }[] = [];
