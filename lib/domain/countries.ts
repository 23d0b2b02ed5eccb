/** A country or territory with a calling code. */
export type Country = {
  /** ISO 3166-1 alpha-2, and XK for Kosovo. */
  readonly code: string;
  readonly name: string;
  /** Without the plus; several countries may share one. */
  readonly callingCode: string;
  /** Possible numbers of digits after the calling code. */
  readonly lengths: ReadonlySet<number>;
  /** How a mobile number is grouped when written after its calling code. */
  readonly groups: readonly number[];
};

/**
 * Code, calling code, possible lengths, grouping of a mobile number, English name; in the order of names.
 * The table instead of libphonenumber: it is a tenth of the size in the browser and a tenth of the time on the way of
 * every message. A test holds it to the library.
 * @source libphonenumber's metadata; ITU-T E.164 (15 digits at most); Unicode CLDR names
 */
const TABLE = `
  AF | 93 | 9 | 2 3 4 | Afghanistan
  AX | 358 | 5-12 | 2 7 | Åland Islands
  AL | 355 | 6-9 | 2 3 4 | Albania
  DZ | 213 | 8-9 | 3 2 2 2 | Algeria
  AS | 1 | 10 | 3 3 4 | American Samoa
  AD | 376 | 6,8-9 | 3 3 | Andorra
  AO | 244 | 9 | 3 3 3 | Angola
  AI | 1 | 10 | 3 3 4 | Anguilla
  AG | 1 | 10 | 3 3 4 | Antigua & Barbuda
  AR | 54 | 10-11 | 1 2 4 4 | Argentina
  AM | 374 | 8 | 2 6 | Armenia
  AW | 297 | 7 | 3 4 | Aruba
  AC | 247 | 5-6 | 5 | Ascension Island
  AU | 61 | 5-10,12 | 3 3 3 | Australia
  AT | 43 | 4-13 | 3 6 | Austria
  AZ | 994 | 9 | 2 3 2 2 | Azerbaijan
  BS | 1 | 10 | 3 3 4 | Bahamas
  BH | 973 | 8 | 4 4 | Bahrain
  BD | 880 | 6-10 | 4 6 | Bangladesh
  BB | 1 | 10 | 3 3 4 | Barbados
  BY | 375 | 6-11 | 2 3 2 2 | Belarus
  BE | 32 | 8-9 | 3 2 2 2 | Belgium
  BZ | 501 | 7,11 | 3 4 | Belize
  BJ | 229 | 10 | 2 2 2 2 2 | Benin
  BM | 1 | 10 | 3 3 4 | Bermuda
  BT | 975 | 7-8 | 2 2 2 2 | Bhutan
  BO | 591 | 8-9 | 8 | Bolivia
  BA | 387 | 8-9 | 2 3 3 | Bosnia & Herzegovina
  BW | 267 | 7-8,10 | 2 3 3 | Botswana
  BR | 55 | 8-11 | 2 5 4 | Brazil
  IO | 246 | 7 | 3 4 | British Indian Ocean Territory
  VG | 1 | 10 | 3 3 4 | British Virgin Islands
  BN | 673 | 7 | 3 4 | Brunei
  BG | 359 | 6-9,12 | 2 3 3 | Bulgaria
  BF | 226 | 8 | 2 2 2 2 | Burkina Faso
  BI | 257 | 8 | 2 2 2 2 | Burundi
  KH | 855 | 8-10 | 2 3 3 | Cambodia
  CM | 237 | 8-9 | 1 2 2 2 2 | Cameroon
  CA | 1 | 10 | 3 3 4 | Canada
  CV | 238 | 7 | 3 2 2 | Cape Verde
  BQ | 599 | 7 | 3 4 | Caribbean Netherlands
  KY | 1 | 10 | 3 3 4 | Cayman Islands
  CF | 236 | 8 | 2 2 2 2 | Central African Republic
  TD | 235 | 8 | 2 2 2 2 | Chad
  CL | 56 | 9-11 | 1 4 4 | Chile
  CN | 86 | 7-12 | 3 4 4 | China
  CX | 61 | 6-10,12 | 3 3 3 | Christmas Island
  CC | 61 | 6-10,12 | 3 3 3 | Cocos (Keeling) Islands
  CO | 57 | 8,10-11 | 3 7 | Colombia
  KM | 269 | 7 | 3 2 2 | Comoros
  CG | 242 | 9 | 2 3 4 | Congo
  CD | 243 | 7-10 | 3 3 3 | Congo (DRC)
  CK | 682 | 5 | 2 3 | Cook Islands
  CR | 506 | 8,10 | 4 4 | Costa Rica
  CI | 225 | 10 | 2 2 2 4 | Côte d’Ivoire
  HR | 385 | 7-9 | 2 3 4 | Croatia
  CU | 53 | 6-8,10 | 1 7 | Cuba
  CW | 599 | 7-8 | 1 3 4 | Curaçao
  CY | 357 | 8 | 2 6 | Cyprus
  CZ | 420 | 9-12 | 3 3 3 | Czechia
  DK | 45 | 8 | 2 2 2 2 | Denmark
  DJ | 253 | 8 | 2 2 2 2 | Djibouti
  DM | 1 | 10 | 3 3 4 | Dominica
  DO | 1 | 10 | 3 3 4 | Dominican Republic
  EC | 593 | 8-11 | 2 3 4 | Ecuador
  EG | 20 | 8-10 | 2 8 | Egypt
  SV | 503 | 7-8,11 | 4 4 | El Salvador
  GQ | 240 | 9 | 3 3 3 | Equatorial Guinea
  ER | 291 | 7 | 1 3 3 | Eritrea
  EE | 372 | 7-8,10 | 4 4 | Estonia
  SZ | 268 | 8-9 | 4 4 | Eswatini
  ET | 251 | 9 | 2 3 4 | Ethiopia
  FK | 500 | 5 | 5 | Falkland Islands
  FO | 298 | 6 | 2 2 2 | Faroe Islands
  FJ | 679 | 7,11 | 3 4 | Fiji
  FI | 358 | 5-12 | 2 7 | Finland
  FR | 33 | 9 | 1 2 2 2 2 | France
  GF | 594 | 9 | 3 2 2 2 | French Guiana
  PF | 689 | 6,8-9 | 2 2 2 2 | French Polynesia
  GA | 241 | 7-8 | 2 2 2 2 | Gabon
  GM | 220 | 7,9 | 3 4 | Gambia
  GE | 995 | 9 | 3 2 2 2 | Georgia
  DE | 49 | 4-15 | 4 7 | Germany
  GH | 233 | 8-9 | 2 3 4 | Ghana
  GI | 350 | 8 | 8 | Gibraltar
  GR | 30 | 10-12 | 3 3 4 | Greece
  GL | 299 | 6 | 2 2 2 | Greenland
  GD | 1 | 10 | 3 3 4 | Grenada
  GP | 590 | 9 | 3 2 2 2 | Guadeloupe
  GU | 1 | 10 | 3 3 4 | Guam
  GT | 502 | 8,11 | 4 4 | Guatemala
  GG | 44 | 7,9-10 | 4 6 | Guernsey
  GN | 224 | 8-9 | 3 2 2 2 | Guinea
  GW | 245 | 7,9 | 3 3 3 | Guinea-Bissau
  GY | 592 | 7 | 3 4 | Guyana
  HT | 509 | 8 | 2 2 4 | Haiti
  HN | 504 | 8,11 | 4 4 | Honduras
  HK | 852 | 5-9,11 | 4 4 | Hong Kong
  HU | 36 | 8-9 | 2 3 4 | Hungary
  IS | 354 | 7,9 | 3 4 | Iceland
  IN | 91 | 8-13 | 5 5 | India
  ID | 62 | 7-15 | 3 3 3 | Indonesia
  IR | 98 | 4-7,10 | 3 3 4 | Iran
  IQ | 964 | 8-10 | 3 3 4 | Iraq
  IE | 353 | 7-10 | 2 3 4 | Ireland
  IM | 44 | 10 | 4 6 | Isle of Man
  IL | 972 | 7-12 | 2 3 4 | Israel
  IT | 39 | 6-12 | 3 3 4 | Italy
  JM | 1 | 10 | 3 3 4 | Jamaica
  JP | 81 | 8-15 | 2 4 4 | Japan
  JE | 44 | 10 | 4 6 | Jersey
  JO | 962 | 8-9 | 1 4 4 | Jordan
  KZ | 7 | 10,14 | 3 3 4 | Kazakhstan
  KE | 254 | 7-10 | 3 6 | Kenya
  KI | 686 | 5,8 | 8 | Kiribati
  XK | 383 | 8-12 | 2 3 3 | Kosovo
  KW | 965 | 7-8 | 3 5 | Kuwait
  KG | 996 | 9-10 | 3 3 3 | Kyrgyzstan
  LA | 856 | 8-10 | 2 2 3 3 | Laos
  LV | 371 | 8 | 2 3 3 | Latvia
  LB | 961 | 7-8 | 2 3 3 | Lebanon
  LS | 266 | 8 | 4 4 | Lesotho
  LR | 231 | 7-9 | 2 3 4 | Liberia
  LY | 218 | 9 | 2 7 | Libya
  LI | 423 | 7,9 | 3 3 3 | Liechtenstein
  LT | 370 | 8 | 3 5 | Lithuania
  LU | 352 | 4-11 | 3 3 3 | Luxembourg
  MO | 853 | 7-8 | 4 4 | Macao
  MG | 261 | 9 | 2 2 3 2 | Madagascar
  MW | 265 | 7,9 | 3 2 2 2 | Malawi
  MY | 60 | 8-10 | 2 3 4 | Malaysia
  MV | 960 | 7,10 | 3 4 | Maldives
  ML | 223 | 8 | 2 2 2 2 | Mali
  MT | 356 | 8 | 4 4 | Malta
  MH | 692 | 7 | 3 4 | Marshall Islands
  MQ | 596 | 9 | 3 2 2 2 | Martinique
  MR | 222 | 8 | 2 2 2 2 | Mauritania
  MU | 230 | 7-8,10 | 4 4 | Mauritius
  YT | 262 | 9 | 3 2 2 2 | Mayotte
  MX | 52 | 10 | 3 3 4 | Mexico
  FM | 691 | 7 | 3 4 | Micronesia
  MD | 373 | 8 | 3 2 3 | Moldova
  MC | 377 | 8-9 | 1 2 2 2 2 | Monaco
  MN | 976 | 8-10 | 4 4 | Mongolia
  ME | 382 | 8-9 | 2 3 3 | Montenegro
  MS | 1 | 10 | 3 3 4 | Montserrat
  MA | 212 | 9 | 1 2 2 2 2 | Morocco
  MZ | 258 | 8-9 | 2 3 4 | Mozambique
  MM | 95 | 6-10 | 1 3 4 | Myanmar
  NA | 264 | 8-9 | 2 3 4 | Namibia
  NR | 674 | 7 | 3 4 | Nauru
  NP | 977 | 8,10-11 | 3 7 | Nepal
  NL | 31 | 5-11 | 1 8 | Netherlands
  NC | 687 | 6 | 2 2 2 | New Caledonia
  NZ | 64 | 5-10 | 2 3 4 | New Zealand
  NI | 505 | 8 | 4 4 | Nicaragua
  NE | 227 | 8 | 2 2 2 2 | Niger
  NG | 234 | 10-14 | 3 3 4 | Nigeria
  NU | 683 | 4,7 | 3 4 | Niue
  NF | 672 | 6 | 1 5 | Norfolk Island
  KP | 850 | 8,10 | 3 3 4 | North Korea
  MK | 389 | 8 | 2 3 3 | North Macedonia
  MP | 1 | 10 | 3 3 4 | Northern Mariana Islands
  NO | 47 | 5,8 | 2 2 2 2 | Norway
  OM | 968 | 7-9 | 4 4 | Oman
  PK | 92 | 8-12 | 3 7 | Pakistan
  PW | 680 | 7 | 3 4 | Palau
  PS | 970 | 8-10 | 3 3 3 | Palestine
  PA | 507 | 7-8,10-11 | 4 4 | Panama
  PG | 675 | 7-8 | 4 4 | Papua New Guinea
  PY | 595 | 6-11 | 3 6 | Paraguay
  PE | 51 | 8-9 | 3 3 3 | Peru
  PH | 63 | 6,8-13 | 3 3 4 | Philippines
  PL | 48 | 6-10 | 3 3 3 | Poland
  PT | 351 | 9 | 3 3 3 | Portugal
  PR | 1 | 10 | 3 3 4 | Puerto Rico
  QA | 974 | 7-9,11 | 4 4 | Qatar
  RE | 262 | 9 | 3 2 2 2 | Réunion
  RO | 40 | 6,9 | 3 3 3 | Romania
  RU | 7 | 10,14 | 3 3 2 2 | Russia
  RW | 250 | 8-9 | 3 3 3 | Rwanda
  WS | 685 | 5-7,10 | 2 5 | Samoa
  SM | 378 | 8,10 | 2 2 2 2 | San Marino
  ST | 239 | 7 | 3 4 | São Tomé & Príncipe
  SA | 966 | 9-10 | 2 3 4 | Saudi Arabia
  SN | 221 | 9 | 2 3 2 2 | Senegal
  RS | 381 | 6-12 | 2 7 | Serbia
  SC | 248 | 7 | 1 3 3 | Seychelles
  SL | 232 | 8 | 2 6 | Sierra Leone
  SG | 65 | 8,10-11 | 4 4 | Singapore
  SX | 1 | 10 | 3 3 4 | Sint Maarten
  SK | 421 | 6-7,9 | 3 3 3 | Slovakia
  SI | 386 | 5-8 | 2 3 3 | Slovenia
  SB | 677 | 5,7 | 2 5 | Solomon Islands
  SO | 252 | 6-9 | 1 7 | Somalia
  ZA | 27 | 5-10 | 2 3 4 | South Africa
  KR | 82 | 5-6,8-14 | 2 4 4 | South Korea
  SS | 211 | 9 | 3 3 3 | South Sudan
  ES | 34 | 9 | 3 2 2 2 | Spain
  LK | 94 | 9 | 2 3 4 | Sri Lanka
  BL | 590 | 9 | 3 2 2 2 | St. Barthélemy
  SH | 290 | 4-5 | 5 | St. Helena
  KN | 1 | 10 | 3 3 4 | St. Kitts & Nevis
  LC | 1 | 10 | 3 3 4 | St. Lucia
  MF | 590 | 9 | 3 2 2 2 | St. Martin
  PM | 508 | 6,9 | 2 2 2 | St. Pierre & Miquelon
  VC | 1 | 10 | 3 3 4 | St. Vincent & Grenadines
  SD | 249 | 9 | 2 3 4 | Sudan
  SR | 597 | 6-7 | 3 4 | Suriname
  SJ | 47 | 5,8 | 2 2 2 2 | Svalbard & Jan Mayen
  SE | 46 | 6-10,12 | 2 3 2 2 | Sweden
  CH | 41 | 9,12 | 2 3 2 2 | Switzerland
  SY | 963 | 8-9 | 3 3 3 | Syria
  TW | 886 | 7-11 | 3 3 3 | Taiwan
  TJ | 992 | 9 | 2 3 4 | Tajikistan
  TZ | 255 | 9 | 3 3 3 | Tanzania
  TH | 66 | 8-10,13 | 2 3 4 | Thailand
  TL | 670 | 7-8 | 4 4 | Timor-Leste
  TG | 228 | 8 | 2 2 2 2 | Togo
  TK | 690 | 4-7 | 4 | Tokelau
  TO | 676 | 5,7 | 3 4 | Tonga
  TT | 1 | 10 | 3 3 4 | Trinidad & Tobago
  TA | 290 | 4 | 4 | Tristan da Cunha
  TN | 216 | 8 | 2 3 3 | Tunisia
  TR | 90 | 7,10,12-13 | 3 3 2 2 | Türkiye
  TM | 993 | 8 | 2 6 | Turkmenistan
  TC | 1 | 10 | 3 3 4 | Turks & Caicos Islands
  TV | 688 | 5-7 | 2 4 | Tuvalu
  VI | 1 | 10 | 3 3 4 | U.S. Virgin Islands
  UG | 256 | 9 | 3 6 | Uganda
  UA | 380 | 9-10 | 2 3 4 | Ukraine
  AE | 971 | 5-12 | 2 3 4 | United Arab Emirates
  GB | 44 | 7,9-10 | 4 6 | United Kingdom
  US | 1 | 10 | 3 3 4 | United States
  UY | 598 | 4-13 | 2 3 3 | Uruguay
  UZ | 998 | 9 | 2 3 2 2 | Uzbekistan
  VU | 678 | 5,7 | 3 4 | Vanuatu
  VA | 39 | 6-12 | 3 3 4 | Vatican City
  VE | 58 | 10 | 3 7 | Venezuela
  VN | 84 | 7-10 | 3 3 3 | Vietnam
  WF | 681 | 6,9 | 2 2 2 | Wallis & Futuna
  EH | 212 | 9 | 1 2 2 2 2 | Western Sahara
  YE | 967 | 7-9 | 3 3 3 | Yemen
  ZM | 260 | 9 | 2 7 | Zambia
  ZW | 263 | 7,9-10 | 2 3 4 | Zimbabwe
`;

