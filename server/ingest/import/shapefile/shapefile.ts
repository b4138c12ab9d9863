// A Shapefile as it travels: its files zipped together. `object` names one where an archive holds several.
import { problem } from '#shared/errors.ts';
import { ENCODINGS, type Encoding, type ImportOptions, type Offer, type Warning } from '#shared/import.ts';
import { chooseObject } from '../choose.ts';

import { crsOf, crsOffer, crsWarnings, type NamedCrs, requireDatum } from '../prj.ts';
import { ImportFailure, type Reader, type SourceRow } from '../row.ts';
import { openZip, type Zip } from '../zip.ts';
import { type Dbf, isGbkDriver, readDbf } from './dbf.ts';
import { shpRecords } from './shp.ts';

const CODE_PAGES: Readonly<Record<string, Encoding>> = {
  ...ENCODINGS,
  utf8: 'utf-8',
  '65001': 'utf-8',
  '936': 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  oem936: 'gb18030',
  'ansi 936': 'gb18030',
};

type Parts = {
  readonly shp: Uint8Array;
  readonly dbf: Uint8Array | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
};

const text = new TextDecoder();
const stemOf = (name: string): string => name.replace(/\.[^./]+$/, '');
/** macOS adds a second file of each, which holds its own notes. */
const isNote = (name: string): boolean => /(^|\/)(__MACOSX\/|\._)/.test(name);

function partsOf(zip: Zip, stem: string): Parts {
  const find = (ending: string): Uint8Array | undefined => {
    const name = zip.names.find((one) => stemOf(one) === stem && one.toLowerCase().endsWith(ending));
    return name === undefined ? undefined : zip.read(name);
  };
  const prj = find('.prj');
  const cpg = find('.cpg');
  const shp = find('.shp');
  if (shp === undefined) throw new ImportFailure(problem('unsupported-format', `the archive has no ${stem}.shp`));
  return {
    shp,
    dbf: find('.dbf'),
    prj: prj && text.decode(prj),
    cpg: cpg && text.decode(cpg.subarray(0, 40)).trim(),
  };
}

/** What the archive says its texts are in: its .cpg, else the language driver of the .dbf. */
function encodingSaid({ cpg, dbf }: Parts): Offer<Encoding> | undefined {
  const page = cpg?.toLowerCase();
  const named = page !== undefined && Object.hasOwn(CODE_PAGES, page) ? CODE_PAGES[page] : undefined;
  if (named !== undefined) return { value: named, confidence: 'certain', why: `.cpg: ${cpg}` };
  if (cpg === undefined && dbf && isGbkDriver(dbf)) {
    return { value: 'gb18030', confidence: 'likely', why: '.dbf: code page 936' };
  }
  return undefined;
}

/** @param path of a zip with .shp, .dbf, .prj and .cpg of one or more layers */
export function shapefileReader(path: string, options: ImportOptions): Reader {
  let stems: readonly string[] = [];
  let crs: NamedCrs | undefined;
  let said: Offer<Encoding> | undefined;
  let dbf: Dbf | undefined;

  async function* rows(): AsyncGenerator<SourceRow> {
    const zip = await openZip(path);
    stems = zip.names.filter((name) => /\.shp$/i.test(name) && !isNote(name)).map(stemOf);
    const parts = partsOf(zip, chooseObject(stems, options.object, 'Shapefile'));
    said = encodingSaid(parts);
    if (parts.dbf) dbf = readDbf(parts.dbf, options.encoding ?? said?.value ?? 'utf-8');
    if (parts.prj !== undefined) {
      crs = crsOf(parts.prj);
      requireDatum(crs, '.prj', options);
    }
    let index = 0;
    for (const { geometry, bad } of shpRecords(parts.shp)) {
      const record = dbf && index < dbf.count ? dbf.row(index) : undefined;
      index++;
      if (record?.isDeleted) continue;
      const wrong =
        bad !== undefined
          ? problem('bad-geometry', `.shp record ${index}: ${bad}`, 'geometry')
          : dbf !== undefined && record === undefined
            ? problem('bad-row', `the .dbf has no record ${index}`)
            : record?.problem;
      yield { row: index, cells: record?.cells ?? {}, geometry, ...(wrong ? { problem: wrong } : {}) };
    }
  }

  const warnings = (): Warning[] => {
    const out: Warning[] = crs ? [...crsWarnings(crs, '.prj', options)] : [];
    const cut = dbf?.cut() ?? 0;
    if (cut > 0) {
      out.push({ code: 'text-cut', message: `${cut} texts of the .dbf end in the middle of a character` });
    }
    return out;
  };
  return {
    columns: () => dbf?.columns ?? [],
    rows,
    warnings,
    offers: () => ({
      datum: crs ? crsOffer(crs, '.prj') : [],
      ...(said ? { encoding: [said] } : {}),
      objects: stems,
    }),
  };
}
