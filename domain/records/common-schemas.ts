/** Apart from the types, so that the window, which checks nothing, need not load what checks. */
import * as z from 'zod';
import { isDate, isInstant } from './instants.ts';

export const idSchema = z.string().min(1).max(80);
export const instantSchema = z.string().refine(isInstant, { params: { reason: 'value.instant' } });
export const dateSchema = z.string().refine(isDate, { params: { reason: 'value.date' } });

export const longText = z.string().max(100_000);
export const nullableId = idSchema.nullable();
