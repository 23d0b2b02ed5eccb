import { Time } from "@/components/time";
import { Panel } from "@/components/ui/panel";
import { describeScenario, type Scenario } from "@/lib/domain/simulator-scenario";
import { ResetScenario } from "./reset-scenario";

/** What the simulated carrier does to this account's messages, and the way back; it is set by the API. */
export function SimulatorPanel({ scenario }: { scenario: Scenario | null }) {
  const sentences = scenario ? describeScenario(scenario) : [];
  return (
    <Panel
      title="Simulated carrier"
      description="By default it delivers everything, after 50 to 400 ms. Tests can have it fail on purpose, by POST to /senderpool/v1/Simulator/Scenario."
      id="simulator"
      actions={scenario && <ResetScenario />}
    >
      {scenario ? (
        <>
          <p className="text-control">
            A scenario with the seed {scenario.seed} is in force, set{" "}
            <Time at={new Date(scenario.since)} show="exact" />.
          </p>
          <ul className="mt-1.5 list-disc pl-5 text-control">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            {sentences.length === 0 && <li>Everything else is as by default.</li>}
          </ul>
        </>
      ) : (
        <p className="text-control">No scenario is in force.</p>
      )}
    </Panel>
  );
}
