import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

import { ProblemText } from "./ProblemText";
import { useDraft } from "./useDraft";

/** What is wrong with one element, above its fields. */
export function ElementProblems({ id }: { id: string }) {
  const { problems } = useDraft();
  const own = problems.filter(({ step, transition }) => step === id || transition === id);
  if (own.length === 0) return null;
  return (
    <Alert color="red" p="xs" icon={<IconAlertTriangle size={16} aria-hidden />}>
      {own.map((problem) => (
        <div key={problem.code + problem.message}>
          <ProblemText problem={problem} />
        </div>
      ))}
    </Alert>
  );
}
