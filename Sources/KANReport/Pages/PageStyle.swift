/// The style sheet of a report page: one column, light and dark modes, nothing wider than the window.
enum PageStyle {
  static let text = """
    :root{color-scheme:light dark;--ink:#1a1a1a;--muted:#5c5c5c;--line:#d4d4d4;--paper:#fff;--box:#f5f7fa;--accent:#0072b2}
    @media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--muted:#a8a8a8;--line:#4a4a4a;--paper:#161616;--box:#202327;--accent:#56b4e9}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 Helvetica,Arial,'Liberation Sans',sans-serif;overflow-wrap:anywhere}
    main,header,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
    h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .25rem}
    h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
    a{color:var(--accent)}
    .skip{position:absolute;left:-100rem}.skip:focus{position:static}
    .lead{color:var(--muted);margin:.25rem 0 1rem}
    .scroll{overflow-x:auto;max-width:100%}
    .scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    .formula{background:var(--box);padding:1rem;border-radius:.4rem;margin:.8rem 0}
    .formula math{font-size:1.25rem}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.92rem}
    caption{text-align:left;color:var(--muted);padding-bottom:.3rem}
    th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
    th.number,td.number{text-align:right;white-space:nowrap}
    th,td{overflow-wrap:normal}td code{overflow-wrap:anywhere}
    #history td code{display:inline-block;min-width:min(22rem,55vw);max-width:34rem}#history td:first-child code{min-width:min(11rem,55vw)}
    th{font-weight:600}
    .scroll+.scroll{margin-top:1.1rem}
    .box{border-left:4px solid var(--accent);background:var(--box);padding:.6rem 1rem;margin:.8rem 0}
    figure{margin:1rem 0}
    figcaption{color:var(--muted);font-size:.9rem}
    figure svg{display:block;max-width:100%;height:auto}
    .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem}
    pre,code{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.88rem}
    pre{background:var(--box);padding:.7rem;border-radius:.4rem;margin:.5rem 0}
    summary{cursor:pointer}
    .hint{min-height:1.5em;color:var(--muted);font-size:.9rem}
    footer{color:var(--muted);font-size:.85rem;margin-top:3rem;padding-bottom:2rem}
    pre{white-space:pre-wrap;overflow-wrap:anywhere}
    @page{size:A4;margin:15mm}
    @media print{:root{--ink:#000;--muted:#444;--line:#bbb;--paper:#fff;--box:#fff;--accent:#0072b2}
    body{font-size:10.5pt}main,header,footer{max-width:none;padding:0}.hint,nav,.skip{display:none}
    .scroll{overflow:visible}.formula math{font-size:.95rem}table{font-size:.8rem}td code{font-size:.75rem}td math{font-size:.8rem}#history td code{min-width:17rem}#history td:first-child code{min-width:8rem}
    caption{break-after:avoid}
    figure,tr,.box,.formula{break-inside:avoid}h2{break-after:avoid}.plots{grid-template-columns:1fr 1fr}}
    """

  /// Shows the note of the edge under the pointer. Without the script, the page loses no information.
  static let script = """
    (function(){var hint=document.getElementById('hint');if(!hint)return;var rest=hint.textContent;
    document.querySelectorAll('g[data-note]').forEach(function(g){
    g.addEventListener('mouseenter',function(){hint.textContent=g.getAttribute('data-note')});
    g.addEventListener('mouseleave',function(){hint.textContent=rest});});})();
    """
}
