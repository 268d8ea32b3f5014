import { Paper, type PaperProps, Title } from "@mantine/core";
import type { ReactNode } from "react";

type Props = PaperProps & { title?: string; children: ReactNode };

/** A part of a page that belongs together. */
export function Surface({ title, children, ...rest }: Props) {
  return (
    <Paper component="section" className="tts-surface" withBorder p="md" {...rest}>
      {title && (
        <Title order={2} size="h4" mb="sm">
          {title}
        </Title>
      )}
      {children}
    </Paper>
  );
}
