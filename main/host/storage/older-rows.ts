import type { Connection } from './driver.ts';
import { isDamage } from './errors.ts';
import { indexById } from './table-parts.ts';

/** Numbers of a table's rows on one side of another; where a page of it can't be read, of those that its index knows. */
export const rowNumbers = (
  connection: Connection,
  name: string,
  rest: string,
  from: number,
): readonly number[] => {
  const numbers = (how: string): readonly number[] =>
    connection
      .prepare(`SELECT n FROM "${name}" ${how} WHERE ${rest}`)
      .all([from])
      .map((row) => Number(row[0]));
  try {
    return numbers('');
  } catch (error) {
    if (!isDamage(error)) throw error;
    return numbers(`INDEXED BY ${indexById(name)}`);
  }
};
