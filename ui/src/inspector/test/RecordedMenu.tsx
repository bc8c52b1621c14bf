import { History } from "lucide-react";
import { Button, Menu, StatusShape } from "../../components";
import { relativeTime } from "../../components/relativeTime";
import { useAnswer } from "../../debugger/useAnswer";
import { iterationSuffix } from "../../debugger/visitName";
import { call } from "../../host";
import type { RecordedVisit } from "../../schema";
import { useRunPages } from "../../runs/runPages";
import { tell, tellProblem } from "../../state/toasts";
import { fillForm } from "./useTest";

const MOST = 20;
const none: { visits: readonly RecordedVisit[]; at: number } = { visits: [], at: 0 };

/** The visits of the state that executions have recorded: each brings its input, variables, context object and answer. */
export function RecordedMenu({ document, state, testKey, pretty }: { document: number; state: string; testKey: string; pretty: (text: string) => string }) {
  const version = useRunPages((runs) => runs.version);
  const { value } = useAnswer(`visits ${document} ${state}`, String(version), async () => {
    const { visits } = await call("recorded_visits", { document, state, limit: MOST });
    return { visits, at: Date.now() };
  });
  const { visits, at } = value ?? none;
  const take = async (visit: RecordedVisit) => {
    try {
      const data = await call("recorded_visit", { arn: visit.arn, state, entered: visit.entered });
      const answer =
        data.answer === null ? {}
        : data.answer.as === "result" ? { answer: "result" as const, result: pretty(data.answer.result) }
        : { answer: "error" as const, error: data.answer.error, cause: data.answer.cause };
      fillForm(testKey, { input: pretty(data.input), variables: data.variables === null ? "" : pretty(data.variables), context: pretty(data.context), ...answer });
      tell(`What ${visit.run} recorded is filled in.`, "ok");
    } catch (thrown) {
      tellProblem(thrown);
    }
  };
  return (
    <Menu
      label="Recorded inputs"
      groups={[
        {
          title: "From executions of this workflow",
          actions: visits.map((visit) => ({
            id: `${visit.arn} ${visit.entered}`,
            label: `${visit.run}${iterationSuffix(visit.iteration)}`,
            detail: `${relativeTime(visit.time, at)}${visit.visit > 0 ? `, visit ${visit.visit + 1}` : ""}`,
            icon: <StatusShape meaning={visit.mark} />,
            run: () => void take(visit),
          })),
        },
      ]}
    >
      <Button
        icon={<History size={16} aria-hidden />}
        isDisabled={visits.length === 0}
        data-testid="test-recorded"
        aria-label={visits.length === 0 ? "Recorded inputs: no execution has visited this state yet" : "Recorded inputs"}
      >
        Recorded
      </Button>
    </Menu>
  );
}
