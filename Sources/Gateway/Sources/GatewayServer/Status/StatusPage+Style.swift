extension StatusPage {
  /// The colours are those of the evaluation report; both themes pass WCAG AA on text.
  static let style = """
    :root{--page:#fcfcfa;--card:#fff;--ink:#1c1f24;--soft:#565d68;--rule:#e3e3dd;--accent:#0b5cad;--wash:#0b5cad1a;
    --good:#1b7345;--bad:#b0381b;--warn:#8a5a00;color-scheme:light dark}
    @media(prefers-color-scheme:dark){:root{--page:#14161a;--card:#1a1d22;--ink:#e9e7e2;--soft:#a4aab4;--rule:#2d3138;
    --accent:#7db8f0;--wash:#7db8f022;--good:#79cfa0;--bad:#f39a7c;--warn:#e0b04f}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,
    "Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
    main,header,footer{max-width:1180px;margin:0 auto;padding:0 20px}
    header{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px;padding-top:22px;padding-bottom:6px}
    h1{font-size:22px;margin:0;letter-spacing:-.01em}
    h2{font-size:15px;margin:0 0 10px}
    header p{margin:0;color:var(--soft);font-size:13.5px}
    #live{margin-left:auto}
    #live::before{content:"";display:inline-block;width:9px;height:9px;border-radius:50%;background:var(--good);
    margin-right:7px}
    #live.stale{color:var(--bad)}#live.stale::before{background:var(--bad)}
    section{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:16px 18px;margin:14px 0;
    min-width:0}
    .pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:14px;margin:14px 0}
    .pair>section{margin:0}
    section .pair{margin:0}
    a{color:var(--accent)}
    .tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:10px;margin:14px 0;padding:0}
    .tiles div{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:12px 14px;min-width:0}
    .tiles dt{color:var(--soft);font-size:12.5px}
    .tiles dd{margin:2px 0 0;font-size:22px;font-weight:600;letter-spacing:-.01em;overflow-wrap:anywhere}
    .tiles small{display:block;color:var(--soft);font-size:12.5px;font-weight:400;letter-spacing:0}
    .scroll{overflow-x:auto;margin:0 -18px;padding:0 18px}
    .scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    table{border-collapse:collapse;width:100%;font-size:13.5px}
    caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 8px}
    th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--rule);vertical-align:top}
    tbody tr:last-child>*{border-bottom:0}
    th:last-child,td:last-child{padding-right:0}
    .n+:not(.n){padding-left:10px}
    thead th{color:var(--soft);font-weight:500;font-size:12.5px;white-space:nowrap}
    tbody th{font-weight:600}
    .n{text-align:right;white-space:nowrap}
    .nowrap{white-space:nowrap}
    .soft{color:var(--soft)}
    .state{white-space:nowrap;font-weight:600}
    #budgets .state{display:block}
    .state::before{content:"●";margin-right:6px}
    .good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
    .state.bad::before{content:"▲"}.state.warn::before{content:"◆"}
    ol.chain{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 6px}
    .chain li+li::before{content:"→";color:var(--soft);margin-right:6px}
    .chain code{background:var(--wash);border-radius:5px;padding:1px 6px}
    .chain .out code{text-decoration:line-through;background:none}
    code{font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
    .bar{display:block;height:5px;border-radius:3px;background:var(--rule);margin-top:5px;min-width:70px;overflow:hidden}
    .bar i{display:block;height:100%;background:var(--accent)}
    .bar.full i{background:var(--bad)}
    #alerts:empty{display:none}
    #alerts{border-color:var(--bad);border-left-width:4px}
    #alerts p{margin:0 0 4px;overflow-wrap:anywhere}#alerts p:last-child{margin:0}
    dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:5px 16px;margin:0;font-size:13.5px}
    .facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}
    .curve img{display:block;width:100%;height:auto;min-width:560px}
    .empty{color:var(--soft);margin:0;font-size:13.5px}
    footer{color:var(--soft);font-size:12.5px;padding-bottom:26px}
    @media(max-width:1000px){.tiles{grid-template-columns:repeat(3,1fr)}.pair{grid-template-columns:minmax(0,1fr)}}
    @media(max-width:560px){main,header,footer{padding-left:12px;padding-right:12px}
    .tiles{grid-template-columns:repeat(2,1fr)}.tiles dd{font-size:19px}#live{margin-left:0}
    section{padding:14px}th,td{padding-right:9px}table{font-size:13px}.nowrap{white-space:normal}.scroll{margin:0 -14px;padding:0 14px}.wide{display:none}
    dl.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:7px}}
    """
}
