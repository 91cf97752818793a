/*
 * What a dashboard of ours is, by Grafana's own types. The test puts each of them in a file beside this one, as the value
 * of a constant of type OurDashboard; the compiler then tells every field that Grafana doesn't know, every value that it
 * doesn't take, and what is missing.
 */
import type { Dashboard, DataQuery, FieldConfig, Panel, RowPanel } from '@grafana/schema';
import type { Options as Heatmap } from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type { Options as Stat } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type {
  FieldConfig as StateTimelineField,
  Options as StateTimeline,
} from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type {
  FieldConfig as TimeSeriesField,
  Options as TimeSeries,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** A type as its JSON is written: an enum is one of its values. */
type Written<T> = unknown extends T
  ? T
  : T extends boolean | null | undefined
    ? T
    : T extends string
      ? `${T}`
      : T extends number
        ? `${T}` extends `${infer N extends number}` ? N : never
        : T extends ReadonlyArray<infer E>
          ? ReadonlyArray<Written<E>>
          : { readonly [K in keyof T]: Written<T[K]> };

/** A question to Prometheus; its type is in no published package. */
type Target = DataQuery & {
  expr: string;
  legendFormat: string;
  editorMode: 'code';
  format: 'time_series' | 'heatmap';
  range: boolean;
  instant: boolean;
};

type Shown<Type, Options, Field> = Required<Pick<Panel, 'id' | 'title' | 'description' | 'datasource' | 'gridPos'>> & {
  type: Type;
  options: Options;
  targets: Target[];
  fieldConfig: { defaults: Omit<FieldConfig, 'custom'> & { custom?: Field }; overrides: [] };
};

type OurPanel =
  | RowPanel
  | Shown<'stat', Stat, never>
  | Shown<'timeseries', TimeSeries, TimeSeriesField>
  | Shown<'state-timeline', StateTimeline, StateTimelineField>
  | Shown<'heatmap', Heatmap, object>;

export type OurDashboard = Written<
  Required<Pick<Dashboard, 'uid' | 'title' | 'description' | 'tags' | 'links' | 'templating' | 'time' | 'refresh'>>
  & Omit<Dashboard, 'panels' | 'snapshot' | 'id'>
  & { panels: OurPanel[] }
>;
