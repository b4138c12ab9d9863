import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { toNumber } from './convert.ts';
import { CsvRecords } from './csv-records.ts';
import { DatumCheck, datumWarnings } from './datum-check.ts';
import { offerDatums, offerEncodings, offerMapping } from './detect.ts';
import { parseJson, tooDeepAt } from './json-text.ts';
import { timeReader } from './time-format.ts';

const parse = (bytes: Uint8Array, size: number, delimiter = ',') => {
  const records = new CsvRecords(delimiter);
  const out: string[][] = [];
  const take = (fields: readonly Uint8Array[]) => out.push(fields.map((field) => Buffer.from(field).toString()));
  for (let at = 0; at < bytes.length; at += size) {
    for (const { fields } of records.push(bytes.subarray(at, at + size))) take(fields);
  }
  for (const { fields } of records.end()) take(fields);
  return out;
};

describe('CsvRecords', () => {
  it('reads back any cells, however the bytes are cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '，', ',', '"', '\n', '\r', ' ', '1', '疫') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 40 }), (rows, end, size) => {
        const text = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(end) + end;
        expect(parse(Buffer.from(text), size)).toEqual(rows);
      }),
    );
  });

  it('cuts GB18030 where it should, although its second bytes look like ASCII', () => {
    const bytes = iconv.encode('倀,丂\n㐀,𠀀\n', 'gb18030');
    expect(parse(bytes, 1).map((row) => row.length)).toEqual([2, 2]);
  });

  it('keeps quotes inside unquoted cells, and marks text after a closing quote', () => {
    expect(parse(Buffer.from('a"b,5" pipe\n'), 3)).toEqual([['a"b', '5" pipe']]);
    const records = new CsvRecords(',');
    const [first, second] = [...records.push(Buffer.from('"a"b,c\nd,e\n'))];
    expect(first?.bad).toMatch(/line 1/);
    expect(second?.bad).toBeUndefined();
  });
});

describe('toNumber', () => {
  it.each([
    ['12', 12],
    [' -1.50 ', -1.5],
    ['1,234,567.8', 1234567.8],
    ['1e3', 1000],
    ['.5', 0.5],
    ['-0', 0],
  ])('reads %j', (text, value) => expect(toNumber(text, 'f')).toEqual({ ok: true, value }));
  it.each(['1,23', '12,34,567', '1 234', '0x10', 'NaN', 'null', '-', '１２', '1.2.3', '', true, null, [5]])(
    'refuses %j',
    (text) => expect(toNumber(text, 'f')).toMatchObject({ ok: false, error: { code: 'invalid-value' } }),
  );
  it.each(['1e999', Number.POSITIVE_INFINITY])('calls %j not finite', (text) =>
    expect(toNumber(text, 'f')).toMatchObject({ ok: false, error: { code: 'not-finite' } }),
  );
});

describe('timeReader', () => {
  const read = (format: string, zone: string, text: string, isDay = false) => {
    const reader = timeReader(format, zone, isDay);
    const result = reader.ok ? reader.value(text) : reader;
    return result.ok ? result.value : result.error.code;
  };
  it.each([
    ['DD/MM/YYYY H:mm', '+08:00', '24/04/2020 9:00', '2020-04-24T09:00:00+08:00'],
    ['DD/MM/YYYY, h:mm a', 'Pacific/Auckland', '19/08/2021, 2:19 pm', '2021-08-19T14:19:00+12:00'],
    ['yyyy-MM-dd HH:mm:ss', 'Asia/Shanghai', '2022-11-13 22:00:05', '2022-11-13T22:00:05+08:00'],
    ['YYYY年M月D日', '+08:00', '2022年11月9日', '2022-11-09T00:00:00+08:00'],
    ['YYYY-MM-DD h a', 'Z', '2022-11-09 12 am', '2022-11-09T00:00:00+00:00'],
    ['YYYY-MM-DD H', 'America/New_York', '2020-11-01 1', '2020-11-01T01:00:00-04:00'],
    ['YYYY-MM-DD H', 'America/New_York', '2020-03-08 2', 'bad-time'],
    ['YYYY-MM-DD', '+08:00', '2022-02-30', 'bad-time'],
    ['YYYY-MM-DD', '+08:00', '2022/02/03', 'bad-time'],
    ['YYYY-MM-DD HH:mm', '+08:00', '2022-02-03 24:00', 'bad-time'],
    ['HH:mm', '+08:00', '12:00', 'bad-time'],
    ['YYYY-MM-DD', 'Mars/Olympus', '2022-02-03', 'bad-time'],
  ])('%s in %s: %s is %s', (format, zone, text, expected) => expect(read(format, zone, text)).toBe(expected));

  it('gives days to fields that are days', () =>
    expect(read('D/M/YYYY', '+08:00', '3/2/2022', true)).toBe('2022-02-03'));
});

