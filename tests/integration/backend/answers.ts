/**
 * What a CouchDB answers to requests of all kinds, good and bad, by status and by the name of the error: written down by hand from a CouchDB 3.5.0
 * and asked of the embedded server and of any CouchDB that is given. Where a CouchDB fails (500) at what the embedded server refuses in good
 * order, or a whole of nodes says so because each of them said no, either is right. Long, but one table: no logic.
 */

import { bytesPart, END, following, joined, jsonPart, md5Of, RELATED, withFile } from './related.ts';

export type Who = 'admin' | 'keeper' | 'member' | 'stranger' | 'nobody';

export type Question = {
  readonly who: Who;
  /** `METHOD path`: `{db}` is the database, `{rev}` the revision that its document `a` has, `{old}` the one before, `{new}` a name that nothing has. */
  readonly ask: string;
  /** An object is sent as JSON, text and bytes as they are. */
  readonly body?: unknown;
  /** Null: the request does not say what it sends. */
  readonly type?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** `409 conflict`; several answers that are right stand side by side. */
  readonly answers: readonly string[];
};

type More = Pick<Question, 'type' | 'headers'>;
const q = (
  who: Who,
  ask: string,
  answer: string | readonly string[],
  body?: unknown,
  more: More = {},
): Question => ({
  who,
  ask,
  answers: [answer].flat(),
  body,
  ...more,
});

const BAD = '400 bad_request';
const CONFLICT = '409 conflict';
const MISSING = '404 not_found';
const ILLEGAL_ID = '400 illegal_docid';
const BAD_MEMBER = '400 doc_validation';
const NOT_ALLOWED = '405 method_not_allowed';
const UNKNOWN = '401 unauthorized';
const FORBIDDEN = '403 forbidden';
const NOT_PARSED = '400 query_parse_error';
/** A CouchDB fails where a value has another form than its code thinks of; by what name depends on the place. */
const FAILS = ['500 unknown_error', '500 error', '500 badmatch'];
const NO_TYPE = '415 bad_content_type';
const NO_REVISION = '1-abcabcabcabcabcabcabcabcabcabcab';

const POSTED: readonly (readonly [path: string, body: object, taken: string])[] = [
  ['', {}, '201'],
  ['/_bulk_docs', { docs: [] }, '201'],
  ['/_bulk_get', { docs: [] }, '200'],
  ['/_all_docs', { keys: [] }, '200'],
  ['/_changes', {}, '200'],
  ['/_find', { selector: {} }, '200'],
  ['/_revs_diff', {}, '200'],
  ['/_missing_revs', {}, '200'],
  ['/_ensure_full_commit', {}, '201'],
];

/** What is sent with a POST has to be called JSON, by that very name: no page of somebody else's can do that. A PUT need not say anything. */
const typesOfBodies = (): readonly Question[] => [
  ...POSTED.flatMap(([path, body, taken]) => [
    ...[
      null,
      'text/plain',
      'application/x-www-form-urlencoded',
      'APPLICATION/JSON',
      'application/vnd.api+json',
    ].map((type) => q('member', `POST {db}${path}`, NO_TYPE, body, { type })),
    q('member', `POST {db}${path}`, taken, body, { type: 'application/json; charset=utf-8' }),
  ]),
  q('keeper', 'POST {db}/_index', NO_TYPE, { index: { fields: ['x'] } }, { type: null }),
  q('keeper', 'POST {db}/_compact', NO_TYPE, {}, { type: null }),
  q('nobody', 'POST /_session', NO_TYPE, '{"name":"x","password":"y"}', { type: 'text/plain' }),
  q('nobody', 'POST /_session', NO_TYPE, '{"name":"x","password":"y"}', { type: null }),
  ...[null, 'text/plain'].map((type) => q('member', 'PUT {db}/{new}', '201', {}, { type })),
  q('member', 'PUT {db}/_local/{new}', '201', {}, { type: null }),
  q('member', 'POST {db}/_bulk_docs', BAD, 'not zipped', { headers: { 'content-encoding': 'gzip' } }),
  q('member', 'POST {db}/_bulk_docs', NO_TYPE, { docs: [] }, { headers: { 'content-encoding': 'br' } }),
];

const bytes = (...inText: readonly number[]): Uint8Array =>
  Uint8Array.from([...Buffer.from('{"x":"'), ...inText, ...Buffer.from('"}')]);

