import { useQueryClient } from "@tanstack/react-query";
import { useCommand } from "@tts/ui";

import { type Task, taskQuery } from "./api";

type Options = { said: string; onDone?: () => void };

/** A command to a task: what it answers is shown at once, and all that hangs on it fetched again. */
export function useTaskCommand<Input = void>(
  task: Task,
  run: (input: Input) => Promise<Task>,
  { said, onDone }: Options,
) {
  const client = useQueryClient();
  return useCommand<Input, Task>({
    run,
    said,
    stale: [
      ["workflow", "task", task.ticket],
      ["workflow", "tasks"],
      ["workflow", "counters"],
    ],
    onDone: (changed) => {
      client.setQueryData(taskQuery(task.ticket, task.id).queryKey, changed);
      onDone?.();
    },
  });
}
