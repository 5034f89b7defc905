/// The page's style sheet.
enum PageStyle {
  static let sheet =
    ":root{color-scheme:light dark;\(FigureStyle.light)}"
    + "@media (prefers-color-scheme:dark){:root{\(FigureStyle.dark)}}" + text + tables + FigureStyle.shapes

  private static let text = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
    main{max-width:62rem;margin:0 auto;padding:3rem 1.25rem 4rem}
    h1{font-size:1.7rem;line-height:1.2;font-weight:650;letter-spacing:-.015em;margin:.2rem 0 .5rem;
    overflow-wrap:anywhere}
    h2{font-size:1.12rem;font-weight:650;letter-spacing:-.005em;margin:0 0 .35rem}
    p{margin:.3rem 0 .8rem;max-width:46rem}
    section{margin-top:2.8rem}
    .eyebrow{color:var(--soft);font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;margin:0}
    .soft,figcaption,.note{color:var(--soft);font-size:.88rem}
    .mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8rem;
    overflow-wrap:anywhere}
    .verdict{margin-top:1.8rem;background:var(--card);border:1px solid var(--rule);border-left:4px solid var(--grey);
    border-radius:.5rem;padding:1.2rem 1.4rem 1rem}
    .verdict.pays{border-left-color:var(--good)}
    .verdict.does_not_pay{border-left-color:var(--bad)}
    .verdict.unproven{border-left-color:var(--ochre)}
    .verdict h2{font-size:1.25rem;line-height:1.35;max-width:44rem;text-wrap:balance}
    .verdict ul{list-style:none;margin:.7rem 0 0;padding:0;font-variant-numeric:tabular-nums}
    .verdict li{padding:.22rem 0 .22rem 1.7rem;text-indent:-1.7rem;max-width:50rem;font-size:.95rem}
    .verdict li b{display:inline-block;width:1.7rem;text-indent:0;font-weight:650}
    .good b,.better{color:var(--good)}
    .bad b,.worse{color:var(--bad)}
    .neutral b{color:var(--soft)}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.4rem,1fr));gap:1.1rem;margin:1.6rem 0 0;
    padding:0}
    .facts div{border-top:2px solid var(--rule);padding-top:.5rem}
    .facts div{display:flex;flex-direction:column}
    .facts dt{flex:1;line-height:1.35;color:var(--soft);font-size:.82rem}
    .facts dd{margin:0;font-variant-numeric:tabular-nums}
    .facts .value{font-size:1.55rem;font-weight:600;letter-spacing:-.02em;line-height:1.3}
    .facts .interval{color:var(--soft);font-size:.82rem}
    figure{margin:.8rem 0 0;background:var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:1rem}
    figcaption{margin-top:.6rem;max-width:50rem}
    .plot{display:block;width:100%;min-width:40rem;height:auto}
    .plot.square{min-width:20rem;max-width:27rem;margin:0 auto}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:2rem;align-items:start}
    @media (max-width:34rem){main{padding-top:1.6rem}figure{padding:.6rem}h1{font-size:1.4rem}}
    @media print{main{padding:0}section{break-inside:avoid}}
    """

  private static let tables = """
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums;margin-top:.4rem}
    th{font-weight:500;color:var(--soft);font-size:.82rem;text-align:left;vertical-align:bottom}
    tbody th{color:var(--ink);font-size:.9rem;font-weight:400;vertical-align:top;min-width:8rem;overflow-wrap:anywhere}
    th,td{padding:.38rem .8rem .38rem 0;border-bottom:1px solid var(--rule)}
    th:last-child,td:last-child{padding-right:0}
    thead th{border-bottom-color:var(--grey)}
    .n{text-align:right;white-space:nowrap}
    .n+th:not(.n),.n+td:not(.n){padding-left:1rem}
    td{vertical-align:top}
    td .range{font-weight:400;color:var(--soft);font-size:.82rem;white-space:nowrap}
    tr.router th,tr.router td{font-weight:600}
    .bar{display:inline-block;vertical-align:middle;width:4.5rem;height:.5rem;border-radius:.25rem;
    background:var(--rule);margin-left:.6rem;overflow:hidden}
    .bar i{display:block;height:100%;background:var(--accent)}
    .dumbbell{display:block;width:11rem;height:1.25rem;margin-top:.1rem}
    .dumbbell .track{stroke:var(--grey);stroke-width:2;opacity:.5}
    .dumbbell .end{fill:var(--card);stroke:var(--grey);stroke-width:1.6}
    .dumbbell .top-end{fill:var(--grey);stroke:var(--grey)}
    .dumbbell .here{fill:var(--accent);stroke:var(--card);stroke-width:1.4}
    .excerpt{min-width:15rem;max-width:34rem;overflow-wrap:anywhere}
    .shares{display:block;min-width:13rem;font-weight:400}
    details{margin-top:.8rem;font-size:.9rem}
    summary{cursor:pointer;color:var(--soft)}
    .tag{color:var(--soft);font-size:.82rem}
    """
}