const NO_JSON: readonly (string | Uint8Array)[] = [
  ...[
    '{',
    '',
    ' ',
    '{} x',
    "{'x':1}",
    '{"x":1,}',
    '{/*x*/"x":1}',
    '{"x":01}',
    '{"x":NaN}',
    '{"x":"\\q"}',
    '\ufeff{"x":1}',
  ],
  // What JavaScript's own parser takes: half a pair, and numbers without end.
  ...['{"x":"\\ud800"}', '{"x":"\\udc00"}', '{"\\ud800":1}', '{"x":["\\ud800\\ud800"]}', '{"x":{"y":1e400}}'],
  ...['{"x":"a\tb"}', '{"x":"a\nb"}', '{"x":"a\u0001b"}'],
  ...[bytes(0xff), bytes(0xed, 0xa0, 0x80), bytes(0xc0, 0x80)],
];
const JSON_OF_ALL_KINDS = [
  ...[
    '{"x":"\\ud83d\\ude00"}',
    '{"x":"\\\\ud800"}',
    '{"x":"\\u0000"}',
    '{"x":123456789012345678901234567890}',
    '{"x":1e300}',
  ],
  ...['{"x":-0}', '{"x":1,"x":2}', '{"":1}', bytes(0xef, 0xbf, 0xbf)],
];
const NO_OBJECTS = ['[]', 'null', '"x"', '1', 'true'];

const bodies = (): readonly Question[] => [
  ...NO_JSON.flatMap((body) => [
    q('member', 'PUT {db}/{new}', BAD, body),
    q('member', 'POST {db}', BAD, body),
  ]),
  ...JSON_OF_ALL_KINDS.map((body) => q('member', 'PUT {db}/{new}', '201', body)),
  ...NO_OBJECTS.flatMap((body) => [
    q('member', 'PUT {db}/{new}', BAD, body),
    q('member', 'POST {db}/_bulk_docs', BAD, `{"docs":[${body}]}`),
    ...POSTED.filter(([path]) => path !== '/_ensure_full_commit').map(([path]) =>
      q('member', `POST {db}${path}`, BAD, body),
    ),
    q('keeper', 'PUT {db}/_security', [BAD, ...FAILS], body),
    q('nobody', 'POST /_session', [BAD, ...FAILS], body),
  ]),
  ...POSTED.filter(([path]) => path !== '/_ensure_full_commit' && path !== '/_changes').map(([path]) =>
    q('member', `POST {db}${path}`, BAD, ''),
  ),
  // Nothing is said by an empty body here, and nowhere else.
  q('member', 'POST {db}/_changes', '200', ''),
  q('keeper', 'PUT {db}/_security', BAD, ''),
  q('keeper', 'PUT {db}/_security', BAD, '{"x":"\\ud800"}'),
  q('member', 'PUT {db}/{new}', BAD_MEMBER, '{"__proto__":{"x":1}}'),
];

const written = (answer: string, document: object): readonly Question[] => [
  q('admin', 'POST {db}', answer, document),
  q('admin', 'POST {db}/_bulk_docs', answer, { docs: [document] }),
  q('admin', 'POST {db}/_bulk_docs', answer, {
    new_edits: false,
    docs: [{ ...document, _rev: NO_REVISION }],
  }),
];

const ids = (): readonly Question[] => [
  ...[
    '',
    '_x',
    '__',
    '_design',
    '_design/',
    '_Design/x',
    '_local',
    '_local/',
    '_security',
    '_all_docs',
  ].flatMap((_id) => written(ILLEGAL_ID, { _id })),
  ...[1, null, true, ['x'], {}].flatMap((_id) => written(ILLEGAL_ID, { _id })),
  q('admin', 'POST {db}', BAD, '{"_id":"\\ud800"}'),
  ...['a\u0000b', '\u0000', 'ü', 'x'.repeat(300), '_local/{new}'].map((_id) =>
    q('admin', 'POST {db}', '201', { _id }),
  ),
  q('admin', 'GET {db}/a%00b', '200'),
  q('admin', 'GET {db}/%00', '200'),
  q('admin', 'PUT {db}/a%00b', CONFLICT, {}),
  ...['_x', '__', '_design', '_design/'].flatMap((path) => [
    q('admin', `PUT {db}/${path}`, ILLEGAL_ID, {}),
    q('admin', `GET {db}/${path}`, MISSING),
    q('admin', `DELETE {db}/${path}?rev=1-abc`, MISSING),
  ]),
  ...['_local', '_local/', '_local/a/b'].flatMap((path) => [
    q('admin', `PUT {db}/${path}`, BAD, {}),
    q('admin', `GET {db}/${path}`, BAD),
    q('admin', `DELETE {db}/${path}?rev=1-abc`, BAD),
  ]),
  ...['%', '%zz'].map((path) => q('admin', `GET {db}/${path}`, BAD)),
  ...['a%2Fb', '_local%2Fb', '_design%2Fb'].map((path) => q('admin', `PUT {db}/${path}`, '201', {})),
  // The path says which document it is.
  q('member', 'PUT {db}/{new}', '201', { _id: 'another' }),
  q('member', 'PUT {db}/{new}', ILLEGAL_ID, { _id: 1 }),
];

