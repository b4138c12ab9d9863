import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { importing, importText, type Memory, memoryAcceptor, refusals, tempFile } from './import.fixture.ts';

const HEAD = 'id,name,type,longitude,latitude,capacity\n';
const site = { kind: 'site.registered', datum: 'WGS-84' };
const rowsOf = (count: number) =>
  HEAD + Array.from({ length: count }, (_, i) => `s${i},站点 ${i},testing,116.3,39.9,${i}\n`).join('');

describe('importing CSV', () => {
  it('accepts rows, keeps blanks unknown, and says what has no place', async () => {
    const memory: Memory = new Map();
    const status = await importText(
      'a.csv',
      `${HEAD}a,北医三院,clinic,116.36,39.98,\nb,"某站, 二号",testing,,,12\n`,
      site,
      { memory },
    );
    expect(status).toMatchObject({ state: 'done', rows: 2, accepted: 2, unchanged: 0, refusedTotal: 0, notOnMap: 1 });
    const [first, second] = [...memory.values()];
    expect(first?.data).toEqual({ id: 'a', name: '北医三院', type: 'clinic', position: [116.36, 39.98] });
    expect(second?.data).toEqual({ id: 'b', name: '某站, 二号', type: 'testing', capacity: 12 });
    expect(first).toMatchObject({ source: 'import:a.csv', datum: 'WGS-84', observedAt: '2022-10-27T00:00:00.000Z' });
  });

  it('adds nothing when the same file, or the same rows in another encoding, come again', async () => {
    const memory: Memory = new Map();
    const accept = memoryAcceptor(memory);
    const first = await importText('a.csv', rowsOf(1200), site, { accept });
    const again = await importText('a.csv', rowsOf(1200), site, { accept, now: () => 1e12 });
    const gbk = iconv.encode(rowsOf(1200).replaceAll('\n', '\r\n'), 'gb18030');
    const other = await importText('b.csv', gbk, { ...site, encoding: 'GBK' }, { accept });
    expect([first, again, other].map(({ accepted, unchanged }) => [accepted, unchanged])).toEqual([
      [1200, 0],
      [0, 1200],
      [0, 1200],
    ]);
    expect(memory.size).toBe(1200);
  });

  it('refuses each bad row with row, field and reason, and keeps the good ones', async () => {
    const bad = [
      'a,甲,testing,116.3,39.9,1',
      'b,乙,testing,116.3,91,1',
      'c,丙,testing,39.9,116.3,1',
      'd,丁,testing,1e999,39.9,1',
      'e,戊,testing,116.3,,1',
      'f,己,testing,116.3,39.9,many',
      'g,庚,hospital,116.3,39.9,1',
      ',辛,testing,116.3,39.9,1',
      'i,壬,testing,116.3,39.9,-1',
      'j,癸,testing,116.3,39.9,1,extra',
      'k,子,testing,116.3,39.9,"1,234"',
      'l,丑,testing,116.3,39.9,"1,23"',
      'm,寅,testing,116.3,39.9,1.5',
      'n,"卯"x,testing,116.3,39.9,1',
      'o,辰,testing,"116.3",39.9,1',
    ];
    const memory: Memory = new Map();
    const status = await importText('a.csv', HEAD + bad.join('\n'), site, { memory });
    expect(refusals(status)).toEqual([
      '2 latitude out-of-range',
      '3 position swapped-axes',
      '4 longitude not-finite',
      '5 latitude missing-field',
      '6 capacity invalid-value',
      '7 type invalid-value',
      '8 id missing-field',
      '9 capacity out-of-range',
      '10 - bad-row',
      '12 capacity invalid-value',
      '13 capacity invalid-value',
      '14 - bad-row',
    ]);
    expect([...memory.values()].map(({ data }) => (data as { id: string }).id)).toEqual(['a', 'k', 'o']);
    expect(status.rows).toBe(status.accepted + status.refusedTotal);
  });

  it('names the line where a quote opened that never closes; rows before it stay', async () => {
    const status = await importText('a.csv', `${rowsOf(3)}x,"never,testing,116,39,1\n${rowsOf(5)}`, site);
    expect(status).toMatchObject({
      state: 'failed',
      accepted: 3,
      problem: { code: 'unclosed-quote', row: 4, line: 5 },
    });
    expect(refusals(status)).toEqual(['4 - unclosed-quote']);
  });

  it('refuses GBK read as UTF-8 cell by cell, with a hint, and warns of the reverse', async () => {
    const gbk = iconv.encode(`${HEAD}a,北京,testing,116.3,39.9,1\nb,ASCII,testing,116.3,39.9,1\n`, 'gb18030');
    const status = await importText('a.csv', gbk, site);
    expect(refusals(status)).toEqual(['1 name bad-encoding']);
    expect(status.refused[0]?.reason).toMatch(/GB18030/);
    expect(status.detected?.encoding[0]?.value).toBe('gb18030');
    const reverse = await importText('a.csv', rowsOf(3), { ...site, encoding: 'gb18030' });
    expect(
      reverse.warnings
        .map(({ code }) => code)
        .concat(refusals(reverse))
        .join(),
    ).toMatch(/encoding/);
    const header = await importText('a.csv', iconv.encode('编号,名称\na,b\n', 'gb18030'), site);
    expect(header).toMatchObject({ state: 'failed', problem: { code: 'bad-encoding' } });
  });

  it('takes a byte order mark, gzip, CRLF and blank lines', async () => {
    const content = `\ufeff${rowsOf(2).replaceAll('\n', '\r\n\r\n')}`;
    expect(await importText('a.csv.gz', gzipSync(content), site)).toMatchObject({ state: 'done', accepted: 2 });
    const utf16 = iconv.encode(rowsOf(2), 'utf-16', { addBOM: true });
    expect(await importText('a.csv', utf16, site)).toMatchObject({
      state: 'failed',
      problem: { code: 'bad-encoding' },
    });
  });

  it('refuses the second of two rows with one id that differ, and names the first', async () => {
    const status = await importText(
      'a.csv',
      `${rowsOf(2)}s1,other,testing,116.3,39.9,1\ns0,站点 0,testing,116.3,39.9,0\n`,
      site,
    );
    expect(refusals(status)).toEqual(['3 id duplicate-id']);
    expect(status.refused[0]?.reason).toMatch(/row 2/);
    expect(status).toMatchObject({ accepted: 2, unchanged: 1 });
  });

  it('warns about an empty file, a literal 0,0, an unstated datum and columns left out', async () => {
    const warned = async (content: string, options: object) =>
      (await importText('a.csv', content, { kind: 'site.registered', ...options })).warnings.map(({ code }) => code);
    expect(await warned(HEAD, {})).toContain('empty-file');
    expect(await warned('', {})).toContain('empty-file');
    const zero = await warned(`${HEAD.trim()},secret\na,x,testing,0,0,1,?\n`, {});
    expect(zero).toEqual(expect.arrayContaining(['position-zero', 'datum-not-stated', 'columns-not-mapped']));
  });

  it('says which column is missing, before anything is accepted', async () => {
    const status = await importText('a.csv', rowsOf(3), { ...site, mapping: { id: 'uid', name: 'name' } });
    expect(status).toMatchObject({
      state: 'failed',
      accepted: 0,
      problem: { code: 'unknown-column', field: 'mapping.id' },
    });
  });
});

