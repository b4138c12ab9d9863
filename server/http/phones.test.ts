// What waits on the phones, told by themselves and shown to those who hand out tasks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '#shared/time.ts';
import { type Line, openLine } from '../testing/line.ts';
import { PhoneBook } from './phones.ts';

describe('the book of phones', () => {
  const everywhere = () => true;

  it('grows older with the silence: what waited is late after an hour, and the phone is forgotten after a day', () => {
    let now = 5_000;
    const book = new PhoneBook(() => now);
    book.hear({ device: 'a', waiting: 3, late: 0, oldestSeconds: 600 }, 'field', []);
    book.hear({ device: 'b', teamId: 't', waiting: 0, late: 0 }, 'field', []);
    expect(book.list(everywhere).map(({ device }) => device)).toEqual(['b', 'a']);
    now += HOUR - 500_000;
    expect(book.list(everywhere)[1]).toEqual({
      device: 'a',
      account: 'field',
      silentSeconds: 3_100,
      waiting: 3,
      late: 1,
      oldestSeconds: 3_700,
    });
    now += HOUR;
    expect(book.list(everywhere).map(({ late }) => late)).toEqual([0, 3]);
    book.hear({ device: 'a', waiting: 0, late: 0 }, 'field', []);
    now += 23 * HOUR;
    expect(book.list(everywhere).map(({ device }) => device)).toEqual(['a']);
    expect(book.listeningFor).toBe(now - 5_000);
  });

  it('remembers only so many, and leaves out the one longest silent', () => {
    const book = new PhoneBook(() => 0);
    for (let i = 0; i < 20_001; i++) book.hear({ device: `d${i}`, waiting: 0, late: 0 }, 'field', []);
    const devices = book.list(everywhere).map(({ device }) => device);
    expect([devices.length, devices.includes('d0'), devices[0]]).toEqual([20_000, false, 'd20000']);
  });
});

describe('phones over the line', () => {
  let line: Line;
  beforeAll(async () => {
    line = await openLine();
  });
  afterAll(() => line.close());
  const tell = (body: unknown, headers: Record<string, string>) =>
    fetch(`${line.url}/api/phones`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: line.url, ...headers },
      body: JSON.stringify(body),
    });

  it('are told by who reports and shown to who hands out tasks, and to nobody else', async () => {
    const [field, analyst, observer] = await Promise.all(['field', 'analyst', 'observer'].map(line.signIn));
    expect((await tell({ device: 'phone-1', waiting: 2, late: 1, oldestSeconds: 4_000 }, field!)).status).toBe(204);
    expect((await tell({ device: 'phone-2', waiting: 2, late: 1 }, observer!)).status).toBe(403);
    const { body } = await line.get('/api/phones', analyst);
    expect(body).toMatchObject({ total: 1, phones: [{ device: 'phone-1', account: 'field', waiting: 2, late: 1 }] });
    for (const headers of [field, observer]) expect((await line.get('/api/phones', headers)).status).toBe(403);
  });

  it.each([
    {},
    { device: '', waiting: 0, late: 0 },
    { device: 'p', waiting: -1, late: 0 },
    { device: 'p', waiting: 1.5, late: 0 },
    { device: 'p', waiting: null, late: 0 },
    { device: 'p', waiting: 0, late: 0, position: [1, 2] },
  ])('refuses %j', async (body) => {
    expect((await tell(body, await line.signIn('field'))).status).toBe(422);
  });
});
