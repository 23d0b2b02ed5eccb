import { channelOf } from "@/lib/domain/address";
import type { Direction } from "@/lib/domain/message-status";

/** A file that belongs to a message and is kept here. */
export type Media = {
  readonly id: string;
  readonly accountId: string;
  readonly messageId: string;
  /** Its place in the message, from 0. */
  readonly position: number;
  /** One of the accepted types, without parameters. */
  readonly contentType: string;
  readonly bytes: number;
  /** As the server it came from calls it; null when it did not say, or not plainly. */
  readonly fileName: string | null;
  /** The path of its public link, when the message went out as text; else null. */
  readonly link: string | null;
  readonly createdAt: Date;
  readonly storedAt: Date;
};

/** Files a message may have. @source behaviour §1.10 (21623) */
export const MEDIA_MAX = 10;

/** All files of a message together. @source behaviour §1.10 (MMS; 30019) */
export const MESSAGE_BYTES_MAX = 5 * 1_048_576;

/** How long the link of a converted message works. @source behaviour §2.9 */
export const LINK_DAYS = 365;

/** Countries whose networks take MMS from here. @source behaviour §1.10 */
export const MMS_COUNTRIES: ReadonlySet<string> = new Set(["US", "CA", "AU"]);

/** Whether phones of this country (ISO 3166-1 alpha-2) can be sent media. */
const takesMms = (country: string | null) => country !== null && MMS_COUNTRIES.has(country);

/**
 * Whether a message travels with its media, as MMS or on a channel: one message, whatever its length. A text with media
 * for a country that takes no MMS is sent with links, or not at all.
 * @source behaviour §1.9 (segments), §2.9
 */
export const travelsAsMms = ({
  direction,
  to,
  country,
  numMedia,
}: {
  readonly direction: Direction;
  readonly to: string;
  readonly country: string | null;
  readonly numMedia: number;
}) => numMedia > 0 && (direction === "inbound" || takesMms(country) || channelOf(to) !== "sms");

/** Whether a message with so many files can only leave as text with links to them. @source behaviour §2.9 */
export const mustConvert = ({
  to,
  country,
  numMedia,
}: {
  readonly to: string;
  readonly country: string | null;
  readonly numMedia: number;
}) => numMedia > 0 && !takesMms(country) && channelOf(to) === "sms";

/** The text of a converted message: what it said, then where its files are. @source behaviour §2.9 */
export const withLinks = (body: string, links: readonly string[]): string =>
  [body, ...links].filter((part) => part !== "").join(" ");

/** What may be kept of a file's name. @source behaviour §1.10 (at most 20 characters, no spaces) */
const FILE_NAME = /^[\w-][\w.-]{0,19}$/;

/**
 * The file name a Content-Disposition header gives, if it is a plain one.
 * @source RFC 6266 §4.1 (`filename`; the encoded `filename*` is not read)
 */
export function fileNameOf(disposition: string | undefined): string | null {
  const name = /(?:^|;)\s*filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? "");
  const given = name?.[1] ?? name?.[2] ?? "";
  return FILE_NAME.test(given) ? given : null;
}
