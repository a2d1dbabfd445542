/** Apart from the types, so that the window, which checks nothing, need not load what checks. */
import * as z from 'zod';

export const idSchema = z.string().min(1).max(80);
export const instantSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
export const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const longText = z.string().max(100_000);
export const nullableId = idSchema.nullable();