const members = (): readonly Question[] => {
  const refused = (answer: string, document: object) => [
    q('admin', 'PUT {db}/{new}', answer, document),
    q('admin', 'POST {db}/_bulk_docs', answer, { docs: [document] }),
    q('admin', 'POST {db}/_bulk_docs', answer, {
      new_edits: false,
      docs: [{ _id: '{new}', _rev: NO_REVISION, ...document }],
    }),
  ];
  return [
    ...[1, 'true', null].flatMap((_deleted) => refused(BAD_MEMBER, { _deleted })),
    ...['x', 1, null, '', '-1-abc', '1.5-abc'].flatMap((_rev) => refused(BAD, { _rev })),
    ...[{}, null, { start: 'a', ids: ['abc'] }].flatMap((_revisions) => refused(BAD_MEMBER, { _revisions })),
    ...[{ _foo: 1 }, { _revs_diff: 1 }, { _purged: 1 }].flatMap((document) => refused(BAD_MEMBER, document)),
    ...[1, [], null].flatMap((_attachments) => refused(BAD_MEMBER, { _attachments })),
    ...[{}, { data: '!!!' }, { data: 1 }, { data: 'YQ' }].flatMap((attachment) =>
      refused(BAD, { _attachments: { 'a.txt': attachment } }),
    ),
    ...refused(BAD, { _attachments: { _a: { data: 'aGk=' } } }),
    q('admin', 'PUT {db}/{new}', '412 missing_stub', { _attachments: { 'a.txt': { stub: true } } }),
    q('admin', 'PUT {db}/{new}', [BAD, ...FAILS], {
      _attachments: { 'a.txt': { data: 'aGk=', content_type: 1 } },
    }),
    q('admin', 'PUT {db}/{new}', '201', { _attachments: { 'a.txt': { data: 'aGk=' } } }),
    q('admin', 'PUT {db}/{new}', '201', {
      _revs_info: 1,
      _conflicts: 1,
      _deleted_conflicts: 1,
      _local_seq: 1,
    }),
    q('admin', 'PUT {db}/{new}', '200', { _deleted: true }),
    q('admin', 'POST {db}/_bulk_docs', BAD, { new_edits: false, docs: [{ _id: '{new}' }] }),
  ];
};

const revisions = (): readonly Question[] => [
  ...['', 'x', '1'].flatMap((rev) => [
    q('member', `PUT {db}/a?rev=${rev}`, BAD, {}),
    q('member', `DELETE {db}/a?rev=${rev}`, BAD),
    q('member', `GET {db}/a?rev=${rev}`, BAD),
  ]),
  ...['1-abc', '{old}'].flatMap((rev) => [
    q('member', `PUT {db}/a?rev=${rev}`, CONFLICT, {}),
    q('member', `DELETE {db}/a?rev=${rev}`, CONFLICT),
  ]),
  q('member', 'GET {db}/a?rev=1-abc', MISSING),
  q('member', 'PUT {db}/a', CONFLICT, {}),
  q('member', 'DELETE {db}/a', CONFLICT),
  q('member', 'PUT {db}/a?rev={rev}', BAD, { _rev: '{old}' }),
  q('member', 'PUT {db}/a', BAD, { _rev: '{old}' }, { headers: { 'if-match': '"{rev}"' } }),
  q('member', 'PUT {db}/a?rev={old}', BAD, {}, { headers: { 'if-match': '"{rev}"' } }),
  q('member', 'PUT {db}/a', BAD, {}, { headers: { 'if-match': 'x' } }),
  q('member', 'PUT {db}/a?new_edits=false', BAD, {}),
  q('member', 'PUT {db}/{new}', CONFLICT, { _rev: NO_REVISION }),
  q('member', 'PUT {db}/{new}', CONFLICT, { _revisions: { start: 1, ids: ['abc'] } }),
  ...['nothere', 'gone'].flatMap((id) => [
    q('member', `GET {db}/${id}`, MISSING),
    q('member', `DELETE {db}/${id}`, MISSING),
    q('member', `DELETE {db}/${id}?rev=${NO_REVISION}`, MISSING),
  ]),
  ...['x', '{}', '["x"]', '[1]'].map((revs) =>
    q('member', `GET {db}/a?open_revs=${encodeURIComponent(revs)}`, BAD),
  ),
  q('member', 'GET {db}/nothere?open_revs=["1-abc"]', '200'),
];

