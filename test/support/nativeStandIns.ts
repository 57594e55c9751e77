/**
 * Two modules of the extension host are native and come without a binary. Tests need neither a compiler nor rotation,
 * so plain JavaScript with the same contract takes their place: the log file writer, and the watch that ends the host
 * when its parent is gone.
 */
export const NATIVE_STAND_INS: Readonly<Record<string, string>> = {
  '@vscode/spdlog/index.js': `'use strict';
const fs = require('fs'), path = require('path');
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(_type, name, file) { this.name = name; this.file = file; this.level = 2; this.raw = false; }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, 23);
    try { fs.appendFileSync(this.file, this.raw ? message : time + ' [' + NAMES[level] + '] ' + message + '\\n'); } catch { }
  }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(level) { this.level = level; }
  clearFormatters() { this.raw = true; } setPattern() { this.raw = false; } flush() { } drop() { }
}
const create = async (type, name, file) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(type, name, file);
};
exports.version = 'stand-in';
exports.setLevel = () => { };
exports.setFlushOn = () => { };
exports.Logger = Logger;
exports.createRotatingLogger = (name, file) => create('rotating', name, file);
exports.createAsyncRotatingLogger = (name, file) => create('rotating_async', name, file);
`,
  '@vscode/native-watchdog/index.js': `'use strict';
exports.start = (pid) => {
  setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`,
};
