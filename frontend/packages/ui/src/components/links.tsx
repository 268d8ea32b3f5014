import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

type Native<Props> = Omit<ComponentPropsWithRef<"a">, keyof Props>;

/** A link of the router, as a text or as a button. */
export const AnchorLink = createLink((props: AnchorProps & Native<AnchorProps>) => (
  <Anchor {...props} />
));

export const ButtonLink = createLink((props: ButtonProps & Native<ButtonProps>) => (
  <Button component="a" {...props} />
));
