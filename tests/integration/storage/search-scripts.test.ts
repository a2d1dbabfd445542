import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SearchStore, searchStore, ticket } from './search-store.ts';

/** Texts as people write them, and what they are looked for by. */
const CASES: readonly { readonly script: string; readonly text: string; readonly by: readonly string[] }[] = [
  {
    script: 'Chinese',
    text: '会议室打印机 P-204 卡纸,换了碳粉还是不行',
    by: [
      '打印机',
      '卡纸',
      'p-204',
      '打印',
      '机',
      '印机',
      '会议室打印机',
      '碳粉 卡纸',
      '打印机 p-204 卡纸',
      '不行',
    ],
  },
  {
    script: 'Chinese with Latin letters in between',
    text: '无法登录VPN客户端',
    by: ['vpn', '登录', '客户端', '登录vpn'],
  },
  {
    script: 'Japanese',
    text: '3階のプリンターが紙詰まりで印刷できません',
    by: ['プリンター', 'プリンタ', 'プリン', '紙詰まり', '印刷', '紙', '3階', 'ﾌﾟﾘﾝﾀｰ', 'できません'],
  },
  { script: 'Japanese, voiced letters apart', text: 'カ\u3099ス検知器', by: ['ガス', '検知器'] },
  {
    script: 'Korean',
    text: '회의실 프린터가 인쇄를 못 합니다',
    by: [
      '프린터',
      '인쇄',
      '회의실',
      '프린',
      '터',
      '프린터 인쇄',
      '프린터가인쇄를',
      '프린터'.normalize('NFD'),
    ],
  },
  {
    script: 'Thai',
    text: 'เครื่องพิมพ์ชั้นสามไม่ทำงาน',
    by: ['เครื่องพิมพ์', 'พิมพ์', 'ชั้นสาม', 'ไม่ทำงาน', 'ทำ'],
  },
  { script: 'Lao', text: 'ເຄື່ອງພິມບໍ່ເຮັດວຽກ', by: ['ເຄື່ອງພິມ', 'ເຮັດວຽກ', 'ພິມ'] },
  { script: 'Khmer', text: 'ម៉ាស៊ីនបោះពុម្ពមិនដំណើរការ', by: ['ម៉ាស៊ីនបោះពុម្ព', 'បោះពុម្ព', 'ដំណើរការ'] },
  { script: 'Hindi', text: 'प्रिंटर काम नहीं कर रहा', by: ['प्रिंटर', 'प्रिं', 'नहीं', 'काम प्रिंटर'] },
  { script: 'Arabic', text: 'الطَّابِعَة لا تعمل', by: ['الطابعة', 'الطَّابِعَة', 'الطاب', 'الطـــابعة'] },
  { script: 'Hebrew', text: 'הַמַּדְפֶּסֶת לא מדפיסה', by: ['המדפסת', 'מדפיסה'] },
  { script: 'Greek', text: 'ΕΚΤΥΠΩΤΗΣ χωρίς χαρτί', by: ['εκτυπωτής', 'εκτυπωτησ', 'χωρις', 'χαρτ'] },
  {
    script: 'Cyrillic',
    text: 'Принтер на третьем этаже, ещё жуёт',
    by: ['принтер', 'ПРИНТЕР', 'еще', 'жует'],
  },
  { script: 'Vietnamese', text: 'Máy in bị kẹt giấy ở tầng Đông', by: ['may in', 'kẹt giay', 'dong'] },
  {
    script: 'German',
    text: 'Gerätestörung: Tür\u00adschloß klemmt',
    by: ['geratestorung', 'GERÄTESTÖRUNG', 'türschloss', 'turschl'],
  },
  { script: 'full-width Latin', text: 'ＶＰＮ接続エラー', by: ['vpn', '接続', 'エラー'] },
];

describe('text without blanks and in other scripts', () => {
  let at: SearchStore;
  beforeEach(async () => {
    at = searchStore();
    await at.open();
    await at.insert([
      ...CASES.flatMap(({ text }, i) => [ticket(2 * i, text), ticket(2 * i + 1, 'a', text)]),
      ticket(900, 'nothing of the kind', 'at all'),
    ]);
  });
  afterEach(() => at.remove());

  it.each(CASES.map((one, i) => [one.script, one, i] as const))('%s', (_, { text, by }, i) => {
    const ids = [ticket(2 * i, '').id, ticket(2 * i + 1, '').id];
    for (const typed of [text, ...by]) {
      const found = at.found(typed, { exact: true, limit: 100 });
      expect([typed, found.filter((id) => ids.includes(id))]).toEqual([typed, ids]);
    }
  });

  it('finds a word of three characters only where they stand together, and longer ones only where all of it does', async () => {
    await at.insert([
      ticket(901, '打印正常,复印机坏了'),
      ticket(902, '键盘', '无线键盘连接不上电脑'),
      ticket(903, '电脑', '键盘连不上无线'),
    ]);
    expect(at.found('打印机')).not.toContain('t000901');
    expect(at.found('无线键盘连接')).toEqual(['t000902']);
    expect(at.found('连接不上电脑')).toEqual(['t000902']);
    expect(at.found('没有这样的词')).toEqual([]);
  });

  it('puts the title first there, too', async () => {
    await at.insert([ticket(910, '投影仪没有信号'), ticket(911, '会议', '投影仪没有信号')]);
    expect(at.found('投影仪')).toEqual(['t000910', 't000911']);
  });

  it('finds names written with such letters as they are typed', async () => {
    await at.db().collections.assets.bulkInsert([
      { id: 'c1', serial: '5CG1', owner: '王小明', mail: 'wang@example.org', phone: '' },
      { id: 'c2', serial: '5CG2', owner: '佐藤 さくら', mail: 'sato@example.org', phone: '' },
      { id: 'c3', serial: '5CG3', owner: '김민준', mail: 'kim@example.org', phone: '' },
    ]);
    const people = { kinds: ['assets'] };
    for (const typed of ['王', '王小', '王小明', '小明', '明'])
      expect(at.found(typed, people)).toEqual(['c1']);
    for (const typed of ['佐藤', 'さくら', '藤', '佐藤さくら'])
      expect(at.found(typed, people)).toEqual(['c2']);
    for (const typed of ['김', '민준', '김민준']) expect(at.found(typed, people)).toEqual(['c3']);
  });
});
