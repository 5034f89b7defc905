/// Colours and strokes of the figures. The hues are of Okabe and Ito's set, which stays apart for colour-blind readers;
/// lines differ by dash as well. Light unless the reader's system is dark.
enum FigureStyle {
  static let light = """
    --page:#fcfcfa;--card:#ffffff;--ink:#1c1f24;--soft:#565d68;--rule:#e3e3dd;--accent:#0b62a8;--wash:#0b62a81c;
    --good:#1b7345;--bad:#b0381b;--green:#00795a;--violet:#8a4a7f;--ochre:#9a6a00;--grey:#757b85;
    """

  static let dark = """
    --page:#14161a;--card:#1a1d22;--ink:#e9e7e2;--soft:#a4aab4;--rule:#2d3138;--accent:#7db8f0;--wash:#7db8f022;
    --good:#79cfa0;--bad:#f39a7c;--green:#4ecfa8;--violet:#d9a0cf;--ochre:#e0b04f;--grey:#8f96a1;
    """

  static let shapes = """
    .plot text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
    fill:var(--soft);font-variant-numeric:tabular-nums}
    .plot .axis-title{font-size:12.5px}
    .plot .label{fill:var(--ink);paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
    .plot .legend{fill:var(--ink)}
    .plot path,.plot line{fill:none}
    .grid{stroke:var(--rule)}
    .axis{stroke:var(--grey)}
    .plot .ribbon{fill:var(--wash)}
    .router-line{stroke:var(--accent);stroke-width:2.6;stroke-linejoin:round}
    .random-line,.ideal{stroke:var(--grey);stroke-width:1.4;stroke-dasharray:2 4}
    .length-line{stroke:var(--ochre);stroke-width:1.5;stroke-dasharray:7 4}
    .domain-line{stroke:var(--violet);stroke-width:1.5;stroke-dasharray:9 3 2 3}
    .hull-line{stroke:var(--ink);stroke-width:1.2;opacity:.55}
    .plot .single{fill:var(--ink);stroke:var(--card);stroke-width:1.5}
    .plot .oracle{fill:var(--green);stroke:var(--card);stroke-width:1.5}
    .plot .operating{fill:var(--accent);stroke:var(--card);stroke-width:1.5}
    .plot .plain-point{fill:var(--card);stroke:var(--accent);stroke-width:2}
    .reliability-line{stroke:var(--accent);stroke-width:1.4;opacity:.6}
    .plot .reliability-dot{fill:var(--accent);stroke:var(--card);stroke-width:1.5}
    .whisker{stroke:var(--accent);stroke-width:1.3;opacity:.7}
    .plot .count{fill:var(--accent);opacity:.35}
    """

  /// For the curve as a file of its own: a card that follows the reader's setting.
  static let standalone =
    "svg{\(light)}@media (prefers-color-scheme:dark){svg{\(dark)}}\(shapes)"
    + ".plot .page{fill:var(--card);stroke:var(--rule)}"
}
