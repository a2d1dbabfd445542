import type { Suggestion } from '#contracts/incidents.ts';
import type { TicketRow } from '#contracts/shared.ts';
import type { LikelyDuplicate } from '#contracts/tickets.ts';
import type { KnowledgeEntry } from '#domain/fields/knowledge.ts';
import type { Ticket } from '#domain/fields/tables.ts';
import { isActiveState } from '#domain/processes/process.ts';
import { processOf } from '#domain/processes/registry.ts';
import type { IsoDate } from '#domain/records/common.ts';
import type { Reader } from '../storage/reader.ts';
import type { Within } from '../storage/search-match.ts';
import { searchText } from '../storage/search-query.ts';
import { tellingShare, tellingWords } from '../storage/stop-words.ts';
import type { OpenStore } from '../storage/store-file.ts';
import { parseJson, type Reads, sql } from './sql.ts';
import { ticketRows } from './ticket-list.ts';

export type SuggestInput = {
  readonly text: string;
  readonly ciId: string | null;
  readonly category: string | null;
  readonly exceptId: string | null;
};

const MAX_KNOWLEDGE = 8;
const MAX_SIMILAR = 8;

/** Shared CI first, then model and category, then words (field guide 1.1). */
export const WEIGHT: Readonly<Record<Suggestion['because'][number], number>> = {
  same_ci: 16,
  same_model: 8,
  same_category: 3,
  text: 1,
};
/** A hit by category alone says too little to be shown. */
const MIN_SCORE = 2;

/**
 * How many of the words each document of a kind contains, by one search a word: a sentence seldom matches as a whole. Those with too few of
 * them are left out; what can't be suggested is not looked at (`within`), or it would take the places of what can.
 */
const hitsByWord = (
  store: OpenStore,
  reader: Reader,
  kind: 'knowledge' | 'tickets',
  words: readonly string[],
  within?: Within,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) {
    for (const hit of searchText(store, reader, word, { kinds: [kind], limit: 40, within })) {
      counts.set(hit.id, (counts.get(hit.id) ?? 0) + 1);
    }
  }
  const least = tellingShare(words.length);
  return new Map([...counts].filter(([, count]) => count >= least));
};

/** What is in force: published, not yet resolved or retired, and not past the day until which it is valid. */
const usable = (reads: Reads, today: IsoDate): readonly KnowledgeEntry[] =>
  reads
    .all(
      sql(
        `SELECT ${reads.document('knowledge')} FROM ${reads.table('knowledge')} WHERE deleted = 0 AND f_active = 1`,
      ),
    )
    .map((row) => parseJson<KnowledgeEntry>(row[0]))
    .filter(({ validUntil }) => validUntil === null || validUntil >= today);

const modelOf = (reads: Reads, ciId: string | null): string | null => {
  if (ciId === null) return null;
  const row = reads.get(
    sql(
      `SELECT json_extract(data, '$.model'), ${reads.checked('configItems')} FROM ${reads.table('configItems')} WHERE id = ?`,
      ciId,
    ),
  );
  return typeof row?.[0] === 'string' ? row[0] : null;
};

/** Known errors and articles that fit what is being typed, best first, with the reasons. */
export const suggestKnowledge = (
  store: OpenStore,
  reader: Reader,
  reads: Reads,
  input: SuggestInput,
  today: IsoDate,
): readonly Suggestion[] => {
  const words = tellingWords(input.text);
  const byText = hitsByWord(store, reader, 'knowledge', words, {
    ...sql('f_active = 1'),
    few: false,
  });
  const model = modelOf(reads, input.ciId);
  const scored = usable(reads, today).map((entry) => {
    const because: Suggestion['because'][number][] = [];
    if (input.ciId !== null && entry.ciIds.includes(input.ciId)) because.push('same_ci');
    if (model !== null && entry.models.includes(model)) because.push('same_model');
    if (input.category !== null && entry.category === input.category) because.push('same_category');
    const textHits = byText.get(entry.id) ?? 0;
    if (textHits > 0) because.push('text');
    const score = because.reduce(
      (sum, reason) => sum + WEIGHT[reason] * (reason === 'text' ? 2 * textHits : 1),
      0,
    );
    return { entry, because, score, isBroad: because.length === 1 && because[0] === 'same_category' };
  });
  return scored
    .filter(({ score, isBroad }) => !isBroad && score >= MIN_SCORE)
    .sort((a, b) => b.score - a.score || a.entry.number.localeCompare(b.entry.number))
    .slice(0, MAX_KNOWLEDGE)
    .map(({ entry, because }) => ({
      id: entry.id,
      title: entry.title,
      number: entry.number,
      type: entry.type,
      workaround: entry.workaround,
      closureCode: entry.closureCode,
      because,
    }));
};

