import { NativeSelect } from "@mantine/core";

type Option<T extends string> = { value: T; label: string };

type Props<T extends string> = {
  label: string;
  value: T | undefined;
  options: (Option<T> | { group: string; items: Option<T>[] })[];
  /** Without it the choice can be taken back, by the first option, which has the label's text. */
  required?: boolean;
  onChange: (value: T | undefined) => void;
};

/** One choice out of few; the browser's own element, which is small and at home on every device. */
export function FilterSelect<T extends string>(props: Props<T>) {
  const { label, value, options, required = false, onChange } = props;
  const all = options.flatMap((option) => ("items" in option ? option.items : [option]));
  return (
    <NativeSelect
      aria-label={label}
      flex="1 1 8.5rem"
      maw={{ sm: "11rem" }}
      value={value ?? ""}
      data={required ? options : [{ value: "", label }, ...options]}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(all.find((option) => option.value === chosen)?.value);
      }}
    />
  );
}
