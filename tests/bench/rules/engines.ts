/**
 * What runs validation functions as CouchDB does: one line of JSON a document, parsed in the engine, answered by 1 or by what was thrown. QuickJS,
 * which CouchDB brings along since 3.4, comes as a package; CouchDB's own processes are driven by its line protocol where there is a CouchDB.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { getQuickJS } from 'quickjs-emscripten';

/** Arguments of a validation function. */
export type Write = readonly [newDoc: object, oldDoc: object | null, user: object, security: object];

export type Measured = {
  /** Microseconds of the processor a document, parsing included. */
  readonly perDocument: number;
  /** Milliseconds of the processor until the first document is answered. */
  readonly first: number;
  /** Answers that are no consent, once each. */
  readonly refused: readonly string[];
};

export type Engine = {
  readonly name: string;
  /** Runs `text` over all writes, `rounds` times, and takes the quickest round: others work on the machine, too. */
  readonly measure: (text: string, writes: readonly Write[], rounds: number) => Promise<Measured>;
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const HARNESS = `
  var isArray = Array.isArray, toJSON = JSON.stringify, lines = [];
  function log() {}
  function judge(line) {
    try { rules.apply({}, JSON.parse(line)); return ''; } catch (thrown) { return toJSON(thrown) + thrown; }
  }
  function all() { var found = {}; lines.forEach(function (line) { found[judge(line)] = 1; }); return toJSON(Object.keys(found)); }
`;

/** QuickJS compiled to WebAssembly: slower than CouchDB's own, by the same factor for every function. */
export const quickjs: Engine = {
  name: 'QuickJS (package)',
  measure: async (text, writes, rounds) => {
    const vm = (await getQuickJS()).newContext();
    const run = (code: string): string => {
      const handle = vm.unwrapResult(vm.evalCode(code));
      const value: unknown = vm.dump(handle);
      handle.dispose();
      return String(value);
    };
    run(HARNESS);
    for (const write of writes) run(`lines.push(${JSON.stringify(JSON.stringify(write))}); 0`);
    const begin = cpuMs();
    run(`var rules = (${text}); 0`);
    run('judge(lines[0])');
    const first = cpuMs() - begin;
    let best = Number.POSITIVE_INFINITY;
    let answers: readonly string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const start = cpuMs();
      answers = JSON.parse(run('all()')) as readonly string[];
      best = Math.min(best, cpuMs() - start);
    }
    vm.dispose();
    return {
      perDocument: (best / writes.length) * 1000,
      first,
      refused: answers.filter((one) => one !== ''),
    };
  },
};

/** Time that the main thread of a process has had (Linux). */
const threadMs = (pid: number | undefined): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/** One of CouchDB's JavaScript processes, as `couchjs share/server/main.js` or `couchjs_mainjs`. */
export const couchjs = (command: string): Engine => ({
  name: command,
  measure: async (text, writes, rounds) => {
    const [program = '', ...words] = command.split(' ');
    const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (line: unknown): Promise<string> => {
      child.stdin.write(`${JSON.stringify(line)}\n`);
      return String((await answers.next()).value);
    };
    const judge = (write: Write | undefined) =>
      ask(['ddoc', '_design/rules', ['validate_doc_update'], write]);
    await ask(['reset', {}]);
    const begin = threadMs(child.pid);
    await ask(['ddoc', 'new', '_design/rules', { validate_doc_update: text }]);
    await judge(writes[0]);
    const first = threadMs(child.pid) - begin;
    let best = Number.POSITIVE_INFINITY;
    const seen = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const start = threadMs(child.pid);
      for (const write of writes) seen.add(await judge(write));
      best = Math.min(best, threadMs(child.pid) - start);
    }
    child.stdin.end();
    await once(child, 'exit');
    seen.delete('1');
    return {
      perDocument: (best / writes.length) * 1000,
      first,
      refused: [...seen].map((one) => one.slice(0, 200)),
    };
  },
});
