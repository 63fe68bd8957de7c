/** The page's style: one column, quiet, light or dark as the reader's system is. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5c6878; --line: #dde2e8; --page: #fbfbfa; --card: #fff;
  --good: #1a7f4b; --bad: #c0352b; --warn: #9a6700; --hue: 152; --tint: 92%; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e8ee; --soft: #98a4b3; --line: #2d3540; --page: #12161b; --card: #1a2027;
  --good: #4cc38a; --bad: #ff7b72; --warn: #e3b341; --tint: 20%; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2.5rem 1.5rem 5rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; letter-spacing: -0.02em; }
h2 { font-size: 1.25rem; margin: 3rem 0 0.75rem; letter-spacing: -0.01em; }
h3 { font-size: 1rem; margin: 1.75rem 0 0.5rem; }
p { max-width: 46rem; margin: 0.4rem 0; }
a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: 2px; }
code, .bits { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.88em; }
.soft { color: var(--soft); }
.verdict { display: inline-block; padding: 0.1rem 0.7rem; border-radius: 1rem; font-weight: 600; font-size: 0.95rem; color: #fff; vertical-align: 0.25rem; margin-left: 0.6rem; }
.verdict.good { background: #1a7f4b; } .verdict.bad { background: #c0352b; }
.facts { display: flex; flex-wrap: wrap; gap: 0.4rem 2.5rem; margin: 1.2rem 0; padding: 0; list-style: none; }
.facts b { display: block; font-size: 1.35rem; font-weight: 600; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.7rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > td, tr:last-child > th { border-bottom: 0; }
thead th { font-weight: 600; color: var(--soft); font-size: 0.82rem; position: sticky; top: 0; background: var(--card); white-space: nowrap; }
tbody th { font-weight: 500; white-space: nowrap; }
td.number { text-align: right; white-space: nowrap; }
td.cell { text-align: right; white-space: nowrap; background: hsl(var(--hue) 55% var(--tint)); border-left: 1px solid var(--line); font-size: 0.88rem; }
td.cell svg { display: block; margin: 0.1rem 0 0 auto; width: 3.6rem; height: 0.7rem; fill: currentColor; opacity: 0.35; }
td.cell.bad { outline: 2px solid var(--bad); outline-offset: -2px; }
td.none { border-left: 1px solid var(--line); }
.good-text { color: var(--good); } .bad-text { color: var(--bad); font-weight: 600; } .warn-text { color: var(--warn); }
details { border: 1px solid var(--line); border-radius: 8px; background: var(--card); margin: 0.5rem 0; padding: 0.5rem 0.9rem; }
summary { cursor: pointer; } summary .tag { float: right; color: var(--soft); }
details table { margin: 0.5rem 0; } details th { width: 22rem; white-space: normal; }
details ul { margin: 0.5rem 0; padding-left: 1.1rem; } details li { margin: 0.2rem 0; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; font-size: 0.82rem; color: var(--soft); margin: 0.5rem 0; }
.legend i { display: inline-block; width: 1rem; height: 0.8rem; border-radius: 3px; margin-right: 0.35rem; vertical-align: -1px; background: hsl(var(--hue) 55% var(--tint)); border: 1px solid var(--line); }
@media print { body { max-width: none; } details { break-inside: avoid; } }
`;
