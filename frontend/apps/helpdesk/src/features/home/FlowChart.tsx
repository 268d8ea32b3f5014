import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { VisuallyHidden } from "@mantine/core";
import type { Schemas } from "@tts/api";
import { formatted } from "@tts/ui";
import { useTranslation } from "react-i18next";

type Day = Schemas.Helpdesk["Day"];

const HEIGHT = 180;

/** Bars by day, and the same as a table for those who cannot see them. */
export default function FlowChart({ days }: { days: Day[] }) {
  const { t, i18n } = useTranslation();
  const series = [
    { name: "submitted", label: t("home.flow.submitted"), color: "brand.5" },
    { name: "resolved", label: t("home.flow.resolved"), color: "teal.6" },
  ] as const;
  // A day is no moment: it is the same in every zone.
  const data = days.map(({ day, ...counts }) => ({
    day: formatted(day, "day", i18n.language, "UTC"),
    ...counts,
  }));
  return (
    <>
      <BarChart
        h={HEIGHT}
        data={data}
        dataKey="day"
        series={[...series]}
        withLegend
        legendProps={{ itemSorter: null }}
        gridAxis="x"
        yAxisProps={{ allowDecimals: false, width: 32 }}
        barChartProps={{ accessibilityLayer: false }}
        aria-hidden
      />
      <VisuallyHidden>
        <table>
          <caption>{t("home.flow.title", { count: days.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("home.flow.day")}</th>
              {series.map(({ name, label }) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((row) => (
              <tr key={row.day}>
                <th scope="row">{row.day}</th>
                {series.map(({ name }) => (
                  <td key={name}>{row[name]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </>
  );
}
