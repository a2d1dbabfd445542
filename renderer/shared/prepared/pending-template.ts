import { create } from 'zustand';

/** A template that was chosen before its form was there: the form takes it when it opens. */
export const usePendingTemplate = create<{ readonly id: string | null }>()(() => ({ id: null }));
