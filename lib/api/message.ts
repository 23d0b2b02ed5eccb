/** A request as either adapter (gateway, Next) takes it off its wire. */
export type ApiRequest = {
  readonly method: string;
  /** Path and query as they were sent, without the origin. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
};

export type ApiResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or empty. */
  readonly body: string;
};

/** The longest body that is read: a text of 1,600 emoji and ten long addresses fit twice. Beyond it: 413, 20413. */
export const BODY_BYTES_MAX = 131_072;

/** Whether a path is the API's, and never the console's. */
export const isApiPath = (path: string) => /^\/(2010-04-01|v1|v2|senderpool)(\/|\?|$)/.test(path);
