import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

const brand: MantineColorsTuple = [
  "#eef3ff",
  "#dbe4fb",
  "#b5c6f3",
  "#8ca7ec",
  "#698ce6",
  "#527be3",
  "#4572e2",
  "#3560c9",
  "#2b55b4",
  "#1c499f",
];

/** One look for the three apps. Colours of text on colour are checked by axe in the browser tests. */
export const theme = createTheme({
  primaryColor: "brand",
  primaryShade: { light: 8, dark: 7 },
  colors: { brand },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.2rem" } },
  },
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Modal: { defaultProps: { centered: true }, styles: { title: { fontWeight: 650 } } },
  },
});

/**
 * On light ground Mantine's text of a light badge or avatar is too pale for several colours; on dark
 * ground white on red is.
 */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: Object.fromEntries(
    Object.keys(colors).map((name) => [
      `--mantine-color-${name}-light-color`,
      `color-mix(in srgb, var(--mantine-color-${name}-9) 70%, black)`,
    ]),
  ),
  dark: {
    "--mantine-color-red-filled": colors.red[9],
    "--mantine-color-red-filled-hover": `color-mix(in srgb, ${colors.red[9]} 90%, black)`,
  },
});
