// Takes the place of @vscode/spdlog, which would have to be compiled: log files, without rotation.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const names = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_type, _name, path) {
    this.path = path;
    this.level = 2;
    mkdirSync(dirname(path), { recursive: true });
    names.forEach((name, level) => {
      this[name] = (message) => this.write(level, `[${name}] ${message}\n`);
    });
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  write(level, line) {
    if (level < this.level) return;
    try {
      appendFileSync(this.path, `${new Date().toISOString()} ${line}`);
    } catch {
      // the folder was removed under a server that is ending
    }
  }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, path) => new Logger('rotating', name, path);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
