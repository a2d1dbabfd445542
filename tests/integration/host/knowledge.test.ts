import { describe, expect, it } from 'vitest';
import type { Host } from '#main/host/host.ts';
import { hostForAll } from './support/host-for-all.ts';
import { actAs, command, data, query } from './support/test-host.ts';

let host: Host;
hostForAll(async (opened) => {
  host = opened;
});
const asDesk = () => actAs(host, { roles: ['service-desk'], personId: 'anna' });
const asManager = () => actAs(host, { roles: ['knowledge-manager'], personId: 'kim' });

const article = async (title: string, more: object = {}) =>
  data(command(host, 'articles.create', { title, body: `How to ${title}`, ...more }));
const publish = async (id: string) => data(command(host, 'articles.step', { id, to: 'published' }));
const page = async (filter: object) =>
  (await data(query(host, 'knowledge.page', { filter, sort: { field: 'title', direction: 'asc' } }))).rows;

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe('the life of an article', () => {
  it('is drafted by the desk, published by who is in charge, then changed by them only', async () => {
    await asDesk();
    const { id, number, ownerId, state } = await article('Reset a dock');
    expect(number).toMatch(/^KB-/);
    expect([ownerId, state]).toEqual(['anna', 'draft']);
    expect((await command(host, 'articles.step', { id, to: 'published' })).ok).toBe(false);
    await data(command(host, 'articles.step', { id, to: 'review' }));
    await asManager();
    const published = await publish(id);
    expect([published.active, published.publishedBy]).toEqual([true, 'kim']);
    await asDesk();
    const edit = await command(host, 'articles.update', { id, changes: { body: 'Mine' } });
    expect(edit.ok ? null : edit.error.reason).toBe('article.published');
  });

  it('does not take a known error for an article', async () => {
    await asManager();
    const known = await data(command(host, 'knownErrors.create', { title: 'Dock loses display' }));
    const foreign = await command(host, 'articles.step', { id: known.id, to: 'review' });
    expect(foreign.ok ? null : foreign.error.reason).toBe('type.foreign');
  });

  it('is not published without a text', async () => {
    await asManager();
    const empty = await article('Empty', { body: '' });
    const refused = await command(host, 'articles.step', { id: empty.id, to: 'published' });
    expect(refused.ok ? null : refused.error.details).toMatchObject({ fields: ['body'] });
  });
});

it('a step is looked up like an edit: a known error is not planned with a change that is not there', async () => {
  await asManager();
  const texts = { symptom: 'No picture', workaround: 'Use the other port.', solution: 'New firmware.' };
  const { id } = await data(command(host, 'knownErrors.create', { title: 'Dock loses display', ...texts }));
  await data(command(host, 'knownErrors.step', { id, to: 'published' }));
  const plan = { id, to: 'fix_planned', changeId: 'no-change' } as const;
  const refused = await command(host, 'knownErrors.step', plan);
  expect(refused).toMatchObject({ error: { code: 'not_found', details: { field: 'changeId' } } });
  await data(command(host, 'knownErrors.step', { ...plan, changeId: null }));
});

describe('verdicts and uses', () => {
  it('keeps one verdict a person, and lists what more readers reject', async () => {
    await asManager();
    const { id } = await article('Rated');
    await publish(id);
    for (const [who, helpful] of [
      ['a', true],
      ['b', false],
      ['c', false],
      ['c', false],
    ] as const) {
      await actAs(host, { roles: ['field'], personId: who });
      await data(command(host, 'articles.rate', { id, helpful, text: null }));
    }
    const [row] = (await page({ toReview: true })).filter((one) => one.id === id);
    expect(row).toMatchObject({ helpful: 1, not: 2, review: ['badly_rated'] });
  });

  it('counts the tickets that link an entry', async () => {
    await asDesk();
    const { id } = await article('Used');
    const ticket = await data(command(host, 'incidents.create', { title: 'Dock', knowledgeIds: [id] }));
    // Counted anew a moment after the last count, see read/knowledge-list.ts.
    const usage = async () => (await data(query(host, 'knowledge.detail', { id }))).usage;
    await expect.poll(usage).toEqual({ count: 1, lastAt: ticket.openedAt });
    const { usedIn } = await data(query(host, 'knowledge.detail', { id }));
    const row = (await page({})).find((one) => one.id === id);
    expect(row).toMatchObject({ uses: 1, lastUsedAt: ticket.openedAt });
    expect(usedIn.map(({ number }) => number)).toEqual([ticket.number]);
    const list = await data(
      query(host, 'tickets.page', {
        filter: { knowledgeId: id },
        sort: { field: 'openedAt', direction: 'desc' },
      }),
    );
    expect(list.rows.map((row) => row.id)).toEqual([ticket.id]);
  });

  it('names the newest tickets only, however many there are', async () => {
    await asDesk();
    const { id } = await article('Used often');
    for (let made = 0; made < 10; made += 1)
      await data(command(host, 'incidents.create', { title: `Dock ${made}`, knowledgeIds: [id] }));
    const detail = async () => data(query(host, 'knowledge.detail', { id }));
    await expect.poll(async () => (await detail()).usage?.count).toBe(10);
    const opened = (await detail()).usedIn.map(({ openedAt }) => openedAt);
    expect(opened).toHaveLength(8);
    expect(opened).toEqual([...opened].sort().reverse());
  });

  it('counts lists as long as they are when they are opened', async () => {
    const lists = [{}, { toReview: true }, { states: ['draft'] }, { types: ['article' as const] }];
    const { counts } = await data(query(host, 'knowledge.counts', { filters: [...lists, { text: 'dock' }] }));
    const long = await Promise.all(lists.map(async (filter) => (await page(filter)).length));
    expect(counts).toEqual([...long, null]);
  });

  it('finds an entry in spite of a typo', async () => {
    await asManager();
    const { id } = await article('Docking station without displays');
    await expect.poll(async () => (await page({ text: 'dokcing' })).map((row) => row.id)).toEqual([id]);
  });
});

describe('images', () => {
  it('keeps the same image once, and hands it out', async () => {
    await asDesk();
    const { id } = await article('Pictured');
    const input = { id, fileName: 'dock.png', mediaType: 'image/png' as const, data: PIXEL };
    const first = await data(command(host, 'articles.addImage', input));
    const second = await data(command(host, 'articles.addImage', input));
    expect(second).toEqual(first);
    const image = await data(query(host, 'knowledge.image', { id: first.imageId }));
    expect(image).toEqual({ mediaType: 'image/png', data: PIXEL });
  });

  it('does not believe a name', async () => {
    await asDesk();
    const { id } = await article('Lied');
    const html = Buffer.from('<script>alert(1)</script>').toString('base64');
    const input = { id, fileName: 'x.png', mediaType: 'image/png' as const, data: html };
    const refused = await command(host, 'articles.addImage', input);
    expect(refused.ok ? null : refused.error.reason).toBe('image.wrong_kind');
  });

  it('answers nothing for an image that is not here', async () => {
    expect(await data(query(host, 'knowledge.image', { id: 'img-none' }))).toBeNull();
  });
});