describe('a dry run', () => {
  it('changes nothing and tells what would happen', async () => {
    const memory: Memory = new Map();
    const status = await importText(
      'a.csv',
      `${rowsOf(120)}bad,x,testing,116,91,1\n`,
      { ...site, dryRun: true },
      {
        memory,
        known: (_, id) => id.length < 3,
      },
    );
    expect(memory.size).toBe(0);
    expect(status).toMatchObject({
      state: 'done',
      dryRun: true,
      accepted: 120,
      refusedTotal: 1,
      knownIds: 10,
      newIds: 110,
    });
    expect(status.preview).toHaveLength(50);
    expect(status.preview?.[0]).toMatchObject({ row: 1, id: 's0', position: [116.3, 39.9] });
    expect(status.detected).toMatchObject({
      format: 'csv',
      delimiter: ',',
      mapping: { id: 'id', longitude: 'longitude' },
    });
  });
});

describe('refused rows', () => {
  it('are all in the CSV, formulas defused, while the answer holds the first thousand', async () => {
    const lines = Array.from({ length: 1500 }, (_, i) => `${i},=cmd(),testing,-116.5,91,1\n`).join('');
    const job = importing(tempFile('a.csv', HEAD + lines), site);
    const status = await job.done;
    expect(status).toMatchObject({ refusedTotal: 1500, truncated: true, accepted: 0 });
    expect(status.refused).toHaveLength(1000);
    const csv = (await text(job.refusedCsv())).split('\r\n');
    expect(csv[0]).toBe('\ufeffrow,field,code,reason,id,name,type,longitude,latitude,capacity');
    expect(csv).toHaveLength(1502);
    expect(csv[1500]).toMatch(/^1500,latitude,out-of-range,.*,1499,'=cmd\(\),testing,-116.5,91,1$/);
  });
});

describe('an import under way', () => {
  it('reports progress, hands over at most 500 rows at once, and can be cancelled', async () => {
    const sizes: number[] = [];
    const accept = memoryAcceptor(new Map());
    const seen: number[] = [];
    const job = importing(tempFile('a.csv', rowsOf(20_000)), site, {
      accept: (incoming, principal) => {
        sizes.push(incoming.length);
        return accept(incoming, principal);
      },
      onProgress: ({ rows }) => {
        seen.push(rows);
        if (rows >= 3000) job.cancel();
      },
    });
    const status = await job.done;
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(status).toMatchObject({ state: 'failed', problem: { code: 'stopping' } });
    expect(status.accepted).toBeGreaterThanOrEqual(3000);
    expect(status.accepted).toBeLessThan(20_000);
    expect(seen.slice(0, 2)).toEqual([500, 1000]);
  });

  it('asks again for rows whose earlier report was refused, for their site may be there by now', async () => {
    const first = memoryAcceptor(new Map());
    const verdicts = new Map<string, boolean>();
    let isReady = false;
    const accept: typeof first = async (incoming) =>
      incoming.map(({ report }) => {
        const { opId } = report as { opId: string };
        const duplicate = verdicts.has(opId);
        if (!duplicate) verdicts.set(opId, isReady);
        const error = { code: 'unknown-entity', message: 'no such site' } as const;
        return { opId, seq: 1, ...(duplicate ? { duplicate } : {}), ...(verdicts.get(opId) ? {} : { error }) };
      });
    const rooms = { kind: 'site.rooms' };
    const content = 'id,occupied\na,5\nb,7\n';
    expect(await importText('r.csv', content, rooms, { accept })).toMatchObject({ accepted: 0, refusedTotal: 2 });
    isReady = true;
    expect(await importText('r.csv', content, rooms, { accept })).toMatchObject({ accepted: 2, refusedTotal: 0 });
    expect(await importText('r.csv', content, rooms, { accept })).toMatchObject({ accepted: 0, unchanged: 2 });
  });

  it('ends as failed, not as an exception, when the acceptor breaks', async () => {
    const status = await importText('a.csv', rowsOf(3), site, {
      accept: async () => {
        throw Object.assign(new Error('no room'), { code: 'disk-full' });
      },
    });
    expect(status).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } });
  });
});