const lists = (): readonly Question[] => [
  ...[
    {},
    { docs: null },
    { docs: {} },
    { docs: 'x' },
    { docs: [], new_edits: 'x' },
    { docs: [], new_edits: null },
  ].map((body) => q('member', 'POST {db}/_bulk_docs', BAD, body)),
  q('member', 'POST {db}/_bulk_docs', '201', { docs: [{ _id: '{new}', _deleted: true }] }),
  q('member', 'POST {db}/_bulk_get', BAD, {}),
  q('member', 'POST {db}/_bulk_get', [BAD, ...FAILS], { docs: null }),
  ...[1, {}, { id: 'a' }, { id: 'nothere' }, { id: 'a', rev: 'x' }, { id: '' }].map((one) =>
    q('member', 'POST {db}/_bulk_get', '200', { docs: [one] }),
  ),
  ...['_revs_diff', '_missing_revs'].flatMap((name) => [
    ...[1, 'x', null, {}, [1]].map((revs) => q('member', `POST {db}/${name}`, [BAD, ...FAILS], { a: revs })),
    ...[['x'], ['{rev}', 'y']].map((revs) => q('member', `POST {db}/${name}`, BAD, { a: revs })),
    ...[[], ['1-abc'], ['{rev}']].map((revs) => q('member', `POST {db}/${name}`, '200', { a: revs })),
  ]),
  ...[1, null, {}].map((keys) => q('member', 'POST {db}/_all_docs', BAD, { keys })),
  ...[[1], [null], [{}], ['a', 'nothere', 'gone']].map((keys) =>
    q('member', 'POST {db}/_all_docs', '200', { keys }),
  ),
  q('member', 'POST {db}/_all_docs', '200', { keys: ['a'], key: 'a' }),
  ...[
    { limit: 'x' },
    { limit: -1 },
    { limit: 1.5 },
    { skip: -1 },
    { skip: 'x' },
    { descending: 'x' },
    { include_docs: 'x' },
  ].map((body) => q('member', 'POST {db}/_all_docs', NOT_PARSED, body)),
  ...[
    'limit=x',
    'limit=-1',
    'limit=',
    'limit=1.5',
    'skip=x',
    'descending=x',
    'include_docs=x',
    'conflicts=x',
    'inclusive_end=x',
  ].map((query) => q('member', `GET {db}/_all_docs?${query}`, NOT_PARSED)),
  ...['startkey=x', 'key=x', 'keys=x', 'keys=1'].map((query) =>
    q('member', `GET {db}/_all_docs?${query}`, BAD),
  ),
  ...['startkey=1', 'startkey=null', 'key=1', 'keys=["a"]', 'unknown=1'].map((query) =>
    q('member', `GET {db}/_all_docs?${query}`, '200'),
  ),
];

const changes = (): readonly Question[] => [
  ...['x', '-1', '1', '9999', '"x"', '1-x', '', 'null', '{}'].map((since) =>
    q('member', `GET {db}/_changes?since=${encodeURIComponent(since)}`, BAD),
  ),
  ...['since=0', 'since=now', 'limit=0', 'filter=', 'filter=_design', 'include_docs=x', 'unknown=1'].map(
    (query) => q('member', `GET {db}/_changes?${query}`, '200'),
  ),
  ...[
    'feed=x',
    'filter=x',
    'filter=_x',
    'filter=_selector',
    'filter=_doc_ids',
    'filter=_doc_ids&doc_ids=x',
  ].map((query) => q('member', `GET {db}/_changes?${query}`, BAD)),
  ...['x', '0', '-1'].flatMap((heartbeat) => [
    q('member', `GET {db}/_changes?heartbeat=${heartbeat}`, BAD),
    q('member', `GET {db}/_changes?feed=longpoll&heartbeat=${heartbeat}`, BAD),
  ]),
  ...['limit=x', 'timeout=x'].map((query) => q('member', `GET {db}/_changes?${query}`, [BAD, ...FAILS])),
  ...['none/x', 'rules/x'].map((filter) => q('member', `GET {db}/_changes?filter=${filter}`, MISSING)),
  q('member', 'GET {db}/_changes?filter=_doc_ids&doc_ids=["a"]', '200'),
  ...[
    {},
    { selector: 1 },
    { selector: [] },
    { selector: null },
    { selector: { n: { $x: 1 } } },
    { selector: { n: { $regex: '(' } } },
  ].map((body) => q('member', 'POST {db}/_changes?filter=_selector', BAD, body)),
  q('member', 'POST {db}/_changes?filter=_selector', '200', { selector: {} }),
  ...[{}, { doc_ids: 1 }, { doc_ids: [1] }].map((body) =>
    q('member', 'POST {db}/_changes?filter=_doc_ids', BAD, body),
  ),
];

