/** Products of Twilio's API that are answered here, by the first label of their hosts. @source behaviour §10.1 */
const PRODUCTS = new Set(["accounts", "api", "content", "iam", "lookups", "messaging", "monitor", "pricing"]);

/** `product`, then an edge and a region that may be missing. @source behaviour §11.1 (region and edge) */
const HOST = /^([a-z]+)(\.[a-z\d-]+){0,2}\.twilio\.com$/;

/** Whether a host name is one of Twilio's. @param host in whatever case, without a port */
export const isTwilioHost = (host: string): boolean => /(^|\.)twilio\.com\.?$/i.test(host);

/** Whether what Twilio answers at this host is answered here. @param host in lower case, without a port */
export const isAnsweredHost = (host: string): boolean => PRODUCTS.has(HOST.exec(host)?.[1] ?? "");

/** Of a request that was redirected here: the host its client called. Links then lead there, and so back here. */
export const CALLED_HOST = "senderpool-called-host";
