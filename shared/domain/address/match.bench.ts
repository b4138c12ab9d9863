// An address among a hundred thousand registered areas: node shared/domain/address/match.bench.ts
// Against the plain scan that compares it with every name; where all is spelled right, both must find the same.
import { median, printTable, ratio, short } from '../../bench.fixture.ts';
import { type AddressArea, AddressIndex } from './address-index.ts';
import { matchAddress } from './match.ts';
import { slips, spelled } from './spelling.ts';

const HEADS = [...'柳杨桃李梅兰竹菊松柏云霞江河湖海山川春秋'];
const TAILS = [...'湾岸渡口亭台桥塘坡岭溪泉田园庄堡营集店铺'];
const KINDS = ['小区', '家园', '花园', '新村', '公寓'];
const areas: AddressArea[] = [];
const add = (id: string, level: AddressArea['level'], name: string, parent?: string): void => {
  areas.push({ id, level, name, ...(parent === undefined ? {} : { parent }) } as AddressArea);
};
for (const [i, head] of HEADS.entries()) {
  for (const [j, tail] of TAILS.entries()) {
    for (const [k, kind] of KINDS.entries()) {
      const id = `${i}-${j}-${k}`;
      add(id, 'compound', `${head}${tail}${kind}`);
      for (let b = 1; b <= 7; b++) {
        add(`${id}-${b}`, 'building', `${b}号楼`, id);
        for (let s = 1; s <= 6; s++) add(`${id}-${b}-${s}`, 'staircase', `${s}单元`, `${id}-${b}`);
      }
    }
  }
}
const index = new AddressIndex(areas);
const ROUNDS = 5;
const RIGHT = ['桃溪花园5号楼2单元', '松桥家园三栋一单元', '海店公寓7幢'];
const SLIPPED = ['云岭坡新村2号楼', '柳湾小去3号楼2单元'];

/** What one would write first: the likest name of all, then its building by name. */
function scan(address: string): string | undefined {
  const text = spelled(address);
  let best: { readonly area: AddressArea; readonly slips: number } | undefined;
  for (const area of areas) {
    if (area.level !== 'compound') continue;
    const name = spelled(area.name);
    const found = text.includes(name) ? 0 : slips(text.slice(0, name.length), name, 2);
    if (found < (best?.slips ?? 3)) best = { area, slips: found };
  }
  const of = best?.area.id;
  return areas.find(({ parent, name }) => parent === of && text.includes(name))?.id;
}

/** Processor time of this thread, milliseconds for one address. */
function time(addresses: readonly string[], find: (address: string) => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const { user, system } = process.threadCpuUsage();
    for (const address of addresses) find(address);
    const spent = process.threadCpuUsage({ user, system });
    return (spent.user + spent.system) / 1_000 / addresses.length;
  });
  return median(rounds);
}

for (const address of RIGHT) {
  const found = matchAddress(index, address).candidates[0]?.areaId;
  if (!found?.startsWith(scan(address) ?? '?')) throw new Error(`${address}: ${found} is not what the scan finds`);
}
const rows = (
  [
    ['spelled right', RIGHT],
    ['with a slip', SLIPPED],
  ] as const
).map(([name, addresses]) => {
  const [own, plain] = [time(addresses, (address) => matchAddress(index, address)), time(addresses, scan)];
  return [name, `${short(own)} ms`, `${short(plain)} ms`, ratio(own, plain)];
});
console.log(`${areas.length} areas`);
printTable(['an address', 'index', 'plain scan', 'ratio'], rows);