const mango = (): readonly Question[] => {
  const find = (answer: string | readonly string[], ...requests: readonly object[]) =>
    requests.map((body) => q('member', 'POST {db}/_find', answer, body));
  const of = (condition: unknown) => ({ selector: { n: condition } });
  const and = (option: object) => ({ selector: {}, ...option });
  const index = (answer: string | readonly string[], ...requests: readonly object[]) =>
    requests.map((body) => q('keeper', 'POST {db}/_index', answer, body));
  const fields = (...list: readonly unknown[]) => ({ index: { fields: list } });
  return [
    ...find('400 missing_required_key', {}),
    ...find(
      '400 invalid_selector_json',
      { selector: 1 },
      { selector: null },
      { selector: [] },
      { selector: 'x' },
    ),
    ...find('400 invalid_operator', of({ $x: 1 }), of({ $regex: 1 })),
    ...find(
      '400 bad_arg',
      of({ $in: 1 }),
      of({ $nin: 1 }),
      of({ $all: 1 }),
      of({ $exists: 1 }),
      of({ $type: 1 }),
      of({ $size: 'x' }),
    ),
    ...find(
      '400 bad_arg',
      of({ $size: -1 }),
      of({ $mod: 1 }),
      of({ $mod: ['a', 1] }),
      of({ $regex: '(' }),
      of({ $elemMatch: 1 }),
    ),
    ...find(
      '400 bad_arg',
      of({ $allMatch: 1 }),
      { selector: { $and: 1 } },
      { selector: { $not: 1 } },
      { selector: { $nor: 1 } },
    ),
    ...find('400 invalid_selector', { selector: { '': 1 } }),
    ...find(
      '200',
      and({}),
      of({}),
      of([]),
      of({ $all: [] }),
      of({ $mod: [2, 1] }),
      { selector: { $and: [] } },
      { selector: { $or: [] } },
    ),
    ...find(
      '400 invalid_non_neg_integer',
      and({ limit: 'x' }),
      and({ limit: -1 }),
      and({ limit: 1.5 }),
      and({ skip: 'x' }),
      and({ skip: -1 }),
    ),
    ...find('400 invalid_sort_json', and({ sort: 'x' }), and({ sort: 1 })),
    ...find(
      '400 invalid_sort_field',
      and({ sort: [{ n: 'x' }] }),
      and({ sort: [1] }),
      and({ sort: [{ n: 'asc', m: 'desc' }] }),
    ),
    ...find('400 no_usable_index', and({ sort: ['n'] })),
    ...find('400 invalid_fields', and({ fields: 'x' }), and({ fields: 1 }), and({ fields: null })),
    ...find('400 invalid_field', and({ fields: [1] })),
    ...find(
      '400 invalid_index_name',
      and({ use_index: 1 }),
      and({ use_index: {} }),
      and({ use_index: ['a', 'b', 'c'] }),
    ),
    ...find('400 invalid_bookmark', and({ bookmark: 'x' })),
    ...find('400 invalid_key', and({ unknown: 1 })),
    ...find(
      '400 invalid_boolean',
      and({ conflicts: 'x' }),
      and({ update: 'x' }),
      and({ stable: 'x' }),
      and({ execution_stats: 'x' }),
    ),
    ...find('400 invalid_pos_integer', and({ r: 'x' })),
    ...find(
      '200',
      and({ limit: 0 }),
      and({ sort: [] }),
      and({ fields: [] }),
      and({ fields: ['n'] }),
      and({ use_index: 'x' }),
      and({ use_index: [] }),
    ),
    ...index('400 missing_required_key', {}, { fields: ['a'] }, { index: {} }),
    ...index(
      '400 invalid_index',
      { index: 1 },
      { index: [] },
      { index: null },
      { ...fields('a'), type: 'x' },
    ),
    ...index('400 invalid_sort_json', { index: { fields: 1 } }),
    ...index(
      '400 invalid_sort_field',
      fields(1),
      fields(''),
      fields({ a: 'x' }),
      fields({ a: 'asc', b: 'asc' }),
    ),
    ...index('400 unsupported_mixed_sort', fields({ a: 'asc' }, { b: 'desc' })),
    ...index(
      '400 invalid_string',
      { ...fields('a'), name: 1 },
      { ...fields('a'), ddoc: 1 },
      { ...fields('a'), type: 1 },
    ),
    ...index('400 invalid_empty_string', { ...fields('a'), name: '' }, { ...fields('a'), ddoc: '' }),
    ...index('400 invalid_ddoc_lang', { ...fields('a'), ddoc: 'rules' }),
    ...index('400 invalid_selector_json', { index: { fields: ['a'], partial_filter_selector: 1 } }),
    ...index('400 invalid_operator', { index: { fields: ['a'], partial_filter_selector: { a: { $x: 1 } } } }),
    ...index('400 invalid_key', { index: { fields: ['a'], unknown: 1 } }, { ...fields('a'), unknown: 1 }),
    ...index(
      '200',
      { ...fields('a'), name: 'by-a', ddoc: 'by-a' },
      { ...fields('a'), name: 'by-a', ddoc: 'by-a', type: 'json' },
    ),
    q('keeper', 'DELETE {db}/_index/none/json/none', MISSING),
    q('keeper', 'DELETE {db}/_index/_design/none/json/none', MISSING),
    q('keeper', 'DELETE {db}/_index/rules/json/v', MISSING),
    q('keeper', 'DELETE {db}/_index/by-a/json/none', MISSING),
    q('keeper', 'DELETE {db}/_index/_design/by-a/json/by-a', '200'),
  ];
};

