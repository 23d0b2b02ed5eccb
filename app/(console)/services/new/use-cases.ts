import type { Usecase } from "@/lib/domain/service";

/** What a service may be for, as a person says it. @source behaviour §6.1 (`purpose`), §9.1 */
export const USE_CASES: readonly { value: Usecase; title: string; description: string; example?: string }[] = [
  {
    value: "notifications",
    title: "Notify my users",
    description: "Reminders, receipts, delivery updates.",
    example: "“Your table is booked for 19:30.”",
  },
  {
    value: "marketing",
    title: "Market my services",
    description: "Offers and news to people who agreed to them.",
    example: "“20 % off until Sunday. Reply STOP to opt out.”",
  },
  {
    value: "verification",
    title: "Verify my users",
    description: "One-time codes and sign-in checks.",
    example: "“482913 is your Acme code.”",
  },
  {
    value: "discussion",
    title: "Discuss with my users",
    description: "Conversations that go both ways.",
    example: "“Your driver: I am at the north gate.”",
  },
  {
    value: "poll",
    title: "Poll",
    description: "Questions with a short answer.",
    example: "“How was your visit? Reply 1 to 5.”",
  },
  { value: "undeclared", title: "I'm not sure yet", description: "You can choose later; nothing depends on it now." },
];

export const titleOfUseCase = (usecase: Usecase): string =>
  USE_CASES.find(({ value }) => value === usecase)?.title ?? usecase;
