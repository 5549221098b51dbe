import { BarChart, HeatmapChart, LineChart, TreemapChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** Only what the plots use, so that the rest is not in the bundle. It draws on canvas: nothing of it is markup. */
use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  TooltipComponent,
  TreemapChart,
  VisualMapComponent,
]);

export type Option = EChartsCoreOption;
export type Chart = EChartsType;

export const draw = (element: HTMLElement): Chart => init(element, null, { renderer: 'canvas' });
