import type { Option } from './charts';
import { bytes, compact, count, dollars, percent } from '../figures';
import type { Palette } from './palette';

/** The forms of the plots: quiet grounds, few lines, words where the eye already is. */

export interface Series {
  name: string;
  values: (number | null)[];
  /** Number of the colour, 1 to 8; by the order where there is none. */
  tone?: number;
}

const FORMATS = { tokens: compact, count, dollars, bytes, percent };
export type Format = keyof typeof FORMATS;

const formatted = (format: Format, value: unknown): string => (typeof value === 'number' ? FORMATS[format](value) : '–');

const base = (it: Palette): Option => ({
  aria: { enabled: false },
  animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 350,
  textStyle: { fontFamily: it.sans, color: it.muted },
  color: it.series,
});

const tip = (it: Palette) => ({
  // Markup with styles in it would be against the policy of the page; this one is drawn.
  renderMode: 'richText',
  confine: true,
  backgroundColor: it.overlay,
  borderColor: it.line,
  padding: [8, 12],
  textStyle: { color: it.ink, fontSize: 12.5, fontFamily: it.sans },
});

const valueAxis = (it: Palette, format: Format, most?: number) => ({
  type: 'value',
  max: most,
  interval: most === undefined ? undefined : most / 4,
  splitNumber: 4,
  splitLine: { lineStyle: { color: it.line } },
  axisLabel: { color: it.muted, fontSize: 11.5, formatter: (value: number) => (format === 'dollars' && value >= 1 ? `$${count(value)}` : formatted(format, value)) },
});

const nameAxis = (it: Palette, names: string[]) => ({
  type: 'category',
  data: names,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: it.line } },
  axisLabel: { color: it.muted, fontSize: 11.5, hideOverlap: true },
});

const legend = (it: Palette, names: string[]) => ({
  type: 'scroll',
  right: 0,
  pageIconColor: it.soft,
  pageIconInactiveColor: it.line,
  pageIconSize: 10,
  pageTextStyle: { color: it.muted },
  data: names,
  top: 0,
  left: 0,
  icon: 'roundRect',
  itemWidth: 10,
  itemHeight: 10,
  itemGap: 14,
  textStyle: { color: it.soft, fontSize: 12, fontFamily: it.sans },
});

interface Tipped {
  seriesName: string;
  value: number | null;
  axisValueLabel?: string;
  name: string;
}

/** Days, and what each is made of. */
export function stacked(days: string[], series: Series[], format: Format, line = false): (it: Palette) => Option {
  return (it) => ({
    ...base(it),
    grid: { top: series.length > 1 ? 34 : 12, left: 4, right: 10, bottom: 4, containLabel: true },
    legend: series.length > 1 ? legend(it, series.map((one) => one.name)) : undefined,
    tooltip: {
      ...tip(it),
      trigger: 'axis',
      axisPointer: { type: line ? 'line' : 'shadow', shadowStyle: { color: it.line, opacity: 0.35 }, lineStyle: { color: it.muted } },
      formatter: (tipped: Tipped[]) => {
        const rows = tipped.filter((one) => one.value).reverse();
        const sum = rows.reduce((total, one) => total + (one.value ?? 0), 0);
        const lines = rows.map((one) => `${one.seriesName}: ${formatted(format, one.value)}`);
        const all = !line && rows.length > 1 ? [`All: ${formatted(format, sum)}`] : [];
        return [tipped[0]?.axisValueLabel ?? '', ...lines, ...all].join('\n');
      },
    },
    xAxis: { ...nameAxis(it, days), boundaryGap: !line },
    yAxis: valueAxis(it, format, format === 'percent' ? 1 : undefined),
    series: series.map((one, index) => ({
      name: one.name,
      type: line ? 'line' : 'bar',
      stack: line ? undefined : 'all',
      data: one.values,
      smooth: false,
      showSymbol: days.length < 15,
      symbolSize: 5,
      connectNulls: true,
      barMaxWidth: 26,
      barCategoryGap: days.length > 60 ? '12%' : '28%',
      lineStyle: { width: 2 },
      areaStyle: line ? { opacity: 0.12 } : undefined,
      color: one.tone ? it.series[one.tone - 1] : undefined,
      itemStyle: { borderRadius: index === series.length - 1 ? [3, 3, 0, 0] : 0 },
      emphasis: { focus: series.length > 1 ? 'series' : 'none' },
    })),
  });
}

/** Names, the greatest first, each with its length. */
export function ranked(names: string[], values: number[], format: Format, tone = 1): (it: Palette) => Option {
  return (it) => ({
    ...base(it),
    grid: { top: 4, left: 4, right: 64, bottom: 4, containLabel: true },
    tooltip: { ...tip(it), trigger: 'item', formatter: (one: Tipped) => `${one.name}: ${formatted(format, one.value)}` },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      data: names,
      inverse: true,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: it.soft, fontSize: 12.5, width: 170, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        data: values,
        barMaxWidth: 16,
        barCategoryGap: '34%',
        itemStyle: { color: it.series[tone - 1], borderRadius: 4 },
        showBackground: false,
        label: { show: true, position: 'right', color: it.muted, fontSize: 12, formatter: (one: { value: number }) => formatted(format, one.value) },
      },
    ],
  });
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The hours of the week; 0 is the one from midnight on Monday. */
export function week(values: number[], name: string): (it: Palette) => Option {
  const most = Math.max(1, ...values);
  return (it) => ({
    ...base(it),
    grid: { top: 4, left: 4, right: 8, bottom: 4, containLabel: true },
    tooltip: {
      ...tip(it),
      formatter: (one: { value: [number, number, number] }) =>
        `${DAYS[one.value[1]]}, ${one.value[0]}:00 to ${one.value[0] + 1}:00\n${count(one.value[2])} ${name}`,
    },
    xAxis: {
      ...nameAxis(it, Array.from({ length: 24 }, (_, hour) => String(hour))),
      axisLine: { show: false },
      splitArea: { show: false },
    },
    yAxis: { ...nameAxis(it, DAYS), inverse: true, axisLine: { show: false } },
    visualMap: { show: false, min: 0, max: most, inRange: { color: it.heat } },
    series: [
      {
        type: 'heatmap',
        data: values.map((value, index) => [index % 24, Math.floor(index / 24), value]),
        itemStyle: { borderColor: it.surface, borderWidth: 2, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: it.ink, borderWidth: 1.5 } },
      },
    ],
  });
}

/** What a whole is made of, each part as large as it is. */
export function parts(rows: { name: string; value: number; tone: number }[]): (it: Palette) => Option {
  return (it) => ({
    ...base(it),
    tooltip: { ...tip(it), formatter: (one: Tipped) => `${one.name}\n${formatted('bytes', one.value)}` },
    series: [
      {
        type: 'treemap',
        top: 0,
        left: 0,
        right: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        itemStyle: { borderColor: it.surface, borderWidth: 2, gapWidth: 2, borderRadius: 4 },
        label: {
          color: it.surface,
          fontSize: 12.5,
          fontFamily: it.sans,
          overflow: 'truncate',
          formatter: (one: Tipped) => `${one.name}\n${formatted('bytes', one.value)}`,
        },
        data: rows.map((row) => ({ name: row.name, value: row.value, itemStyle: { color: it.series[row.tone - 1] } })),
      },
    ],
  });
}
