/** The look of an exported page: light and dark as the reader's system is, one column of ink on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --ink: #1f2328; --quiet: #57606a; --line: #d0d7de; --field: #f6f8fa; --focus: #0969da;
  --right: #116329; --wrong: #b42318;
  --run-1: #0b62b8; --run-2: #b35900; --run-3: #7a3fb0; --run-4: #2c7a33; --run-5: #8a6d00; --run-6: #b3262f; --grey: #8c959f;
  --step-1: #0b62b8; --step-2: #6ea8e0; --step-3: #b9d5f2; --step-4: #e4e8ec; --on-step-1: #fff; --on-step: #1f2328;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #1b1d20; --ink: #e6e8ea; --quiet: #a3abb4; --line: #3d444d; --field: #24272b; --focus: #58a6ff;
    --right: #6fcf85; --wrong: #ff8a80;
    --run-1: #58a6ff; --run-2: #f0974a; --run-3: #c297ff; --run-4: #6fcf85; --run-5: #e0c04c; --run-6: #ff8a80; --grey: #7d8590;
    --step-1: #58a6ff; --step-2: #2f6fb5; --step-3: #274a70; --step-4: #33383e; --on-step-1: #10131a; --on-step: #e6e8ea;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
main { max-width: 1280px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 32px 0 8px; font-size: 15px; }
p { margin: 0 0 4px; }
.quiet, footer, caption { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.wide { position: relative; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 16px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); vertical-align: bottom; }
.figure { text-align: right; }
figure { margin: 0; flex: 1 1 480px; min-width: 0; max-width: 592px; }
.charts, .tables { display: flex; flex-wrap: wrap; gap: 0 48px; }
.tables > section { min-width: 0; max-width: 100%; }
svg { display: block; max-width: 100%; height: auto; font-size: 12px; fill: var(--ink); }
svg .strong { font-weight: 600; }
.tick { fill: var(--quiet); text-anchor: middle; font-size: 11px; }
.grid { stroke: var(--line); }
.whisker { stroke: var(--ink); stroke-width: 1; fill: none; }
.run-1 { fill: var(--run-1); } .run-2 { fill: var(--run-2); } .run-3 { fill: var(--run-3); }
.run-4 { fill: var(--run-4); } .run-5 { fill: var(--run-5); } .run-6 { fill: var(--run-6); } .grey { fill: var(--grey); }
.step-1 { fill: var(--step-1); background: var(--step-1); } .step-2 { fill: var(--step-2); background: var(--step-2); }
.step-3 { fill: var(--step-3); background: var(--step-3); } .step-4 { fill: var(--step-4); background: var(--step-4); }
.on-step-1 { fill: var(--on-step-1); } .on-step-2, .on-step-3, .on-step-4 { fill: var(--on-step); }
.key { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 8px; font-size: 12px; }
.key span span { display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 2px; }
.bar { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 16px; padding: 8px 0 12px; }
.bar label { display: grid; gap: 2px; font-size: 12px; color: var(--quiet); }
select, input, button {
  height: 32px; padding: 0 8px; border: 1px solid var(--quiet); border-radius: 4px;
  background: var(--field); color: var(--ink); font: inherit; font-size: 14px; max-width: 320px;
}
button:disabled { opacity: 0.5; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.examples { width: 100%; table-layout: fixed; min-width: 720px; }
.examples th, .examples td { overflow-wrap: anywhere; }
.examples .number { width: 72px; }
.examples .picture { width: 112px; }
.examples .text { white-space: pre-wrap; max-height: 12em; overflow: auto; display: block; }
.examples img { display: block; max-width: 96px; max-height: 96px; border-radius: 2px; }
.answer { display: grid; grid-template-columns: 18px minmax(0, 1fr); }
.mark { font-weight: 700; }
.right { color: var(--right); }
.wrong, .error { color: var(--wrong); }
.small { display: block; font-size: 12px; color: var(--quiet); }
details { margin-top: 32px; }
dt { font-weight: 600; margin-top: 8px; }
dd { margin: 0; }
footer { margin-top: 16px; font-size: 12px; }
@media print {
  main { max-width: none; padding: 0; }
  .bar { display: none; }
  .wide { overflow: visible; }
  .examples { min-width: 0; }
  .examples .text { max-height: none; overflow: visible; }
  tr, figure { break-inside: avoid; }
  rect, .key span { print-color-adjust: exact; }
}
`;