const GUARDED: readonly (readonly [ask: string, body?: object])[] = [
  ...([
    ['GET {db}'],
    ['HEAD {db}/a'],
    ['GET {db}/_all_docs'],
    ['GET {db}/_changes'],
    ['GET {db}/_security'],
    ['GET {db}/_index'],
  ] as const),
  ...([
    ['GET {db}/a'],
    ['GET {db}/nothere'],
    ['GET {db}/_design/rules'],
    ['GET {db}/_local/x'],
    ['GET {db}/a/f.txt'],
  ] as const),
  ...([
    ['POST {db}/_find', { selector: {} }],
    ['POST {db}/_all_docs', {}],
    ['POST {db}/_bulk_docs', { docs: [] }],
  ] as const),
  ...([
    ['PUT {db}/{new}', {}],
    ['PUT {db}/_local/x', {}],
    ['PUT {db}/_design/x', {}],
    ['DELETE {db}/a?rev=1-abc'],
  ] as const),
  ...([
    ['PUT {db}/_security', {}],
    ['POST {db}/_compact', {}],
    ['POST {db}/_index', { index: { fields: ['x'] } }],
  ] as const),
];

const EMPTY_SECURITY = { admins: 1 };

const rights = (): readonly Question[] => [
  ...GUARDED.flatMap(([ask, body]) => [
    q('nobody', ask, ask.startsWith('HEAD') ? '401' : UNKNOWN, body),
    q('stranger', ask, ask.startsWith('HEAD') ? '403' : FORBIDDEN, body),
  ]),
  ...(['nobody', 'stranger', 'member', 'keeper'] as const).flatMap((who) => [
    q(who, 'PUT {db}', UNKNOWN),
    q(who, 'DELETE {db}', UNKNOWN),
    q(who, 'GET /_all_dbs', UNKNOWN),
    q(who, 'GET /_active_tasks', UNKNOWN),
    q(who, 'GET /_unknown', UNKNOWN),
    q(who, 'GET /_users/_all_docs', UNKNOWN),
    q(who, 'GET /_users/_changes', UNKNOWN),
    q(who, 'GET /{new}', MISSING),
    q(who, 'GET /_users/org.couchdb.user:none', who === 'nobody' ? UNKNOWN : FORBIDDEN),
    q(who, 'POST /_users/_find', who === 'nobody' ? UNKNOWN : FORBIDDEN, { selector: {} }),
  ]),
  q('member', 'PUT {db}/_design/{new}', FORBIDDEN, {}),
  q('member', 'POST {db}/_compact', UNKNOWN, {}),
  q('member', 'PUT {db}/_security', [FORBIDDEN, ...FAILS], {}),
  q('member', 'POST {db}/_index', [FORBIDDEN, '500 error_saving_ddoc'], { index: { fields: ['y'] } }),
  q('keeper', 'PUT {db}/_design/{new}', '201', {}),
  q('keeper', 'POST {db}/_compact', '202', {}),
  ...[
    EMPTY_SECURITY,
    { admins: [] },
    { admins: { names: 1 } },
    { admins: { names: [1] } },
    { members: { roles: {} } },
  ].map((body) => q('keeper', 'PUT {db}/_security', [BAD, ...FAILS], body)),
  q('admin', 'PUT /_users/_security', FORBIDDEN, {}),
  ...[{ names: 'x' }, { type: 'user', name: 1, roles: [] }, { type: 'user', roles: [] }].map((body) =>
    q('admin', 'PUT /_users/org.couchdb.user:{new}', FORBIDDEN, body),
  ),
  ...[undefined, 1, [1], ['_admin']].map((roles) =>
    q('admin', 'PUT /_users/org.couchdb.user:{new}', FORBIDDEN, { type: 'user', name: '{new}', roles }),
  ),
  q('admin', 'PUT /_users/org.couchdb.user:{new}', FORBIDDEN, {
    type: 'user',
    name: '{new}',
    roles: [],
    password: 1,
  }),
];

