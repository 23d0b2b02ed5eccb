// Loaded into each Node process of a redirected command: connections to Twilio end at the redirect, also of clients that
// know no proxies. Host names, SNI and certificate checks stay as the program meant them. Plain old JavaScript, since the
// program's Node may be older than ours.
"use strict";
// biome-ignore lint/style/useNodejsImportProtocol: known to every Node
const { Socket } = require("net");

const port = Number(process.env.SENDERPOOL_REDIRECT_PORT);
const isTwilios = (host) => typeof host === "string" && /(^|\.)twilio\.com\.?$/i.test(host);
const LOOPBACK = "127.0.0.1";

if (port > 0) {
  const connect = Socket.prototype.connect;
  // Every client of TCP or TLS comes by here: with a port and a host, with options, or with both in an array of Node's own.
  Socket.prototype.connect = function (...args) {
    const [first] = args;
    if (Array.isArray(first)) first[0] = redirected(first[0]);
    else if (first !== null && typeof first === "object") args[0] = redirected(first);
    else if (isTwilios(args[1])) args.splice(0, 2, port, LOOPBACK);
    return connect.apply(this, args);
  };
}

function redirected(options) {
  if (options === null || typeof options !== "object" || !isTwilios(options.host)) return options;
  return Object.assign({}, options, { host: LOOPBACK, port, family: 4, lookup: undefined, localAddress: undefined });
}
