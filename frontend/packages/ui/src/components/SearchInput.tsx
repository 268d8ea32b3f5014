import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const PAUSE_MS = 300;

type Props = { label: string; value: string; onChange: (value: string) => void };

/** A search that follows the typing, a moment later. */
export function SearchInput({ label, value, onChange }: Props) {
  const { t } = useTranslation("ui");
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  if (value !== told) {
    // Changed from outside: the back button, or a reset.
    setTold(value);
    setText(value);
  }
  const tell = useDebouncedCallback((next: string) => {
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