const methods = (): readonly Question[] => {
  const only = (path: string, ...allowed: readonly string[]) =>
    ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']
      .filter((method) => !allowed.includes(method))
      .map((method) =>
        q(
          'admin',
          `${method} ${path}`,
          NOT_ALLOWED,
          ['POST', 'PUT', 'PATCH'].includes(method) ? {} : undefined,
        ),
      );
  return [
    ...[
      '_bulk_docs',
      '_bulk_get',
      '_revs_diff',
      '_missing_revs',
      '_find',
      '_compact',
      '_ensure_full_commit',
    ].flatMap((name) => only(`{db}/${name}`, 'POST')),
    ...only('{db}/_all_docs', 'GET', 'POST'),
    ...only('{db}/_changes', 'GET', 'POST'),
    ...only('{db}/_index', 'GET', 'POST'),
    ...only('{db}/_index/x/json/y', 'DELETE'),
    ...only('{db}/_security', 'GET', 'PUT'),
    ...only('{db}', 'GET', 'POST', 'PUT', 'DELETE'),
    ...['a', '_design/rules', '_local/x'].flatMap((id) => only(`{db}/${id}`, 'GET', 'PUT', 'DELETE', 'POST')),
    ...only('{db}/a/f.txt', 'GET', 'PUT', 'DELETE'),
    ...['/', '/_all_dbs', '/_up', '/_active_tasks'].flatMap((path) => only(path, 'GET')),
    ...only('/_uuids', 'GET'),
    ...only('/_session', 'GET', 'POST', 'DELETE'),
  ];
};

const server = (): readonly Question[] => [
  ...['/Upper', '/1', '/_bad', '/a.b', '/..%2Fup'].map((path) =>
    q('admin', `PUT ${path}`, '400 illegal_database_name'),
  ),
  q('admin', `PUT /${'x'.repeat(300)}`, '400 database_name_too_long'),
  q('admin', 'PUT {db}', '412 file_exists'),
  q('admin', 'PUT /_users', '412 file_exists'),
  q('admin', 'DELETE /{new}', MISSING),
  q('admin', 'GET /_unknown', MISSING),
  q('admin', 'PUT /{new}/x', MISSING, {}),
  ...['x', '-1', '2000'].map((count) => q('nobody', `GET /_uuids?count=${count}`, BAD)),
  q('nobody', 'GET /_uuids?count=0', '200'),
  q('nobody', 'GET /', '200'),
  q('nobody', 'GET /_up', '200'),
  ...[{}, { password: 'y' }].map((body) => q('nobody', 'POST /_session', BAD, body)),
  ...[{ name: '{new}' }, { name: '{new}', password: 'y' }, { username: '{new}', password: 'y' }].map((body) =>
    q('nobody', 'POST /_session', UNKNOWN, body),
  ),
  q('nobody', 'POST /_session', UNKNOWN, 'name={new}&password=y', {
    type: 'application/x-www-form-urlencoded',
  }),
  q('nobody', 'POST /_session', BAD, 'x', { type: 'application/x-www-form-urlencoded' }),
  q('nobody', 'GET /_session', BAD, undefined, { headers: { cookie: 'AuthSession=x' } }),
  q('nobody', 'GET /_session', BAD, undefined, { headers: { authorization: 'Basic !!!' } }),
  q('nobody', 'GET /_session', '200', undefined, { headers: { authorization: `Basic ${btoa('x')}` } }),
  q('nobody', 'GET {db}', UNKNOWN, undefined, { headers: { authorization: `Basic ${btoa('x')}` } }),
  q('nobody', 'GET /', UNKNOWN, undefined, { headers: { authorization: `Basic ${btoa('nobody-here:x')}` } }),
];

const MD5_OF_X = 'ndTkYSaMgDT1yFZOFVxnpg==';

const attachments = (): readonly Question[] => {
  const text = { type: 'text/plain' };
  return [
    q('member', 'GET {db}/a/none', MISSING),
    q('member', 'GET {db}/nothere/none', MISSING),
    q('member', 'DELETE {db}/a/none?rev={rev}', MISSING),
    q('member', 'DELETE {db}/a/none', MISSING),
    q('member', 'PUT {db}/a/f.txt', CONFLICT, 'x', text),
    q('member', 'PUT {db}/a/f.txt?rev=x', BAD, 'x', text),
    q('member', 'PUT {db}/a/_f?rev={rev}', BAD, 'x', text),
    q('member', 'GET {db}/a/f.txt?rev=x', BAD),
    q('member', 'GET {db}/a/f.txt?rev=1-abc', MISSING),
    q('member', 'PUT {db}/_local/x/f', BAD, 'x', text),
    q('member', 'PUT {db}/_design/{new}/f', FORBIDDEN, 'x', text),
    q('keeper', 'PUT {db}/_design/{new}/f', '201', 'x', text),
    q('member', 'PUT {db}/{new}/f', '201', 'x', { type: null }),
    // What the request says of its bytes nobody reads.
    q('member', 'PUT {db}/{new}/f', '201', 'y', { ...text, headers: { 'content-md5': MD5_OF_X } }),
  ];
};

