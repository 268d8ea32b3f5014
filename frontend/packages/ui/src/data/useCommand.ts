import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@tts/api";
import { useTranslation } from "react-i18next";

import { type QueryKey } from "./stale";
import { errorText, fieldTexts } from "./text";

type Command<Input, Output> = {
  run: (input: Input) => Promise<Output>;
  /** Queries to fetch again, after success and after a conflict alike. */
  stale?: QueryKey[];
  onDone?: (output: Output, input: Input) => void;
  /** Said in a toast after success. */
  said?: string;
  /** Handles field errors in the form; others are told in a toast. */
  onFields?: (fields: Record<string, string>) => void;
};

/**
 * A change: runs once, tells how it went, and has what it touched fetched again.
 *
 * After a 409 or 412 somebody else was faster: the present state is fetched, so that what is shown
 * explains the refusal.
 */
export function useCommand<Input = void, Output = unknown>(command: Command<Input, Output>) {
  const client = useQueryClient();
  const { t } = useTranslation("ui");
  const refetch = () =>
    Promise.all((command.stale ?? []).map((queryKey) => client.invalidateQueries({ queryKey })));
  return useMutation({
    mutationFn: command.run,
    onSuccess: async (output, input) => {
      if (command.said) notifications.show({ message: command.said, color: "green" });
      command.onDone?.(output, input);
      await refetch();
    },
    onError: async (error) => {
      const fields = fieldTexts(error);
      if (command.onFields && Object.keys(fields).length > 0) command.onFields(fields);
      else notifications.show({ ...errorText(error, t), color: "red", autoClose: 10_000 });
      if (error instanceof ApiError && [409, 412].includes(error.status)) await refetch();
    },
  });
}
