import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { asked } from "../data/search";

const PAUSE_MS = 300;

type Props = {
  label: string;
  /** What is searched for, which need not be all that is typed. */
  value: string;
  onChange: (value: string) => void;
};

/** A search that follows the typing, a moment later; what is typed stays as it is. */
export function SearchInput({ label, value, onChange }: Props) {
  const { t } = useTranslation("ui");
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== told) {
      // Changed from outside: the back button, or a reset.
      setTold(value);
      setText(value);
    }
  }
  const tell = useDebouncedCallback((typed: string) => {
    const next = asked(typed);
    if (next === told) return;
    setTold(next);
    onChange(next);
  }, PAUSE_MS);
  const change = (next: string) => {
    setText(next);
    tell(next);
  };
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => {
        change(event.currentTarget.value);
      }}
      rightSection={
        text && (
          <CloseButton
            size="sm"
            aria-label={t("actions.clear")}
            onClick={() => {
              change("");
            }}
          />
        )
      }
    />
  );
}