/** Documents with the bytes of their files behind them, in one body. */
const related = (): readonly Question[] => {
  const X = Buffer.from('x');
  const put = (answer: string | readonly string[], body: unknown, type = RELATED, path = '{db}/{new}') =>
    q('member', `PUT ${path}`, answer, body, { type });
  const one = (told: object) => withFile({}, X, { told });
  const two = { a: following(X), b: following(Buffer.from('yy')) };
  return [
    put('201', one({})),
    put('201', one({ digest: undefined })),
    put('201', one({ digest: 'sha-1' })),
    put('201', one({}), RELATED.replaceAll('"', '')),
    put('201', withFile({}, Buffer.alloc(0))),
    put('201', withFile({}, X), RELATED, '{db}/_local/{new}'),
    // Compared with the bytes before anything is stored.
    put(['400 content_md5_mismatch', ...FAILS], one({ digest: `md5-${md5Of(Buffer.from('y'))}` })),
    put(['400 bad_request', ...FAILS], one({ digest: 'md5-x' })),
    put(['400 bad_request', ...FAILS], one({ length: 0 })),
    put(BAD, one({ length: 2 })),
    put(['400 bad_request', ...FAILS], one({ length: undefined })),
    put(['400 bad_request', ...FAILS], one({ length: '1' })),
    // Who may not write, or means another revision, hears that first.
    put(CONFLICT, withFile({ _rev: NO_REVISION }, X)),
    put(CONFLICT, withFile({ _rev: NO_REVISION }, X, { told: { length: 2 } })),
    put(FORBIDDEN, one({}), RELATED, '{db}/_design/{new}'),
    q('stranger', 'PUT {db}/{new}', FORBIDDEN, one({}), { type: RELATED }),
    put(BAD, withFile({}, X, { name: '_f' })),
    put(BAD, withFile({ _rev: 'x' }, X)),
    put('201', joined([jsonPart({})])),
    put('201', joined([jsonPart({ _attachments: two }), bytesPart(X), bytesPart(Buffer.from('yy'))])),
    put(BAD, joined([jsonPart({ _attachments: two }), bytesPart(Buffer.from('yy')), bytesPart(X)])),
    put(BAD, joined([jsonPart({ _attachments: two }), bytesPart(X)])),
    put('201', joined([jsonPart({ _attachments: { a: following(X) } }), bytesPart(X), bytesPart(X)])),
    put('201', Buffer.concat([Buffer.from('before'), one({})])),
    put('201', one({}).subarray(0, -END.length)),
    put(NO_TYPE, joined([bytesPart(Buffer.from('{}'))])),
    put(BAD, joined(['Content-Type: application/json\r\n\r\n{'])),
    put(BAD, joined([jsonPart([])])),
    put(['400 bad_request', ...FAILS], 'x'),
    put(BAD, one({}), 'multipart/related'),
    put(BAD, one({}), RELATED.replace('related', 'form-data')),
    put(['400 bad_request', ...FAILS], { _attachments: { f: following(X) } }, 'application/json'),
    q('member', 'POST {db}', NO_TYPE, one({}), { type: RELATED }),
  ];
};

/** Local documents: nobody's revision is asked for, and what is not there can't be taken away. */
const notes = (): readonly Question[] => [
  q('member', 'PUT {db}/_local/{new}', '201', { _rev: '0-3' }),
  q('member', 'PUT {db}/_local/note', '201', { n: 1 }),
  ...['0-9', '0-0', '0-1'].map((_rev) => q('member', 'PUT {db}/_local/note', '201', { _rev })),
  q('member', 'PUT {db}/_local/note', '201', {}),
  q('member', 'PUT {db}/_local/note', BAD, { _rev: 'abc' }),
  q('member', 'POST {db}/_bulk_docs', '201', { docs: [{ _id: '_local/note', _rev: '0-7' }] }),
  q('member', 'GET {db}/_local/note', '200'),
  q('member', 'DELETE {db}/_local/note?rev=0-99', '200'),
  q('member', 'GET {db}/_local/note', MISSING),
  q('member', 'DELETE {db}/_local/note', MISSING),
  q('member', 'DELETE {db}/_local/note?rev=0-1', MISSING),
  q('member', 'PUT {db}/_local/note', '200', { _deleted: true }),
  q('member', 'PUT {db}/_local/note', '201', {}),
  q('member', 'PUT {db}/_local/note', '200', { _deleted: true }),
  q('member', 'POST {db}/_bulk_docs', '201', { docs: [{ _id: '_local/note', _deleted: true }] }),
  q('member', 'GET {db}/_local/note', MISSING),
];

export const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
  'types of bodies': typesOfBodies(),
  bodies: bodies(),
  ids: ids(),
  notes: notes(),
  'members of documents': members(),
  revisions: revisions(),
  lists: lists(),
  changes: changes(),
  mango: mango(),
  rights: rights(),
  methods: methods(),
  'the server': server(),
  attachments: attachments(),
  related: related(),
};