describe('parseJson', () => {
  it('finds 200,000 brackets without recursion, and none inside text', () => {
    expect(tooDeepAt('['.repeat(200_000), 64)).toBe(64);
    expect(tooDeepAt(JSON.stringify({ text: '['.repeat(200), quote: '\\"[' }), 64)).toBe(-1);
  });
  it('names the line of an error', () => {
    expect(parseJson('{\n"a": 1,\n"b": }\n')).toMatchObject({ ok: false, error: { code: 'malformed', line: 3 } });
    expect(parseJson('{"a": [1,2')).toMatchObject({ ok: false, error: { code: 'malformed', line: 1 } });
  });
  it('finds the first wrong character of any broken text', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, where) => {
        const at = where % text.length;
        const broken = `${text.slice(0, at)}\u0001${text.slice(at)}`;
        const result = parseJson(broken);
        // the string that holds the control character is wrong from its first quote on
        const shown = result.ok ? '' : (/character (\d+)/.exec(result.error.message)?.[1] ?? '');
        expect(Number(shown) - 1).toBeLessThanOrEqual(at);
        expect(Number(shown)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('what is offered', () => {
  it('tells encodings apart, even where the sample ends in the middle of a character', () => {
    const text = '海淀区学院路街道核酸检测点';
    for (let cut = 0; cut < 4; cut++) {
      const gbk = iconv.encode(text, 'gb18030');
      expect(offerEncodings(gbk.subarray(0, gbk.length - cut))[0]?.value).toBe('gb18030');
      const utf8 = Buffer.from(text);
      expect(offerEncodings(utf8.subarray(0, utf8.length - cut))[0]?.value).toBe('utf-8');
    }
  });

  it('offers columns by the names in use, and datums by names and magnitudes only', () => {
    expect(offerMapping('site.registered', ['编号', '名称', '经度', '纬度', '地址', '备注'])).toEqual({
      id: '编号',
      name: '名称',
      longitude: '经度',
      latitude: '纬度',
      address: '地址',
    });
    const row = (cells: Record<string, unknown>, i: number) => ({ row: i, cells });
    const degrees = [{ lon: '116.3', lat: '39.9' }].map(row);
    expect(offerDatums('a.csv', ['lon', 'lat'], degrees)).toEqual([]);
    expect(offerDatums('a.csv', ['bd_lon', 'bd_lat'], [])[0]?.value).toBe('BD-09');
    expect(offerDatums('a.csv', ['point'], [{ point: '12965836.05,4841627.61' }].map(row))[0]?.value).toBe('BD-09MC');
    expect(offerDatums('a.csv', ['e', 'n'], [{ e: 39442000, n: 4421000 }].map(row))[0]?.value).toBe('EPSG:4527');
  });
});

describe('DatumCheck', () => {
  const box = (x: number, y: number, name: string) => {
    const size = 0.01;
    const ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]] as [number, number][]; // biome-ignore format: one line
    return { id: name, name, level: 'township', geometry: { type: 'Polygon' as const, coordinates: [ring] } };
  };
  const areas = [box(116.3, 39.9, '东边街道'), box(116.29, 39.9, '西边街道')];
  const rows = [116.302, 116.303, 116.304].map(
    (lon, i) => [{ row: i, cells: { addr: '北京市东边街道1号' } }, [lon, 39.905]] as const,
  );
  const warningsFor = (datum: 'WGS-84' | 'GCJ-02') => {
    const check = new DatumCheck(datum, areas);
    for (const [row, raw] of rows) check.add(row, [raw[0] as number, raw[1] as number]);
    return datumWarnings(check.finding()).map(({ code }) => code);
  };
  it('warns when addresses fall into the area they name only under another datum', () => {
    expect(warningsFor('WGS-84')).toEqual([]);
    expect(warningsFor('GCJ-02')).toContain('datum-contradicts-addresses');
  });
});
