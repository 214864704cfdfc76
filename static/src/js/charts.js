// SPDX-License-Identifier: EUPL-1.2
// Draws Vega-Lite charts without evaluating strings (strict content policy). Loaded only where a page has a chart.

import { expressionInterpreter } from "vega-interpreter";
import embed from "vega-embed";

function colours() {
  const style = getComputedStyle(document.documentElement);
  // A property holding light-dark() has to be resolved by a real element first.
  const probe = document.createElement("i");
  document.body.append(probe);
  const read = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const found = { ink: read("--ink"), soft: read("--ink-soft"), line: read("--line"), accent: read("--accent-now"), blue: read("--blue"), green: read("--green"), amber: read("--amber"), grey: read("--grey") };
  probe.remove();
  return { ...found, font: style.getPropertyValue("--sans") };
}

function config() {
  const { ink, soft, line, accent, blue, green, amber, grey, font } = colours();
  return {
    background: "transparent", font,
    mark: { color: accent }, bar: { color: accent }, text: { color: ink },
    range: { category: [accent, blue, green, amber, grey] },
    axis: { labelColor: ink, titleColor: soft, gridColor: line, domainColor: line, tickColor: line, labelFontSize: 14, titleFontSize: 14, titleFontWeight: 400 },
    axisQuantitative: { tickCount: 6, domain: false, ticks: false, tickMinStep: 1 },
    legend: { labelColor: ink, titleColor: soft, labelFontSize: 14, titleFontSize: 14 },
    title: { color: ink, fontSize: 16 }, view: { stroke: null },
  };
}

export async function draw(place, spec) {
  await embed(place, { width: "container", ...spec }, {
    actions: false, ast: true, expr: expressionInterpreter, renderer: "svg", defaultStyle: false, tooltip: false, config: config(),
  });
}
