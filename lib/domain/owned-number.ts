import type { HttpMethod } from "@/lib/domain/service";
import type { NumberType, Registration } from "@/lib/domain/settings";

/** A phone number that an account has bought. */
export type OwnedNumber = {
  readonly id: string;
  readonly accountId: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly friendlyName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly type: NumberType;
  readonly locality: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly capabilities: { readonly sms: boolean; readonly mms: boolean; readonly voice: boolean };
  readonly carrierId: string;
  /** State of its toll-free verification or, for a US long code, of its A2P registration. */
  readonly registration: Registration;
  /** Segments a second; null: what its kind allows (behaviour §1.5). */
  readonly segmentsPerSecond: number | null;
  readonly smsUrl: string | null;
  readonly smsMethod: HttpMethod;
  readonly smsFallbackUrl: string | null;
  readonly smsFallbackMethod: HttpMethod;
  readonly statusCallback: string | null;
  readonly statusCallbackMethod: HttpMethod;
  readonly voiceUrl: string | null;
  readonly voiceMethod: HttpMethod;
  readonly voiceFallbackUrl: string | null;
  readonly voiceFallbackMethod: HttpMethod;
  /** The service whose pool it is in. */
  readonly service: { readonly id: string; readonly friendlyName: string } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A number as a member of a service's sender pool. */
export type PoolSender = {
  readonly serviceId: string;
  readonly number: OwnedNumber;
  /** Since when it is kept out of the choice. */
  readonly pausedAt: Date | null;
  readonly addedAt: Date;
  readonly updatedAt: Date;
};
