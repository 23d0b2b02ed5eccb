import {
  BadgeCheck,
  ChartColumn,
  Hash,
  House,
  MessageSquareOff,
  MessagesSquare,
  Settings,
  Waypoints,
} from "lucide-react";
import type { NavigationGroup } from "@/components/navigation";
import type { PaletteEntry, PaletteFinder } from "@/components/palette-search";

/** The rail: what is open most in an incident comes first, then what one sets up. */
export const GROUPS: readonly NavigationGroup[] = [
  { items: [{ href: "/", label: "Home", icon: <House aria-hidden /> }] },
  {
    label: "Monitor",
    items: [
      { href: "/logs/messages", label: "Messages", icon: <MessagesSquare aria-hidden /> },
      { href: "/insights/overview", label: "Insights", icon: <ChartColumn aria-hidden />, below: "/insights" },
    ],
  },
  {
    label: "Send",
    items: [
      { href: "/services", label: "Services", icon: <Waypoints aria-hidden /> },
      { href: "/numbers/active", label: "Numbers", icon: <Hash aria-hidden />, below: "/numbers" },
    ],
  },
  {
    label: "Trust",
    items: [
      {
        href: "/registrations/brands",
        label: "Registrations",
        icon: <BadgeCheck aria-hidden />,
        below: "/registrations",
      },
      { href: "/opt-outs", label: "Opt-outs", icon: <MessageSquareOff aria-hidden /> },
    ],
  },
  { items: [{ href: "/settings/account", label: "Settings", icon: <Settings aria-hidden />, below: "/settings" }] },
];

/** Typed after `g`. */
export const GO = [
  { key: "h", label: "Home", href: "/" },
  { key: "m", label: "Messages", href: "/logs/messages" },
  { key: "i", label: "Insights", href: "/insights/overview" },
  { key: "s", label: "Services", href: "/services" },
  { key: "n", label: "Numbers", href: "/numbers/active" },
  { key: "r", label: "Registrations", href: "/registrations/brands" },
  { key: "o", label: "Opt-outs", href: "/opt-outs" },
];

/** What `⌘K` finds by name. */
export const PALETTE: readonly PaletteEntry[] = [
  { label: "Home", href: "/", words: "start overview checklist connect" },
  { label: "Messages", href: "/logs/messages", hint: "Monitor", words: "log" },
  { label: "Insights", href: "/insights/overview", hint: "Monitor", words: "charts statistics" },
  { label: "Services", href: "/services", hint: "Send", words: "messaging pool" },
  { label: "Create service", href: "/services/new", hint: "Send", words: "new messaging wizard" },
  { label: "Active numbers", href: "/numbers/active", hint: "Numbers", words: "owned senders" },
  { label: "Opt-outs", href: "/opt-outs", hint: "Trust", words: "stop unsubscribe blocked import export" },
  {
    label: "Brands and campaigns",
    href: "/registrations/brands",
    hint: "Trust",
    words: "a2p 10dlc register compliance",
  },
  { label: "Toll-free verification", href: "/registrations/toll-free", hint: "Trust", words: "register compliance" },
  { label: "Review registrations", href: "/registrations/queue", hint: "Trust", words: "approve reject queue" },
  { label: "Buy a number", href: "/numbers/buy", hint: "Numbers", words: "search available new" },
  {
    label: "Account and Auth Token",
    href: "/settings/account",
    hint: "Settings",
    words: "sid credentials rotate name",
  },
  { label: "API keys", href: "/settings/api-keys", hint: "Settings", words: "credentials secret revoke" },
  { label: "Sending and geo permissions", href: "/settings/permissions", hint: "Settings", words: "sandbox countries" },
  { label: "Change password", href: "/settings/sign-in", hint: "Settings", words: "profile operator" },
];

/** Where a pasted SID, phone number or error code leads. */
export const FINDERS: readonly PaletteFinder[] = [
  { pattern: "(SM|MM)[0-9a-f]{32}", label: "Message {value}", href: "/logs/messages/{value}" },
  { pattern: "MG[0-9a-f]{32}", label: "Service {value}", href: "/services/{value}/overview" },
  { pattern: "PN[0-9a-f]{32}", label: "Number {value}", href: "/numbers/{value}" },
  { pattern: "\\+[1-9]\\d{6,14}", compact: true, label: "Messages to {value}", href: "/logs/messages?to={value}" },
  { pattern: "\\+[1-9]\\d{6,14}", compact: true, label: "Messages from {value}", href: "/logs/messages?from={value}" },
  { pattern: "\\+[1-9]\\d{6,14}", compact: true, label: "Owned number {value}", href: "/numbers/active?q={value}" },
  { pattern: "\\+[1-9]\\d{6,14}", compact: true, label: "Opt-out state {value}", href: "/opt-outs?number={value}" },
  { pattern: "[1-9]\\d{4}", label: "Messages with error {value}", href: "/logs/messages?error={value}" },
];
