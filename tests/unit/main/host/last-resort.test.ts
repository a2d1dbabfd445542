import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { setupLastResort } from '#main/host/last-resort.ts';

const setUp = (close: () => Promise<void> = async () => {}) => {
  const process = new EventEmitter();
  const logged: unknown[] = [];
  const waiting: (() => void)[] = [];
  let exits = 0;
  let now = 0;
  setupLastResort({
    process,
    log: (_message, error) => logged.push(error),
    close,
    exit: () => {
      exits += 1;
    },
    wait: (_ms, then) => waiting.push(then),
    nowMs: () => now,
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    ...{ process, logged, settled },
    exits: () => exits,
    due: () => waiting.shift()?.(),
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test('an exception that nobody caught is logged, and the host closed in order and ended', async () => {
  let closed = 0;
  const { process, logged, exits, settled } = setUp(async () => {
    closed += 1;
  });
  const error = new Error('in a timer');
  process.emit('uncaughtException', error);
  process.emit('uncaughtException', error);
  await settled();
  expect({ logged, closed, exits: exits() }).toEqual({ logged: [error, error], closed: 1, exits: 1 });
});

test('one that can not be closed is ended when its time is over, or at once when closing fails', async () => {
  const stuck = setUp(() => new Promise(() => {}));
  stuck.process.emit('uncaughtException', new Error('x'));
  await stuck.settled();
  expect(stuck.exits()).toBe(0);
  stuck.due();
  expect(stuck.exits()).toBe(1);
  const broken = setUp(() => Promise.reject(new Error('closing')));
  broken.process.emit('uncaughtException', new Error('x'));
  await broken.settled();
  expect(broken.exits()).toBe(1);
});

test('a promise that failed unheard ends nothing; a hundred in a minute do', async () => {
  const { process, exits, settled, pass } = setUp();
  for (let at = 0; at < 500; at += 1) {
    process.emit('unhandledRejection', new Error('x'));
    pass(1_000);
  }
  await settled();
  expect(exits()).toBe(0);
  for (let at = 0; at < 101; at += 1) process.emit('unhandledRejection', new Error('x'));
  await settled();
  expect(exits()).toBe(1);
});
