/** The marks of Observable Plot that the charts are made of. */
export { axisX, barX, gridX, ruleX, ruleY, text, tickX } from '@observablehq/plot';
