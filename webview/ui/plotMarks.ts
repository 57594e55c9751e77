/** The marks of Observable Plot that the charts are made of. */
export { axisX, axisY, barX, cell, dot, gridX, gridY, line, ruleX, ruleY, text, tickX } from '@observablehq/plot';