/** Every country with a calling code, in the order of English names: for pickers and for reading numbers. */
export const COUNTRIES: readonly Country[] = TABLE.trim().split("\n").map(countryOfLine);

/** The country that a shared calling code means unless a longer prefix says otherwise. */
const MAIN_OF_SHARED: Readonly<Record<string, string>> = {
  "1": "US",
  "7": "RU",
  "39": "IT",
  "44": "GB",
  "47": "NO",
  "61": "AU",
  "212": "MA",
  "262": "RE",
  "290": "SH",
  "358": "FI",
  "590": "GP",
  "599": "CW",
};

const byCode: ReadonlyMap<string, Country> = new Map(COUNTRIES.map((country) => [country.code, country]));

const byCallingCode: ReadonlyMap<string, Country> = new Map(
  COUNTRIES.filter(({ code, callingCode }) => (MAIN_OF_SHARED[callingCode] ?? code) === code).map((country) => [
    country.callingCode,
    country,
  ]),
);

/** @param code ISO 3166-1 alpha-2, upper case */
export const findCountry = (code: string): Country | undefined => byCode.get(code);

/** The English name, or the code itself when there is no such country. */
export const countryName = (code: string): string => byCode.get(code)?.name ?? code;

/** The main country of a calling code (without the plus). */
export const countryOfCallingCode = (callingCode: string): Country | undefined => byCallingCode.get(callingCode);

function countryOfLine(line: string): Country {
  const [code = "", callingCode = "", lengths = "", groups = "", name = ""] = line
    .split("|")
    .map((cell) => cell.trim());
  return {
    code,
    name,
    callingCode,
    lengths: new Set(lengths.split(",").flatMap(range)),
    groups: groups.split(" ").map(Number),
  };
}

function range(text: string): number[] {
  const [first = 0, last = first] = text.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
