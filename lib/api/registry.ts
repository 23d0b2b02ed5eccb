import type { Resource } from "@/lib/api/resource";
import { accounts } from "@/lib/api/resources/accounts";
import { alerts } from "@/lib/api/resources/alerts";
import { alphaSenders, destinationAlphaSenders } from "@/lib/api/resources/alpha-senders";
import { iamKeys, keys, signingKeys } from "@/lib/api/resources/api-keys";
import { secondaryToken, tokenPromotion } from "@/lib/api/resources/auth-tokens";
import { availableNumbers, countriesOnSale } from "@/lib/api/resources/available-numbers";
import { brands } from "@/lib/api/resources/brands";
import { campaigns } from "@/lib/api/resources/campaigns";
import { channelSenders } from "@/lib/api/resources/channel-senders";
import {
  approvalRequests,
  contents,
  contentsAndApprovals,
  contentsV2,
  legacyContents,
  whatsappApproval,
} from "@/lib/api/resources/content";
import { deactivations } from "@/lib/api/resources/deactivations";
import { explanation } from "@/lib/api/resources/explanation";
import { feedback } from "@/lib/api/resources/feedback";
import { geoPermissions } from "@/lib/api/resources/geo-permissions";
import { handsetMessages } from "@/lib/api/resources/handsets";
import { linkShortening } from "@/lib/api/resources/link-shortening";
import { lookups } from "@/lib/api/resources/lookups";
import { media } from "@/lib/api/resources/media";
import { messages } from "@/lib/api/resources/messages";
import { optOuts, serviceOptOut } from "@/lib/api/resources/opt-outs";
import { ownedSenders } from "@/lib/api/resources/owned-senders";
import { phoneNumbers, phoneNumbersByType } from "@/lib/api/resources/phone-numbers";
import { messagingPrices, numberPrices } from "@/lib/api/resources/pricing";
import { messageDeparture, senderQueues } from "@/lib/api/resources/queues";
import { senderPause, senderPool } from "@/lib/api/resources/sender-pool";
import { callbackSettings, services, serviceUsecases } from "@/lib/api/resources/services";
import { poolShortCodes, shortCodes } from "@/lib/api/resources/short-codes";
import { simulatedInbound, simulatorScenario } from "@/lib/api/resources/simulator";
import { tollFreeVerifications } from "@/lib/api/resources/toll-free-verifications";
import { balance, usageRecords } from "@/lib/api/resources/usage";
import { usageTriggers } from "@/lib/api/resources/usage-triggers";
import { webhookAttempts, webhookReplay } from "@/lib/api/resources/webhook-attempts";

/** Everything the API answers. */
export const RESOURCES: readonly Resource[] = [
  accounts,
  keys,
  signingKeys,
  iamKeys,
  secondaryToken,
  tokenPromotion,
  balance,
  ...usageRecords,
  usageTriggers,
  countriesOnSale,
  ...availableNumbers,
  phoneNumbers,
  ...phoneNumbersByType,
  shortCodes,
  ownedSenders,
  services,
  serviceUsecases,
  callbackSettings,
  senderPool,
  senderPause,
  senderQueues,
  poolShortCodes,
  channelSenders,
  alphaSenders,
  destinationAlphaSenders,
  ...brands,
  ...campaigns,
  tollFreeVerifications,
  explanation,
  optOuts,
  serviceOptOut,
  messages,
  messageDeparture,
  media,
  feedback,
  ...linkShortening,
  contents,
  contentsV2,
  ...contentsAndApprovals,
  legacyContents,
  approvalRequests,
  whatsappApproval,
  alerts,
  messagingPrices,
  numberPrices,
  geoPermissions,
  lookups,
  deactivations,
  webhookAttempts,
  webhookReplay,
  simulatedInbound,
  simulatorScenario,
  handsetMessages,
];
