import type { Place } from "@/lib/domain/callback";
import type { NumberType } from "@/lib/domain/settings";

/** A number that the simulated carrier sells. */
export type AvailableNumber = {
  /** E.164. */
  readonly phoneNumber: string;
  readonly country: string;
  readonly type: NumberType;
  readonly locality: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  /** Degrees; null where the number belongs to no place. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean };
};

/** The carrier every installation has, and whose numbers these are. */
export const SIMULATED_CARRIER_ID = "00000000-0000-7000-8000-000000000001";

type Block = Omit<AvailableNumber, "phoneNumber"> & {
  /** The digits all its numbers begin with, with the plus. */
  readonly prefix: string;
  /** The last digits run from `from` to `to`, padded to the length of `to`. */
  readonly from: string;
  readonly to: string;
};

/** `+1` and an area code. */
const AREA_LENGTH = 5;

const TEXT = { sms: true, mms: false, voice: true };
const MEDIA = { sms: true, mms: true, voice: true };
const VOICE_ONLY = { sms: false, mms: false, voice: true };
const NOWHERE = { locality: null, region: null, postalCode: null, latitude: null, longitude: null };

/**
 * Area code, town, region, postal code, latitude, longitude. 555-0100 to 555-0199 of each are on sale: the range that is
 * set aside for fiction, so nothing here is anybody's number.
 * @source NANPA, 555 line number guidelines
 */
const NORTH_AMERICA = `
  US 201 | Jersey City | NJ | 07302 | 40.72 | -74.04
  US 202 | Washington | DC | 20001 | 38.91 | -77.02
  US 206 | Seattle | WA | 98101 | 47.61 | -122.33
  US 212 | New York | NY | 10001 | 40.75 | -73.99
  US 213 | Los Angeles | CA | 90012 | 34.06 | -118.24
  US 214 | Dallas | TX | 75201 | 32.79 | -96.80
  US 215 | Philadelphia | PA | 19102 | 39.95 | -75.17
  US 303 | Denver | CO | 80202 | 39.75 | -104.99
  US 305 | Miami | FL | 33130 | 25.77 | -80.20
  US 310 | Santa Monica | CA | 90401 | 34.02 | -118.49
  US 312 | Chicago | IL | 60601 | 41.89 | -87.62
  US 313 | Detroit | MI | 48226 | 42.33 | -83.05
  US 404 | Atlanta | GA | 30303 | 33.75 | -84.39
  US 415 | San Francisco | CA | 94103 | 37.77 | -122.41
  US 469 | Dallas | TX | 75202 | 32.78 | -96.80
  US 503 | Portland | OR | 97204 | 45.52 | -122.68
  US 512 | Austin | TX | 78701 | 30.27 | -97.74
  US 602 | Phoenix | AZ | 85003 | 33.45 | -112.08
  US 612 | Minneapolis | MN | 55401 | 44.98 | -93.27
  US 617 | Boston | MA | 02108 | 42.36 | -71.06
  US 628 | San Francisco | CA | 94105 | 37.79 | -122.39
  US 646 | New York | NY | 10011 | 40.74 | -74.00
  US 702 | Las Vegas | NV | 89101 | 36.17 | -115.12
  US 713 | Houston | TX | 77002 | 29.76 | -95.36
  US 808 | Hilo | HI | 96720 | 19.72 | -155.09
  US 907 | Anchorage | AK | 99501 | 61.22 | -149.90
  US 917 | New York | NY | 10016 | 40.75 | -73.98
  CA 416 | Toronto | ON | M5H | 43.65 | -79.38
  CA 438 | Montreal | QC | H2Y | 45.51 | -73.55
  CA 514 | Montreal | QC | H3B | 45.50 | -73.57
  CA 587 | Calgary | AB | T2P | 51.05 | -114.07
  CA 604 | Vancouver | BC | V6B | 49.28 | -123.12
  CA 902 | Halifax | NS | B3H | 44.65 | -63.58
`;

const NORTH_AMERICAN_TOLL_FREE = ["800", "833", "844", "855", "866", "877", "888"];

/**
 * Beyond North America: country, type, prefix, last digits, town, capabilities. Ranges set aside for fiction where the
 * country has them.
 * @source Ofcom, ACMA, ARCEP, Bundesnetzagentur, PTS: numbers for drama use
 */
const ELSEWHERE = `
  GB | local | +442079460 | 000-199 | London | voice
  GB | local | +441174960 | 000-099 | Bristol | voice
  GB | mobile | +447700900 | 000-199 | | text
  GB | toll-free | +448081570 | 000-099 | | voice
  AU | local | +61255501 | 000-099 | Sydney | voice
  AU | mobile | +61491570 | 000-199 | | media
  AU | toll-free | +611800975 | 700-799 | | voice
  DE | local | +493023125 | 000-099 | Berlin | voice
  DE | mobile | +491764069 | 0000-0099 | | text
  FR | local | +3319900 | 0000-0099 | Paris | voice
  FR | mobile | +3363998 | 0000-0099 | | text
  SE | mobile | +46701740 | 600-699 | | text
  NL | mobile | +316102000 | 00-99 | | text
  ES | mobile | +346120000 | 00-99 | | text
  IE | mobile | +353855550 | 100-199 | | text
  BR | mobile | +551199550 | 0100-0199 | | text
  MX | mobile | +525555500 | 100-199 | | text
  IN | mobile | +919876500 | 100-199 | | text
  JP | mobile | +81905550 | 0100-0199 | | text
  SG | mobile | +658155 | 0100-0199 | | text
`;

const BLOCKS: readonly Block[] = [
  ...lines(NORTH_AMERICA).map(
    ([area = "", locality = "", region = "", postalCode = "", latitude, longitude]): Block => {
      const [country = "", code] = area.split(" ");
      const place = { locality, region, postalCode, latitude: Number(latitude), longitude: Number(longitude) };
      return {
        country,
        type: "local",
        prefix: `+1${code}555`,
        from: "0100",
        to: "0199",
        capabilities: MEDIA,
        ...place,
      };
    },
  ),
  ...["US", "CA"].flatMap((country) =>
    NORTH_AMERICAN_TOLL_FREE.map((code): Block => {
      // Both countries share these codes; each sells its own half.
      const [from, to] = country === "US" ? ["0100", "0149"] : ["0150", "0199"];
      return { country, type: "toll-free", prefix: `+1${code}555`, from, to, capabilities: MEDIA, ...NOWHERE };
    }),
  ),
  ...lines(ELSEWHERE).map(([country = "", type, prefix = "", range = "", locality, can]): Block => {
    const [from = "", to = ""] = range.split("-");
    const capabilities = can === "voice" ? VOICE_ONLY : can === "media" ? MEDIA : TEXT;
    return {
      ...NOWHERE,
      country,
      type: type as NumberType,
      prefix,
      from,
      to,
      capabilities,
      locality: locality || null,
    };
  }),
];

/** Countries that have numbers for sale, with the types of each, in the order of the tables. */
export const COUNTRIES_ON_SALE: ReadonlyMap<string, ReadonlySet<NumberType>> = BLOCKS.reduce(
  (found, { country, type }) => found.set(country, new Set([...(found.get(country) ?? []), type])),
  new Map<string, Set<NumberType>>(),
);

/** What a search asks for. Texts match whole, whatever their case; left out, a field matches everything. */
export type InventoryFilter = {
  /** Three digits; US and Canada only. */
  readonly areaCode?: string;
  /** Digits anywhere in the number; `*` or `%` stands for any one digit, letters for their keys. */
  readonly contains?: string;
  readonly sms?: boolean;
  readonly mms?: boolean;
  readonly voice?: boolean;
  readonly locality?: string;
  readonly region?: string;
  readonly postalCode?: string;
  /** A place, in degrees, and how far from it, in miles. */
  readonly near?: { readonly latitude: number; readonly longitude: number; readonly miles: number };
};

/**
 * The carrier's numbers that match, in a fixed order, sold ones included: a caller leaves out those that are owned.
 * @source behaviour §9.4 (AvailablePhoneNumbers filters)
 */
export function* searchInventory(
  country: string,
  type: NumberType,
  filter: InventoryFilter,
): Generator<AvailableNumber> {
  const pattern = filter.contains === undefined ? undefined : patternOf(filter.contains);
  for (const block of BLOCKS) {
    if (block.country !== country || block.type !== type || !matchesBlock(block, filter)) continue;
    for (const number of numbersOf(block)) if (!pattern || pattern.test(number.phoneNumber)) yield number;
  }
}

/** The number on sale that this E.164 text names, whoever may own it by now. */
export function findInInventory(phoneNumber: string): AvailableNumber | undefined {
  for (const block of BLOCKS) {
    if (!phoneNumber.startsWith(block.prefix) || phoneNumber.length !== block.prefix.length + block.to.length) continue;
    const last = phoneNumber.slice(block.prefix.length);
    if (last >= block.from && last <= block.to) return toNumber(block, last);
  }
  return undefined;
}

const PLACES: ReadonlyMap<string, Place> = new Map(
  BLOCKS.filter(({ region }) => region !== null).map(({ prefix, locality, region, postalCode }) => [
    prefix.slice(0, AREA_LENGTH),
    { city: locality, state: region, zip: postalCode },
  ]),
);

/** Where numbers of this one's area code belong, written as webhooks say it; nothing is known of most. */
export const placeOf = (e164: string): Place => PLACES.get(e164.slice(0, AREA_LENGTH)) ?? {};

/** The name a number has until it gets one: `(415) 555-0134`, or E.164 outside North America. @source OpenAPI examples */
export const nationalFormat = (e164: string) =>
  /^\+1\d{10}$/.test(e164) ? `(${e164.slice(2, 5)}) ${e164.slice(5, 8)}-${e164.slice(8)}` : e164;

/** @source NANPA: the first digit is 2 to 9 */
export const isAreaCode = (text: string) => /^[2-9]\d\d$/.test(text);

function matchesBlock(block: Block, filter: InventoryFilter): boolean {
  const { areaCode, sms, mms, voice, locality, region, postalCode, near } = filter;
  const { capabilities } = block;
  return (
    (areaCode === undefined || block.prefix.startsWith(`+1${areaCode}`)) &&
    (sms === undefined || sms === capabilities.sms) &&
    (mms === undefined || mms === capabilities.mms) &&
    (voice === undefined || voice === capabilities.voice) &&
    sameText(locality, block.locality) &&
    sameText(region, block.region) &&
    sameText(postalCode, block.postalCode) &&
    (near === undefined || isNear(block, near))
  );
}

const sameText = (wanted: string | undefined, text: string | null) =>
  wanted === undefined || wanted.toLowerCase() === text?.toLowerCase();

const EARTH_RADIUS_MILES = 3_958.8;

/** Great-circle distance by the haversine formula. */
function isNear(block: Block, near: { latitude: number; longitude: number; miles: number }): boolean {
  if (block.latitude === null || block.longitude === null) return false;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLatitude = radians(block.latitude - near.latitude);
  const dLongitude = radians(block.longitude - near.longitude);
  const a =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(radians(block.latitude)) * Math.cos(radians(near.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.sqrt(a)) <= near.miles;
}

const KEYS = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/** @source behaviour §9.4; letters as on a telephone's keys, ITU-T E.161 */
function patternOf(contains: string): RegExp {
  const digits = [...contains.toLowerCase()].map((character) => {
    if (character === "*" || character === "%") return "\\d";
    if (character === "+") return "^\\+";
    const key = KEYS.findIndex((letters) => letters.includes(character));
    return key >= 0 ? String(key + 2) : /\d/.test(character) ? character : "";
  });
  return new RegExp(digits.join(""));
}

function* numbersOf(block: Block): Generator<AvailableNumber> {
  for (let last = Number(block.from); last <= Number(block.to); last++) {
    yield toNumber(block, String(last).padStart(block.to.length, "0"));
  }
}

function toNumber({ prefix, from: _from, to: _to, ...place }: Block, last: string): AvailableNumber {
  return { ...place, phoneNumber: prefix + last };
}

function lines(table: string): string[][] {
  return table
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
}