/** Tickets like the one being typed: about the same CI or with the same words, open ones and newest first. */
export const similarTickets = (
  store: OpenStore,
  reader: Reader,
  reads: Reads,
  input: SuggestInput,
): readonly TicketRow[] => {
  const scores = new Map<string, number>();
  const words = tellingWords(input.text);
  for (const [id, count] of hitsByWord(store, reader, 'tickets', words)) {
    // One shared word is chance once there are several to share.
    if (count >= Math.min(2, words.length)) scores.set(id, count);
  }
  if (input.ciId !== null) {
    const sameCi = reads.all(
      sql(
        `SELECT id FROM ${reads.table('tickets')} WHERE deleted = 0 AND f_ciId = ? ORDER BY f_active DESC, id DESC LIMIT 10`,
        input.ciId,
      ),
    );
    for (const row of sameCi) scores.set(String(row[0]), (scores.get(String(row[0])) ?? 0) + 3);
  }
  if (input.exceptId !== null) scores.delete(input.exceptId);
  const ids = [...scores.keys()].sort(
    (a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || b.localeCompare(a),
  );
  return ticketRows.byId(reads, ids.slice(0, MAX_SIMILAR));
};

/** A caller who calls again and a device that is broken say more than words. */
const LIKELY: Readonly<Record<LikelyDuplicate['because'][number], number>> = {
  caller: 4,
  device: 4,
  words: 1,
};
const MAX_LIKELY = 12;
/** Open ones of one caller or about one device. */
const MAX_OPEN = 50;

/** Open tickets of the same type that may say the same: of the same caller, about the same device, in the same words. */
export const likelyDuplicates = (
  store: OpenStore,
  reader: Reader,
  reads: Reads,
  { id, type, title, description, requesterId, ciId }: Ticket,
): readonly LikelyDuplicate[] => {
  const table = reads.table('tickets');
  const process = processOf(type);
  const openOf = (column: 'f_requesterId' | 'f_ciId', value: string | null): readonly string[] =>
    value === null
      ? []
      : reads
          .all(
            sql(
              `SELECT id FROM ${table} WHERE deleted = 0 AND ${column} = ? AND f_active = 1 ORDER BY id DESC LIMIT ${MAX_OPEN}`,
              value,
            ),
          )
          .map((row) => String(row[0]));
  const words = tellingWords(`${title}\n${description}`);
  const open = sql(`deleted = 0 AND f_active = 1 AND f_dueAt >= '' AND f_type = ?`, type);
  const byWords = new Map(
    [...hitsByWord(store, reader, 'tickets', words, { ...open, few: true })].filter(
      ([, count]) => count >= Math.min(2, words.length),
    ),
  );
  const [ofCaller, ofDevice] = [openOf('f_requesterId', requesterId), openOf('f_ciId', ciId)];
  const because = (one: string): LikelyDuplicate['because'] => [
    ...(ofCaller.includes(one) ? (['caller'] as const) : []),
    ...(ofDevice.includes(one) ? (['device'] as const) : []),
    ...(byWords.has(one) ? (['words'] as const) : []),
  ];
  const score = (one: string): number =>
    because(one).reduce(
      (sum, reason) => sum + LIKELY[reason] * (reason === 'words' ? (byWords.get(one) ?? 1) : 1),
      0,
    );
  const found = [...new Set([...ofCaller, ...ofDevice, ...byWords.keys()])].filter((one) => one !== id);
  return ticketRows
    .byId(reads, found)
    .filter((row) => row.type === type && process !== null && isActiveState(process, row.state))
    .map((row) => ({ ...row, because: because(row.id) }))
    .sort((a, b) => score(b.id) - score(a.id) || b.id.localeCompare(a.id))
    .slice(0, MAX_LIKELY);
};
