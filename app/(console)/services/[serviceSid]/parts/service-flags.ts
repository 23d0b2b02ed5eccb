/** Settings of a service that are on or off, and take effect with the next message. */
export const SERVICE_FLAGS = [
  "smartEncoding",
  "mmsConverter",
  "stickySender",
  "areaCodeGeomatch",
  "durableCallbacks",
  "numberedCallbacks",
] as const;
export type ServiceFlag = (typeof SERVICE_FLAGS)[number];
